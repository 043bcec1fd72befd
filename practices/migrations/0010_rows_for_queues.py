"""Let queues be asked by joins: a round of review knows its sheet, and the co-signing places a draft names are rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_reports"),
        ("practices", "0009_word_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftCosigner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.place"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_cosigners",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "co-signing place of a draft",
                "verbose_name_plural": "co-signing places of a draft",
                "constraints": [models.UniqueConstraint(fields=("practice", "place"), name="draft_names_a_place_once")],
            },
        ),
        migrations.AddField(
            model_name="reviewstate",
            name="practice",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rounds",
                to="practices.practice",
            ),
        ),
        migrations.AddIndex(
            model_name="lifechange",
            index=models.Index(fields=["state", "ended_at", "until"], name="life_marks"),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["look_again_on"], name="practice_look_again"),
        ),
    ]
