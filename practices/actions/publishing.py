"""What happens when a sheet is published: the revision that was read, its files, its grade, its life, its number."""

from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from editorial.actions import publish_document, publish_picture
from multilingual.actions import carry_minor_changes

from ..changes import originals
from ..models import Figure, Life, LifeChange, Practice, ReviewState, Verdict
from ..models.rows import READING_SIZE
from .numbering import record_version


class NothingDecided(Exception):
    """Nobody but the author or who submitted decided to publish: nothing is published."""


@transaction.atomic
def publish_reviewed(*, workflow_state: WorkflowState, by: Any) -> Practice:
    """Publish exactly the revision the last reviewer decided on, with its grade, its files and a version number.

    What readers have is published from now on, whatever its life was. Raises `NothingDecided`.
    """
    live = workflow_state.content_object.specific
    state = decided_round(workflow_state, live)
    texts = originals(with_rows(live))
    state.revision.content_object = live
    state.revision.publish(user=by, skip_permission_checks=True)
    practice = with_rows(Practice.objects.get(pk=live.pk))
    publish_files(practice)
    begin_life(practice, grade=state.grade)
    carry_minor_changes(thing=practice, before=texts, keys=minor_keys(practice), by=by)
    record_version(practice=practice, revision=state.revision, state=state, by=by)
    return practice


def with_rows(practice: Practice) -> Practice:
    """Give the sheet with its rows in memory, read once."""
    prefetch_related_objects([practice], *practice.translated_relations)
    return practice


def decided_round(workflow_state: WorkflowState, practice: Practice) -> ReviewState:
    """Give the last round that was decided by a publication, with its revision; a skipped one decides nothing."""
    rounds = ReviewState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_APPROVED)
    state = rounds.select_related("revision").order_by("pk").last()
    concerned = (None, practice.owner_id, workflow_state.requested_by_id)
    if state is None or state.verdict != Verdict.PUBLISHED or state.finished_by_id in concerned:
        raise NothingDecided
    return state


def begin_life(practice: Practice, *, grade: str) -> None:
    """Note the evidence grade, that the sheet is published, and that what it was before has ended."""
    LifeChange.objects.standing().filter(practice=practice).update(ended_at=timezone.now())
    Practice.objects.filter(pk=practice.pk).update(grade=grade, life=Life.PUBLISHED)
    practice.grade, practice.life = grade, Life.PUBLISHED


def minor_keys(practice: Practice) -> list[str]:
    """Give the keys of the texts whose change the published version calls minor."""
    minor = set(practice.minor_changes)
    return [place.key for place in practice.text_places() if {place.key, place.key.rpartition("/")[0]} & minor]


def publish_files(practice: Practice) -> None:
    """Copy every private file of the live sheet that has no published copy yet."""
    for row in [*practice.pictures.all(), *practice.attachments.all()]:
        if getattr(row, f"{row.published_name}_id") is not None or row.file is None:
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
