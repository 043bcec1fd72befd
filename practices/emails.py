"""Who is told of a review's steps, in their own language: kind of sheet, place, step and link; never its words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.emails import address_of, send_letter
from accounts.models import User
from directory.people import administrators
from multilingual.languages import writing_in

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
    tell(waited_for(draft, review), draft, name, step=step_of(review), but=opener, review=review)


def tell_author(draft: Practice, *, verdict: str, by: Any) -> None:
    """Tell the author what was decided ("sent_on", "published", "to_revise", "declined"), unless they decided it.

    Where the author left, the managers of the place stand in.
    """
    decided = ReviewState.objects.decided().of_sheet(draft.pk).last()
    step = ReviewStep(decided.step) if decided is not None else ReviewStep.PLACE
    view = "practice" if verdict == "published" else "write_practice"
    tell(authors_of(draft), draft, verdict, step=step, view=view, but=by)


def warn_holder(draft: Practice, review: Review) -> None:
    """Tell the reviewer who holds a draft that two days are left."""
    tell(waited_for(draft, review), draft, "held_two_days_more", step=step_of(review), review=review)


def tell_holder(practice: Practice, review: Review, *, end: str, by: Any) -> None:
    """Tell the reviewer who held a sheet that its review was ended: it was "taken_back", "binned" or "withdrawn".

    Nobody is told of a review no reviewer held.
    """
    if review.is_with_network and review.state is not None and review.state.taken_by is not None:
        reviewer, draft = review.state.taken_by, read_draft(practice)
        tell([reviewer], draft, "nothing_left", step=ReviewStep.NETWORK, view="desk", but=by, end=end)


def tell_of_return(draft: Practice, *, is_over: bool) -> None:
    """Tell the network administrators that a draft is back in the queue: its time is over, or its reviewer's role ended."""
    people = administrators().exclude(pk=draft.owner_id)
    tell(people, draft, "back_in_queue", step=ReviewStep.NETWORK, is_over=is_over)


def remind(draft: Practice, review: Review, *, days: int) -> None:
    """Remind those a review waits for, `days` after it began to."""
    if review.is_open:
        tell(waited_for(draft, review), draft, "reminder", step=step_of(review), days=days, review=review)
    else:
        step = ReviewStep(review.state.step) if review.state is not None else ReviewStep.PLACE
        tell(waited_for(draft, review), draft, "reminder_to_revise", step=step, view="write_practice", days=days)


def tell_nobody_decides(place: Any, *, many: int) -> None:
    """Tell the network administrators that nobody is left to decide the place reviews of `place`."""
    for person in administrators():
        with writing_in(person.language):
            link = address_of(reverse("desk"))
        context = {"place": place, "many": many, "link": link}
        send_letter(to=person, template="practices/mail/nobody_decides", context=context)


def step_of(review: Review) -> ReviewStep:
    """Give the step a review is at."""
    return STEPS.get(review.step, ReviewStep.NETWORK)


def tell(
    people: Iterable[User],
    draft: Practice,
    name: str,
    *,
    step: ReviewStep,
    view: str = "review_practice",
    but: Any = None,
    **more: Any,
) -> None:
    """Write the letter `name` about `draft` to each of `people` but one, in their language."""
    for person in people:
        if person.pk == getattr(but, "pk", None):
            continue
        with writing_in(person.language):
            key = {"practice": {"slug": draft.slug}, "desk": {}}.get(view, {"pk": draft.pk})
            context = {
                "kind": draft.term("kind"),
                "form": draft.get_form_display(),
                "place": draft.place or "",
                "step": step.label,
                "link": address_of(reverse(view, kwargs=key)),
                **more,
            }
        send_letter(to=person, template=f"practices/mail/{name}", context=context)
