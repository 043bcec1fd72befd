"""Publishing the revision that was reviewed, with its pictures and attachments."""

from typing import Any

from django.db import transaction
from wagtail.models import WorkflowState

from editorial.actions import publish_document, publish_picture, remove_published
from multilingual.actions import refresh_states

from ..models import Figure, Practice


@transaction.atomic
def publish_reviewed(*, workflow_state: WorkflowState, by: Any) -> Practice:
    """Publish exactly the revision the last reviewer decided on, and copy its files to where every reader may fetch them."""
    state = workflow_state.current_task_state
    before = published_copies(int(workflow_state.object_id))
    state.revision.publish(user=by, skip_permission_checks=True)
    practice = Practice.objects.get(pk=workflow_state.object_id)
    publish_files(practice)
    for copy in before - published_copies(practice.pk):
        remove_published(copy)
    refresh_states(thing=practice)
    return practice


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
        row.save(update_fields=[row.published_name])


def published_copies(pk: int) -> set[Any]:
    """Give the published pictures and documents of the live sheet."""
    practice = Practice.objects.prefetch_related("pictures__image", "attachments__document").get(pk=pk)
    return {
        row.published for row in [*practice.pictures.all(), *practice.attachments.all()] if row.published is not None
    }
