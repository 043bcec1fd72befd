"""Where the review of a draft stands, read from Wagtail's workflow engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, TaskState, WorkflowState

from .models import Practice, ReviewState, ReviewStep, Verdict

NONE, PLACE_REVIEW, NETWORK_REVIEW, TO_REVISE, DECLINED = (
    "none",
    "place_review",
    "network_review",
    "to_revise",
    "declined",
)
STEP_OF = {ReviewStep.PLACE: PLACE_REVIEW, ReviewStep.NETWORK: NETWORK_REVIEW}


@dataclass(frozen=True)
class Review:
    """Where a review stands: its step, the round that is being decided or was decided last, and its workflow."""

    step: str
    state: ReviewState | None = None
    workflow: WorkflowState | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a reviewer is reading, so that the draft must not change."""
        return self.step in (PLACE_REVIEW, NETWORK_REVIEW)

    @property
    def is_with_network(self) -> bool:
        """Say whether it waits for a reviewer of the network, or is being read by one."""
        return self.step == NETWORK_REVIEW

    @property
    def word(self) -> str:
        """Give what the reviewer wrote when the draft was sent back or declined."""
        return self.state.comment if self.state is not None and self.step in (TO_REVISE, DECLINED) else ""

    @property
    def word_language(self) -> str:
        """Give the language that word is in."""
        return self.state.word_language if self.word and self.state is not None else ""

    def is_held_by(self, user: Any) -> bool:
        """Say whether `user` took it from the network's queue and still holds it."""
        taker = self.state.taken_by_id if self.state is not None and self.is_with_network else None
        return taker is not None and taker == user.pk

    def is_submitted_by(self, user: Any) -> bool:
        """Say whether `user` sent the draft to this review, or sent it back to it: they decide neither of its steps."""
        submitter = self.workflow.requested_by_id if self.workflow is not None else None
        return submitter is not None and submitter == user.pk


NO_REVIEW = Review(NONE)


def review_of(practice: Practice) -> Review:
    """Give where the review of `practice` stands (one query)."""
    return reviews_of([practice]).get(practice.pk, NO_REVIEW)


def reviews_of(practices: Sequence[Any], *, named: bool = True) -> dict[int, Review]:
    """Give where the last review of several sheets stands, by primary key (one query); one that ended well is not named.

    `named` also reads who holds the sheet and who decided.
    """
    of_sheets = ReviewState.objects.filter(
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id__in=[str(practice.pk) for practice in practices],
    )
    people = ("finished_by", "taken_by") if named else ()
    rounds = of_sheets.filter(is_standing()).select_related("workflow_state", *people)
    found: dict[int, Review] = {}
    for state in rounds.order_by("pk"):
        key = int(state.workflow_state.object_id)
        found[key] = read_round(state) or found.get(key, NO_REVIEW)
    return found


def is_standing() -> Q:
    """Keep the rounds of reviews that are open, wait for the author, or were declined and not followed by another.

    Not "of the last review": PostgreSQL seeks the last of each sheet anew for every round.
    """
    later = WorkflowState.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        pk__gt=OuterRef("workflow_state"),
    )
    active = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return Q(workflow_state__status__in=active) | (Q(verdict=Verdict.DECLINED) & ~Exists(later))


def read_round(state: ReviewState) -> Review | None:
    """Give what one round says of the review it belongs to, None where it says nothing (skipped, decided and gone on)."""
    workflow = state.workflow_state
    if workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        is_open = state.status == TaskState.STATUS_IN_PROGRESS
        return Review(STEP_OF[ReviewStep(state.step)], state, workflow) if is_open else None
    if workflow.status == WorkflowState.STATUS_NEEDS_CHANGES and state.pk == workflow.current_task_state_id:
        return Review(TO_REVISE, state, workflow)
    if workflow.status == WorkflowState.STATUS_CANCELLED and state.verdict == Verdict.DECLINED:
        return Review(DECLINED, state, workflow)
    return None
