"""Where the review of a draft stands, read from Wagtail's workflow engine."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, TaskState, WorkflowState

from .models import Practice

NONE, PLACE_REVIEW, TO_REVISE = "none", "place_review", "to_revise"


@dataclass(frozen=True)
class Review:
    """Where a review stands: its step, the round that is being decided or was decided last, and its workflow."""

    step: str
    state: TaskState | None = None
    workflow: WorkflowState | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a reviewer is reading, so that the draft must not change."""
        return self.step == PLACE_REVIEW

    @property
    def word(self) -> str:
        """Give what the reviewer wrote when the draft was sent back."""
        return self.state.comment if self.state is not None and self.step == TO_REVISE else ""


NO_REVIEW = Review(NONE)


def review_of(practice: Practice) -> Review:
    """Give where the review of `practice` stands (one query)."""
    return reviews_of([practice]).get(practice.pk, NO_REVIEW)


def reviews_of(practices: list[Practice]) -> dict[int, Review]:
    """Give the open reviews of several sheets, by primary key (one query); a sheet without one is not named."""
    keys = [str(practice.pk) for practice in practices]
    content_type = ContentType.objects.get_for_model(Page)
    states = (
        WorkflowState.objects.active()
        .filter(base_content_type=content_type, object_id__in=keys)
        .select_related("current_task_state__finished_by", "current_task_state__revision")
    )
    return {int(state.object_id): read_state(state) for state in states}


def read_state(state: WorkflowState) -> Review:
    """Give what one workflow state says."""
    step = TO_REVISE if state.status == WorkflowState.STATUS_NEEDS_CHANGES else PLACE_REVIEW
    return Review(step, state.current_task_state, state)
