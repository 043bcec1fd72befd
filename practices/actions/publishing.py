"""Publishing the revision that was reviewed, with its pictures and attachments."""

from typing import Any

from django.db import transaction
from wagtail.models import WorkflowState

from editorial.actions import publish_document, publish_picture, remove_published
from multilingual.actions import carry_minor_changes

from ..changes import originals
from ..models import Figure, Practice
from ..models.rows import READING_SIZE


@transaction.atomic
def publish_reviewed(*, workflow_state: WorkflowState, by: Any) -> Practice:
    """Publish exactly the revision the last reviewer decided on, and copy its files to where every reader may fetch them."""
    state = workflow_state.current_task_state
    live = Practice.objects.get(pk=workflow_state.object_id)
    before, texts = published_copies(live.pk), originals(live)
    state.revision.publish(user=by, skip_permission_checks=True)
    practice = Practice.objects.get(pk=workflow_state.object_id)
    publish_files(practice)
    for copy in before - published_copies(practice.pk):
        remove_published(copy)
    carry_minor_changes(thing=practice, before=texts, keys=minor_keys(practice), by=by)
    return practice


def minor_keys(practice: Practice) -> list[str]:
    """Give the keys of the texts whose change the published version calls minor."""
    minor = set(practice.minor_changes)
    return [place.key for place in practice.text_places() if {place.key, place.key.rpartition("/")[0]} & minor]


def publish_files(practice: Practice) -> None:
    """Copy every private file of the live sheet that has no published copy yet."""
    for row in [*practice.pictures.all(), *practice.attachments.all()]:
        if row.file is None or row.published is not None:
            continue
        is_picture = isinstance(row, Figure)
        words = row.text_in("alt" if is_picture else "title", practice.original_language) or ""
        copy = (
            publish_picture(private=row.file, alt=words)
            if is_picture
            else publish_document(private=row.file, title=words)
        )
        setattr(row, row.published_name, copy)
        if is_picture:
            copy.get_rendition(READING_SIZE)  # made now, not while the first reader waits
        row.save(update_fields=[row.published_name])


def published_copies(pk: int) -> set[Any]:
    """Give the published pictures and documents of the live sheet."""
    practice = Practice.objects.prefetch_related("pictures__image", "attachments__document").get(pk=pk)
    return {
        row.published for row in [*practice.pictures.all(), *practice.attachments.all()] if row.published is not None
    }
