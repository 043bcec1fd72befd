"""Fill in what queues are asked by, for the rounds and the drafts there are."""

from typing import Any

from django.db import migrations


def name_sheets(apps: Any, schema_editor: Any) -> None:
    """Write on each round which sheet it is about."""
    rounds = apps.get_model("practices", "ReviewState").objects
    sheets = set(apps.get_model("practices", "Practice").objects.values_list("pk", flat=True))
    for pk, key in list(rounds.values_list("pk", "workflow_state__object_id")):
        if int(key) in sheets:
            rounds.filter(pk=pk).update(practice_id=int(key))


def write_cosigners(apps: Any, schema_editor: Any) -> None:
    """Write the co-signing places each latest revision names, but for places that are no more."""
    model = apps.get_model("practices", "DraftCosigner")
    places = set(apps.get_model("directory", "Place").objects.values_list("pk", flat=True))
    sheets = apps.get_model("practices", "Practice").objects.filter(latest_revision__isnull=False)
    named = sheets.values_list("pk", "latest_revision__content__cosigning")
    for pk, keys in named.iterator(chunk_size=500):
        model.objects.bulk_create(model(practice_id=pk, place_id=key) for key in places & set(keys or ()))


class Migration(migrations.Migration):
    dependencies = [("practices", "0010_rows_for_queues")]

    operations = [
        migrations.RunPython(name_sheets, migrations.RunPython.noop),
        migrations.RunPython(write_cosigners, migrations.RunPython.noop),
    ]
