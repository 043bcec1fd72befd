"""The row that counts public codes."""

from django.db import migrations


def make_row(apps, schema_editor):
    apps.get_model("practices", "Sequence").objects.get_or_create(name="practice")


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]
    operations = [migrations.RunPython(make_row, migrations.RunPython.noop)]
