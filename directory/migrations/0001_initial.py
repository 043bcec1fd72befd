import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import directory.models.places


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("editorial", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoleJournal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("granted", "given"), ("ended", "ended by somebody"), ("lapsed", "ended on its day")],
                        max_length=7,
                    ),
                ),
                ("role", models.BigIntegerField()),
                ("person", models.BigIntegerField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advisor", "advisor"),
                            ("reception", "reception"),
                            ("documentalist", "documentalist"),
                            ("manager", "manager"),
                            ("translator", "translator"),
                            ("reviewer", "reviewer"),
                            ("editor", "editor"),
                            ("label_officer", "label officer"),
                            ("committee", "member of the labelling committee"),
                            ("administrator", "network administrator"),
                        ],
                        max_length=14,
                    ),
                ),
                ("place", models.BigIntegerField(db_index=True, null=True)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("en", "English"),
                            ("ca", "Catalan"),
                        ],
                        max_length=2,
                    ),
                ),
                ("day", models.DateField(help_text="The first day on which it holds, or no longer holds.")),
                ("by", models.BigIntegerField(help_text="Nobody: the clock or a command.", null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "line of the journal of roles",
                "verbose_name_plural": "journal of roles",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "original_language",
                    models.CharField(
                        choices=[
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("en", "English"),
                            ("ca", "Catalan"),
                        ],
                        default="fr",
                        max_length=2,
                        verbose_name="original language",
                    ),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="state of each translation"),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("headline", models.CharField(max_length=160, verbose_name="name")),
                ("headline_fr", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("headline_it", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("headline_es", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("headline_pt", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("headline_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                ("headline_ca", models.CharField(max_length=160, null=True, verbose_name="name")),
                (
                    "zone",
                    models.CharField(
                        help_text="The town or area, as it is called there.", max_length=80, verbose_name="zone"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("cite", "Cité des métiers"),
                            ("site", "site"),
                            ("centre", "associated centre"),
                            ("reseau", "réseau des métiers"),
                            ("holder", "label holder"),
                        ],
                        max_length=8,
                        verbose_name="form",
                    ),
                ),
                (
                    "life",
                    models.CharField(
                        choices=[
                            ("project", "in project"),
                            ("preparing", "in préfiguration"),
                            ("open", "open"),
                            ("dormant", "dormant"),
                            ("unlisted", "no longer listed"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris",
                        max_length=64,
                        validators=[directory.models.places.check_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sites",
                        to="directory.place",
                        verbose_name="label holder",
                    ),
                ),
                (
                    "mother",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="centres",
                        to="directory.place",
                        verbose_name="mother Cité",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
            },
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=40, verbose_name="function")),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "place",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailboxes",
                        to="directory.place",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "function mailbox",
                "verbose_name_plural": "function mailboxes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LocalPole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="local name")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("en", "English"),
                            ("ca", "Catalan"),
                        ],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "pole",
                    models.ForeignKey(
                        limit_choices_to={"vocabulary": "pole"},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="editorial.term",
                        verbose_name="pôle of the network",
                    ),
                ),
                (
                    "place",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_poles",
                        to="directory.place",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "local pôle",
                "verbose_name_plural": "local pôles",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advisor", "advisor"),
                            ("reception", "reception"),
                            ("documentalist", "documentalist"),
                            ("manager", "manager"),
                            ("translator", "translator"),
                            ("reviewer", "reviewer"),
                            ("editor", "editor"),
                            ("label_officer", "label officer"),
                            ("committee", "member of the labelling committee"),
                            ("administrator", "network administrator"),
                        ],
                        max_length=14,
                        verbose_name="role",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("es", "Spanish"),
                            ("pt", "Portuguese"),
                            ("en", "English"),
                            ("ca", "Catalan"),
                        ],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("begins", models.DateField(default=django.utils.timezone.localdate, verbose_name="begins")),
                (
                    "ends",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it no longer holds.",
                        null=True,
                        verbose_name="ends",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("coming", "coming"), ("held", "held"), ("over", "over")],
                        default="coming",
                        editable=False,
                        max_length=6,
                        verbose_name="stage",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
            },
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mother", models.F("id")), _negated=True),
                    models.Q(("holder", models.F("id")), _negated=True),
                ),
                name="place_is_not_its_own_parent",
                violation_error_message="A place does not belong to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("mother__isnull", True), ("form", "centre"), _connector="OR"),
                name="only_centres_have_mothers",
                violation_error_message="Only an associated centre has a mother Cité.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("holder__isnull", True), ("form", "site"), _connector="OR"),
                name="only_sites_have_holders",
                violation_error_message="Only a site has a label holder.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.UniqueConstraint(fields=("place", "address"), name="one_mailbox_per_address"),
        ),
        migrations.AddIndex(
            model_name="role",
            index=models.Index(fields=["place", "kind"], name="roles_at_a_place"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", True), ("place__isnull", False)),
                fields=("person", "kind", "place"),
                name="one_open_role_per_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends__isnull", True), ("place__isnull", True)),
                fields=("person", "kind", "language"),
                name="one_open_role_per_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ("advisor", "reception", "documentalist", "manager")),
                        ("language", ""),
                        ("place__isnull", False),
                    ),
                    models.Q(
                        ("kind", "translator"), ("place__isnull", True), models.Q(("language", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(
                            ("kind__in", ["advisor", "reception", "documentalist", "manager", "translator"]),
                            _negated=True,
                        ),
                        ("language", ""),
                        ("place__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="role_has_its_scope",
                violation_error_message="A role at a place needs its place, a translator needs a language, "
                "a role for the network needs neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("begins")), _connector="OR"),
                name="role_ends_after_it_begins",
                violation_error_message="A role cannot end before it begins.",
            ),
        ),
    ]
