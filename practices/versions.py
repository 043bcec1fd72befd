"""Which version of a draft a form was made from, so that nobody overwrites a colleague without seeing it."""

from typing import Any

from wagtail.models import TaskState

from multilingual.languages import column

from .models import Practice


def version(practice: Practice) -> str:
    """Give the mark of the draft as it is now.

    The revision's id alone would not do (an overwrite keeps it), nor without `live` (a form loaded before a publication
    and saved after it would unpublish the page).
    """
    at = practice.latest_revision_created_at
    return f"{practice.latest_revision_id or 0}.{at.timestamp() if at else 0:.6f}.{int(practice.live)}"


def may_overwrite(practice: Practice, by: Any) -> bool:
    """Say whether a save by `by` may take the place of the latest revision instead of adding one.

    Only the same person's own last one, neither published nor scheduled nor ever submitted.
    """
    revision = practice.latest_revision
    if revision is None or revision.user_id != by.pk or revision.pk == practice.live_revision_id:
        return False
    if revision.approved_go_live_at is not None:
        return False
    return not TaskState.objects.filter(revision=revision).exists()


def latest_draft(practice: Practice) -> Practice:
    """Give the sheet as its latest draft has it.

    Where nothing changed since the publication, what tells of the published version (its change note, which changes
    were minor) is left out: the next version tells its own.
    """
    last = practice.latest_revision_id
    if practice.live and last is not None and last == practice.live_revision_id:
        return after_publication(practice)
    draft: Practice = practice.get_latest_revision_as_object()
    return draft


def after_publication(practice: Practice) -> Practice:
    """Give the first draft of a next version: what readers have, in an object of its own."""
    draft: Practice = practice.latest_revision.as_object()
    draft.minor_changes = []
    setattr(draft, column("change_note", draft.original_language), "")
    return draft
