"""What the reviewing page shows around the draft: the round, who holds it, the decision, the remarks that were refused."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from directory.signing import Signatures
from multilingual.languages import reader_language

from ..actions.deciding import ended_round
from ..forms import DecisionForm
from ..journal import has_taken
from ..models import CHECKLIST, Practice, ReviewState
from ..models.page import load_relations
from ..permissions import can_answer_remarks, can_decide, works_on
from ..remarks import REVIEWING, board_of
from ..review import Review
from ..reviewed import open_remarks, review_parts
from ..waiting import next_reminder_words


def review_context(
    request: HttpRequest,
    *,
    practice: Practice,
    draft: Any,
    review: Review,
    form: DecisionForm | None = None,
    stale: bool = False,
    refused: Any = None,
) -> dict[str, Any]:
    """Give what the template of the reviewing page needs; `refused` is a remark's form that was not well formed."""
    state = review.state
    decides = can_decide(request.user, draft, review)
    board = board_of(
        practice, shown=REVIEWING, reader=request.user if decides else None, round_id=state.pk if state else None
    )
    before = load_relations(practice) if practice.first_published_at is not None else None
    parts = review_parts(before, draft, board)
    return {
        "practice": practice,
        "draft": draft,
        "headline": draft.text_in("headline", draft.original_language),
        "language": draft.original_language,
        "kind": draft.term("kind"),
        "review": review,
        "parts": parts,
        "changed": [item for part in parts for item in part.items if item.change] if before is not None else None,
        "board": board,
        "asked": open_remarks(parts),
        "form": form,
        "checks": CHECKLIST,
        "stale": stale,
        **rights(request, practice, decides),
        "holder": holder_of(request, practice, review),
        "refused": refused,
        "refused_at": refused_at(refused),
        "writes_in": reader_language(),
        "next_reminder": next_reminder_words(review),
    }


def rights(request: HttpRequest, practice: Practice, decides: bool) -> dict[str, Any]:
    """Give what who asks may do about remarks, and where a new one goes."""
    answers = can_answer_remarks(request.user, practice)
    return {
        "may_remark": decides,
        "may_answer": answers,
        "may_settle": decides,
        "remark_address": reverse("add_remark", kwargs={"pk": practice.pk}),
    }


def holder_of(request: HttpRequest, practice: Practice, review: Review) -> Any:
    """Give the signature of another reviewer who holds the sheet, None where nobody does or it is who asks."""
    if review.state is None or review.state.taken_by_id in (None, request.user.pk):
        return None
    taker = review.state.taken_by
    return Signatures(practice.place, [taker]).of(taker)


def refused_at(form: Any) -> str:
    """Give the id of the text that was refused, "" where none was."""
    return "" if form is None else f"new-about-{form.data.get('about', '').replace('/', '-')}"


def over_context(request: HttpRequest, practice: Practice, *, round_id: int) -> dict[str, Any]:
    """Give what to say to somebody whose decision came too late: what they had written, and who decided and how.

    That is for those who work on the sheet or took the round: a number in a form is no right to know.
    """
    state = ended_round(practice, round_id)
    if state is None or not state.verdict or not may_know(request.user, practice, state):
        state = None
    by = state.finished_by if state is not None else None
    return {
        "practice": practice,
        "state": state,
        "by": Signatures(practice.place, [by]).of(by) if by is not None else "",
        "own": by is not None and by.pk == request.user.pk,
        "words": [words for name in ("word", "grade_reason", "text") if (words := request.POST.get(name, "").strip())],
    }


def may_know(user: Any, practice: Practice, state: ReviewState) -> bool:
    """Say whether `user` may know who decided a round and how (one query for who comes from elsewhere)."""
    return works_on(user, practice) or has_taken(user, practice, state)
