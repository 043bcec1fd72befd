"""Submitting a draft, deciding its place review, taking it back."""

from typing import Any

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from multilingual.signals import announce

from .. import emails
from ..completeness import Missing, missing_for_review
from ..models import NetworkReview, PlaceReview, Practice, PracticeIndex
from ..review import PLACE_REVIEW, TO_REVISE, review_of
from ..versions import latest_draft, version
from .drafting import Stale, UnderReview, locked

WORKFLOW_NAME = "Practice sheets"
TASKS = ((PlaceReview, "Place review"), (NetworkReview, "Network review"))


class Incomplete(Exception):
    """The draft lacks something a reviewer needs; `missing` names the fields in the order of the form."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(gap.field for gap in missing))
        self.missing = missing


class AlreadyDecided(Exception):
    """Somebody decided this round first, or the author took it back."""


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
    """Send the draft to its place's review, or back to the step that asked for a revision; tell those who may decide.

    Raises `Stale`, `UnderReview` when it already is there, `Incomplete` naming what is missing.
    """
    page = locked(practice.pk)
    if expected != version(page):
        raise Stale(page)
    review = review_of(page)
    if review.step == PLACE_REVIEW:
        raise UnderReview
    draft = latest_draft(page)
    missing = missing_for_review(draft)
    if missing:
        raise Incomplete(missing)
    if page.latest_revision is None or page.latest_revision_id == page.live_revision_id:
        draft.save_revision(user=by, clean=False)
        page = locked(practice.pk)
    if review.step == TO_REVISE and review.workflow is not None:
        review.workflow.resume(user=by)
    else:
        page.get_workflow().start(page, by)
    announce(page, "submitted")
    emails.tell_reviewers(draft)
    return page


@transaction.atomic
def decide_place_review(
    *, practice: Practice, round_id: int, expected: str, publish: bool, word: str = "", by: Any
) -> Practice:
    """Publish the draft exactly as it was read, or send it back with a word; tell its author.

    Raises `AlreadyDecided` when this round is over, `Stale` when the draft is not the one that was read.
    """
    page = locked(practice.pk)
    review = review_of(page)
    if review.step != PLACE_REVIEW or review.state is None or review.state.pk != round_id:
        raise AlreadyDecided
    if expected != version(page):
        raise Stale(page)
    state = review.state.specific
    state.revision = page.latest_revision
    if publish:
        state.approve(user=by, comment=word)
        kind = "published"
    else:
        state.reject(user=by, comment=word)
        kind = "sent_back"
    page = Practice.objects.get(pk=page.pk)
    announce(page, kind)
    emails.tell_author(latest_draft(page), decision=kind, by=by)
    return page


@transaction.atomic
def take_back(*, practice: Practice, by: Any) -> Practice:
    """End the review so that the draft can be changed; what it says is untouched. Nothing happens where none is open."""
    page = locked(practice.pk)
    review = review_of(page)
    if review.step == PLACE_REVIEW and review.workflow is not None:
        review.workflow.cancel(user=by)
        announce(page, "taken_back")
    return page
