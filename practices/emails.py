"""Who is told of a review's steps: kind of sheet, place, step and link; never its words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.actions import notify
from accounts.models import User
from directory.people import administrators

from . import notices
from .drafted import read_draft
from .models import Practice, ReviewState, ReviewStep
from .review import PLACE_REVIEW, Review
from .waiting import authors_of, waited_for

STEPS = {PLACE_REVIEW: ReviewStep.PLACE}


def tell_reviewers(draft: Practice, review: Review, *, by: Any = None) -> None:
    """Tell those who may decide the step that is open: the managers, all unrelated reviewers, or the one who holds it.

    Nobody is told of their own act: `by` is who opened the step, who submitted the draft where it is not said.
    """
    opener = by or (review.workflow.requested_by if review.workflow is not None else None)
    held = review.is_with_network and review.state is not None and review.state.taken_by_id is not None
    name = "resumed" if held else "to_take" if review.is_with_network else "to_review"
    tell(waited_for(draft, review), draft, "review_waiting", name, review=review, by=opener)


def tell_author(draft: Practice, *, verdict: str, by: Any) -> None:
    """Tell the author what was decided ("sent_on", "published", "to_revise", "declined"), unless they decided it.

    Where the author left, the managers of the place stand in.
    """
    decided = ReviewState.objects.decided().of_sheet(draft.pk).last()
    step = ReviewStep(decided.step) if decided is not None else ReviewStep.PLACE
    round_key = decided.pk if decided is not None else f"sheet {draft.pk}"
    facts = {"what": verdict, "step": step.value}
    notices.tell(authors_of(draft), "review_decided", draft, f"{verdict} {round_key}", facts, by=by)


def warn_holder(draft: Practice, review: Review) -> None:
    """Tell the reviewer who holds a draft that two days are left."""
    tell(waited_for(draft, review), draft, "review_waiting", "held_two_days_more", review=review)


def tell_holder(practice: Practice, review: Review, *, end: str, by: Any) -> None:
    """Tell the reviewer who held a sheet that its review was ended: it was "taken_back", "binned" or "withdrawn".

    Nobody is told of a review no reviewer held.
    """
    if review.is_with_network and review.state is not None and review.state.taken_by is not None:
        reviewer, draft = review.state.taken_by, read_draft(practice)
        tell([reviewer], draft, "review_over", "nothing_left", review=review, by=by, end=end)


def tell_of_return(draft: Practice, review: Review, *, is_over: bool) -> None:
    """Tell the network administrators that a draft is back in the queue: its time is over, or its reviewer's role ended.

    `review` is where it stands since then.
    """
    people = administrators().exclude(pk=draft.owner_id)
    tell(people, draft, "review_waiting", "back_in_queue", review=review, is_over=is_over)


def remind(draft: Practice, review: Review, *, days: int) -> None:
    """Remind those a review waits for, `days` after it began to."""
    name = "reminder" if review.is_open else "reminder_to_revise"
    tell(waited_for(draft, review), draft, "review_reminder", name, review=review, days=days)


def tell_nobody_decides(place: Any, *, many: int, key: str) -> None:
    """Tell the network administrators that nobody is left to decide the place reviews of `place`, once for each `key`."""
    notify(people=administrators(), kind=notices.NOBODY_DECIDES, about=place, key=key, facts={"many": many})


def step_of(review: Review) -> ReviewStep:
    """Give the step a review is at; of one that waits for its author, the step that sent the draft back."""
    if not review.is_open and review.state is not None:
        return ReviewStep(review.state.step)
    return STEPS.get(review.step, ReviewStep.NETWORK)


def tell(
    people: Iterable[User], draft: Any, kind: str, name: str, *, review: Review, by: Any = None, **more: Any
) -> None:
    """Tell `people` but one of the event `name` in the round of review that is open, or was last.

    One round may wait, be held and be reminded of several times: since when, until when and how often tell these apart.
    """
    state = review.state
    if state is None:
        return
    held_until = state.held_until.isoformat() if state.held_until is not None else None
    key = f"{name} {state.pk} {of_moment(state.waiting_since)} {of_moment(state.held_until)} {state.reminders}"
    facts = {"what": name, "step": step_of(review).value, "held_until": held_until, **more}
    notices.tell(people, kind, draft, key, facts, by=by)


def of_moment(moment: datetime | None) -> str:
    """Give a moment as a part of a key, a dash for none."""
    return f"{moment.timestamp():.3f}" if moment is not None else "-"
