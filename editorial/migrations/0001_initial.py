"""Vocabulary terms, pictures, private files and the trace of changes."""

import uuid

import django.db.models.deletion
import modelsearch.index
import taggit.managers
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

import editorial.models.files


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                ("description", models.CharField(blank=True, default="", max_length=255, verbose_name="description")),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created at")),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True, help_text=None, through="taggit.TaggedItem", to="taggit.Tag", verbose_name="tags"
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "vocabulary",
                    models.CharField(
                        choices=[
                            ("pole", "pôles"),
                            ("kind", "kinds of practice"),
                            ("public", "publics"),
                            ("service", "service modes"),
                            ("territory", "territories"),
                            ("budget", "budgets a year"),
                            ("principle", "principles of the Charter"),
                            ("grade", "evidence grades"),
                        ],
                        max_length=12,
                        verbose_name="vocabulary",
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Stays the same for ever: addresses and files use it.",
                        max_length=40,
                        verbose_name="key",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("label", models.CharField(max_length=120, verbose_name="label")),
                ("label_fr", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("label_it", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("label_es", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("label_pt", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("label_en", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("label_ca", models.CharField(max_length=120, null=True, verbose_name="label")),
                ("text", models.TextField(blank=True, verbose_name="explanation")),
                ("text_fr", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("text_it", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("text_es", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("text_pt", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("text_en", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("text_ca", models.TextField(blank=True, null=True, verbose_name="explanation")),
                ("reverse", models.TextField(blank=True, verbose_name="what it excludes")),
                ("reverse_fr", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
                ("reverse_it", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
                ("reverse_es", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
                ("reverse_pt", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
                ("reverse_en", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
                ("reverse_ca", models.TextField(blank=True, null=True, verbose_name="what it excludes")),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["vocabulary", "position"],
                "constraints": [models.UniqueConstraint(fields=("vocabulary", "key"), name="one_term_per_key")],
            },
        ),
        migrations.CreateModel(
            name="PrivateFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=editorial.models.files.private_storage,
                        upload_to=editorial.models.files.private_path,
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name shown")),
                ("extension", models.CharField(max_length=8)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("width", models.PositiveIntegerField(blank=True, null=True)),
                ("height", models.PositiveIntegerField(blank=True, null=True)),
                ("home_id", models.CharField(blank=True, max_length=40)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "home_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "private file",
                "verbose_name_plural": "private files",
                "indexes": [models.Index(fields=["home_type", "home_id"], name="private_file_home")],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                ("focal_point_key", models.CharField(blank=True, default="", editable=False, max_length=16)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="editorial.picture"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter"
                    )
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
    ]
