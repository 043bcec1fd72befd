"""Give every sheet readers already have its life and its first version."""

from typing import Any

from django.db import migrations


def give_versions(apps: Any, schema_editor: Any) -> None:
    """Number what is published today as version 1, with its files."""
    practice_model = apps.get_model("practices", "Practice")
    version_model, file_model = apps.get_model("practices", "Version"), apps.get_model("practices", "VersionFile")
    for practice in practice_model.objects.filter(live=True).iterator(chunk_size=200):
        practice_model.objects.filter(pk=practice.pk).update(life="published")
        language = practice.original_language
        version = version_model.objects.create(
            practice=practice,
            number=1,
            revision_id=practice.live_revision_id,
            published_at=practice.last_published_at or practice.first_published_at,
            language=language,
            headline=getattr(practice, f"headline_{language}") or "",
            note=getattr(practice, f"change_note_{language}") or "",
            place_id=practice.place_id,
            licence=practice.licence,
        )
        pictures = apps.get_model("practices", "Figure").objects.filter(practice=practice)
        documents = apps.get_model("practices", "Attachment").objects.filter(practice=practice)
        for row in pictures:
            file_model.objects.create(version=version, row=row.pk, file_id=row.file_id, image_id=row.image_id)
        for row in documents:
            file_model.objects.create(version=version, row=row.pk, file_id=row.file_id, document_id=row.document_id)


class Migration(migrations.Migration):
    """Only what is there already; new versions are written by the action that publishes."""

    dependencies = [("practices", "0006_review_and_life")]

    operations = [migrations.RunPython(give_versions, migrations.RunPython.noop)]
