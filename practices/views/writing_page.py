"""What the writing page shows around the form: parts and progress, gaps, and a colleague's newer text beside one's own."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multilingual.languages import OWN_NAMES
from multilingual.models import CURRENT

from ..completeness import SUMMARY_LIMIT, Missing, missing_for_review
from ..forms import SheetForm
from ..forms.sheet import TEXTS, initial_of
from ..models import Practice
from ..permissions import can_answer_remarks, can_bin, can_change_original
from ..remarks import board_of
from ..review import Review
from ..revising import placed_names, revising
from ..versions import version

PARTS = {
    "identity": pgettext_lazy("part of the writing form", "Headline and kind"),
    "brief": pgettext_lazy("part of the writing form", "In brief"),
    "audience": pgettext_lazy("part of the writing form", "For whom"),
    "story": pgettext_lazy("part of the writing form", "What you did"),
    "steps": pgettext_lazy("part of the writing form", "The steps"),
    "means": pgettext_lazy("part of the writing form", "The means"),
    "results": pgettext_lazy("part of the writing form", "The results"),
    "lessons": pgettext_lazy("part of the writing form", "What you learnt"),
    "files": pgettext_lazy("part of the writing form", "Pictures and files"),
}
"""Parts of the form in order, with their headings."""

WATCHED_MINUTES = 10
"""How long after a colleague's save the page says that somebody else is writing."""


class Part(NamedTuple):
    """One part of the form in the list beside it: whether it is done, or has something to correct."""

    name: str
    heading: str
    done: bool
    wrong: bool


def writing_context(
    request: HttpRequest,
    *,
    practice: Practice,
    draft: Practice,
    form: SheetForm,
    review: Review,
    missing: list[Missing] | None = None,
    newer: Practice | None = None,
    asks_anew: bool = False,
) -> dict[str, Any]:
    """Give what the template of the writing page needs.

    `missing` after a refused submission, `newer` after a stale save, `asks_anew` where the review would begin again.
    """
    gaps = {gap.part for gap in missing_for_review(draft)}
    wrong = {gap.part for gap in missing or []}
    parts = [Part(name, str(heading), name not in gaps, name in wrong) for name, heading in PARTS.items()]
    shown = "files" if form.is_flash else None
    return {
        "practice": practice,
        "draft": draft,
        "form": form,
        "version": version(practice),
        "review": review,
        "parts": [part for part in parts if not form.is_flash or part.name in FLASH_PARTS or part.name == shown],
        "done": sum(part.done for part in parts if part.name != "files"),
        "missing": missing or [],
        "gap": {gap.field: gap.message for gap in missing or []},
        "first_gap": missing[0].field if missing else "",
        "newer": newer_texts(form, newer) if newer is not None else {},
        "stale": newer is not None,
        "watched_by": colleague_at_work(request.user, practice),
        "more": request.GET.get("more", ""),
        "summary_limit": SUMMARY_LIMIT,
        "may_bin": can_bin(request.user, practice),
        "language": draft.original_language,
        "other_originals": other_originals(request.user, practice),
        **remarks_context(request, practice, form, review, asks_anew),
    }


def remarks_context(
    request: HttpRequest, practice: Practice, form: SheetForm, review: Review, asks_anew: bool
) -> dict[str, Any]:
    """Give the remarks beside the fields of the form, and what its head says of them."""
    board = board_of(practice)
    return {
        "board": board,
        "revising": revising(form.practice, review, board, placed_names(form)),
        "asks_anew": asks_anew,
        "writes": True,
        "may_answer": can_answer_remarks(request.user, practice) and not review.is_open,
        "typed": form.data,
    }


def other_originals(user: Any, practice: Practice) -> list[tuple[str, str]]:
    """Give the languages (code, own name) that could become the original of the sheet, to those who may change it."""
    if not can_change_original(user, practice) or practice.has_unpublished_changes:
        return []
    return [(code, OWN_NAMES[code]) for code, state in practice.language_states() if state == CURRENT]


FLASH_PARTS = ("identity", "story", "files")
"""Parts a flash note shows open; the others wait until it grows."""


def newer_texts(form: SheetForm, newer: Practice) -> dict[str, str]:
    """Give, by field, the text of the newer draft where it differs from what the person typed; rows by their prefix."""
    theirs = initial_of(newer)
    found = {}
    for name in TEXTS:
        mine = (form.data.get(name) or "").replace("\r\n", "\n").strip()
        if name in form.fields and theirs[name].strip() != mine:
            found[name] = theirs[name] or str(_("(empty)"))
    for relation, rows in SheetForm(practice=newer, places=[]).rows.items():
        posted = {row.key for row in form.rows[relation].forms}
        for row in rows.forms:
            if row.key not in posted:
                form.rows[relation].forms.append(row)
            for name, text in row.initial.items():
                mine = form.data.get(row.add_prefix(name), text or "")
                if (text or "").strip() != mine.replace("\r\n", "\n").strip():
                    found[row.add_prefix(name)] = text or str(_("(empty)"))
    return found


def colleague_at_work(user: Any, practice: Practice) -> Any:
    """Give the colleague who saved this draft in the last minutes, None where it was oneself or nobody."""
    revision = practice.latest_revision
    if revision is None or revision.user_id in (None, user.pk):
        return None
    recent = timezone.now() - revision.created_at < timedelta(minutes=WATCHED_MINUTES)
    return revision.user if recent else None
