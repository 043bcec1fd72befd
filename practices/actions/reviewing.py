"""How does a draft come into review, and out of it by its author's side."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from multilingual.signals import announce

from .. import emails
from ..completeness import Missing, missing_for_review
from ..models import NetworkReview, PlaceReview, Practice, PracticeIndex, ReviewState, ReviewStep, Verdict
from ..permissions import can_review
from ..resuming import goes_straight_back
from ..review import TO_REVISE, Review, review_of
from ..versions import latest_draft, version
from .drafting import Stale, UnderReview, locked, refuse_withdrawn
from .taking import hand_to

WORKFLOW_NAME = "Practice sheets"
TASKS = ((PlaceReview, "Place review"), (NetworkReview, "Network review"))


class Incomplete(Exception):
    """The draft lacks something a reviewer needs; `missing` names the fields in the order of the form."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(gap.field for gap in missing))
        self.missing = missing


@transaction.atomic
def set_up_review() -> None:
    """Make the workflow of sheets, its two tasks and its place in the tree, unless they are there."""
    index = PracticeIndex.objects.get()
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    for order, (model, name) in enumerate(TASKS):
        task = model.objects.first() or model.objects.create(name=name)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})


@transaction.atomic
def submit_practice(*, practice: Practice, expected: str, by: Any) -> Practice:
    """Send the draft to review, or back to the step that asked for a revision; tell those who may decide.

    It starts anew when more changed than that step asked for. Raises `Stale`, `UnderReview` when it already is there,
    `Withdrawn`, `Incomplete` naming what is missing.
    """
    page = locked(practice.pk)
    refuse_withdrawn(page)
    if expected != version(page):
        raise Stale(page)
    review = review_of(page)
    if review.is_open:
        raise UnderReview
    draft = latest_draft(page)
    missing = missing_for_review(draft)
    if missing:
        raise Incomplete(missing)
    if page.latest_revision is None or page.latest_revision_id == page.live_revision_id:
        draft.save_revision(user=by, clean=False)
        page = locked(practice.pk)
    opened = open_review(page, draft, review, by=by)
    announce(page, "submitted")
    emails.tell_reviewers(draft, opened, by=by)
    return page


def open_review(page: Practice, draft: Practice, review: Review, *, by: Any) -> Review:
    """Resume the review where it was sent back, or start it at the first step; give where it stands then."""
    sent_back = review.state if review.step == TO_REVISE else None
    resumed = sent_back is not None and goes_straight_back(draft, sent_back)
    if sent_back is not None and resumed:
        sent_back.workflow_state.requested_by = by  # kept by the engine with the new status
        sent_back.workflow_state.resume(user=by)
    elif sent_back is not None:
        sent_back.workflow_state.cancel(user=by)
        log(instance=page, action="practices.review_anew", user=by, data={"step": sent_back.step})
    if not resumed:
        page.get_workflow().start(page, by)
    opened = review_of(page)
    note_skipped(page, opened, after=sent_back.pk if sent_back is not None else 0, by=by)
    if resumed and opened.is_with_network:
        hand_to_same_reviewer(page, draft, opened, before=sent_back, by=by)
    return opened


def note_skipped(page: Practice, opened: Review, *, after: int, by: Any) -> None:
    """Write in the journal that the place review was skipped: the place has no manager but the author and who submits."""
    rounds = ReviewState.objects.at(ReviewStep.PLACE).filter(workflow_state=opened.workflow, pk__gt=after)
    if rounds.filter(verdict=Verdict.SKIPPED).exists():
        log(instance=page, action="practices.skip_place_review", user=by)


def hand_to_same_reviewer(page: Practice, draft: Practice, opened: Review, *, before: Any, by: Any) -> None:
    """Give a resumed network review to the reviewer who sent the sheet back, if they still may review it."""
    reviewer, state = before.taken_by, opened.state
    if reviewer is not None and state is not None and can_review(reviewer, draft, opened):
        hand_to(page, state, reviewer, action="practices.hand_back_review", by=by)


@transaction.atomic
def take_back(*, practice: Practice, by: Any) -> Practice:
    """End the review so that the draft can be changed; what it says is untouched. Nothing happens where none is open."""
    page = locked(practice.pk)
    review = review_of(page)
    if review.is_open and review.workflow is not None:
        review.workflow.cancel(user=by)
        log(instance=page, action="practices.take_back", user=by, data={"step": review.step})
        emails.tell_holder(page, review, end="taken_back", by=by)
        announce(page, "taken_back")
    return page
