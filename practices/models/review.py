"""The review of a draft, on Wagtail's workflow engine: task types of ours and nothing else."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState


class ReviewState(TaskState):
    """One round of one step: which revision was read, by whom it was decided, with which word to the author."""

    class Meta:
        verbose_name = _("round of review")
        verbose_name_plural = _("rounds of review")


class ReviewTask(Task):
    """A step of review; who may decide is our own predicate, which binds Wagtail's admin too."""

    task_state_class = ReviewState

    class Meta:
        abstract = True

    def may_act(self, page: Any, user: Any) -> bool:
        """Say whether `user` may decide this step for `page`."""
        raise NotImplementedError

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Reviewing is done on the site; the admin's editor gives no right of its own."""
        return False

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Lock the admin's form for all but technical accounts: a draft in review changes on the site, after asking."""
        return not user.is_superuser

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Nobody locks a sheet by hand."""
        return False

    user_can_unlock = user_can_lock

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Offer nothing in the admin: decisions are taken on the reviewing page."""
        return []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Give no row to the admin's own list of reviews."""
        return ReviewState.objects.none()


class PlaceReview(ReviewTask):
    """The reading by a manager of the signing place; a network administrator stands in where only the author manages it."""

    class Meta:
        verbose_name = _("place review")
        verbose_name_plural = _("place reviews")

    def may_act(self, page: Any, user: Any) -> bool:
        from practices.permissions import can_decide_place_review

        return can_decide_place_review(user, page)

    @classmethod
    def get_description(cls) -> Any:
        """Say what the step is, for the admin's list of tasks."""
        return _("A manager of the signing place reads the draft and publishes it or sends it back with a word.")
