"""Count what is listed without walking over the texts of the sheets: their life stands in the indexes counting reads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0007_first_versions")]

    operations = [
        migrations.RemoveIndex(model_name="practice", name="practice_facets"),
        migrations.RemoveIndex(model_name="practice", name="practice_freshness"),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(
                fields=["kind", "outcome", "territory", "place", "original_language", "life"], name="practice_facets"
            ),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["original_language", "translation_states", "life"], name="practice_freshness"),
        ),
    ]
