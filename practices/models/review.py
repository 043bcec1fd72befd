"""The review of a draft, on Wagtail's workflow engine: two task types of ours and nothing else."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Task, TaskState, WorkflowState

from .grades import Grade

HELD_FOR = timedelta(days=7)
"""How long a reviewer who took a sheet holds it (domain page, review of the draft)."""
WARNED_BEFORE = timedelta(days=2)
"""How long before the end of the seven days the reviewer is told that they end."""
REMINDED_AFTER = (timedelta(days=7), timedelta(days=14), timedelta(days=21))
"""When those a sheet waits for are reminded, counted from the beginning of the wait."""


class ReviewStep(models.TextChoices):
    """The two readings a draft goes through."""

    PLACE = "place", _("place review")
    NETWORK = "network", _("network review")


class Verdict(models.TextChoices):
    """How a round of review ended."""

    SENT_ON = "sent_on", _("sent on")
    PUBLISHED = "published", _("published")
    TO_REVISE = "to_revise", _("to revise")
    DECLINED = "declined", _("declined")
    SKIPPED = "skipped", _("skipped")


class ReviewStateQuerySet(models.QuerySet["ReviewState"]):
    """Which rounds."""

    def open(self) -> "ReviewStateQuerySet":
        """Keep the rounds that wait for a decision."""
        return self.filter(status=TaskState.STATUS_IN_PROGRESS)

    def at(self, step: str) -> "ReviewStateQuerySet":
        """Keep the rounds of one step."""
        return self.filter(step=step)

    def held(self) -> "ReviewStateQuerySet":
        """Keep the open rounds a reviewer took."""
        return self.open().filter(taken_by__isnull=False)

    def in_queue(self) -> "ReviewStateQuerySet":
        """Keep the open rounds of the network's review that nobody took."""
        return self.open().at(ReviewStep.NETWORK).filter(taken_by__isnull=True)

    def to_revise(self) -> "ReviewStateQuerySet":
        """Keep the rounds whose author has not submitted the draft again."""
        last = self.filter(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES)
        return last.filter(workflow_state__current_task_state=models.F("pk"))

    def to_remind(self, now: datetime) -> "ReviewStateQuerySet":
        """Keep the rounds that have waited long enough for somebody to be reminded; nobody is while a reviewer holds one."""
        waiting = self.open().filter(taken_by__isnull=True) | self.to_revise()
        return waiting.filter(waiting_since__lte=now - REMINDED_AFTER[0], reminders__lt=len(REMINDED_AFTER))

    def decided(self) -> "ReviewStateQuerySet":
        """Keep the rounds somebody decided, the first decided first."""
        return self.exclude(verdict__in=("", Verdict.SKIPPED)).order_by("finished_at", "pk")

    def of_sheet(self, key: Any) -> "ReviewStateQuerySet":
        """Keep the rounds of one sheet."""
        return self.filter(workflow_state__object_id=str(key))


class ReviewState(TaskState):
    """One round of one step: which revision was read, by whom, what was checked, how it ended, with which word."""

    practice = models.ForeignKey(
        "practices.Practice", null=True, editable=False, on_delete=models.CASCADE, related_name="rounds"
    )
    """The sheet under review: the engine knows it as a key in words, which nothing can be joined by."""
    practice_id: int | None
    step = models.CharField(_("step"), max_length=7, choices=ReviewStep.choices, default=ReviewStep.PLACE)
    verdict = models.CharField(_("decision"), max_length=9, choices=Verdict.choices, blank=True)
    grade = models.CharField(_("evidence grade"), max_length=10, choices=Grade.choices, blank=True)
    grade_reason = models.TextField(_("why this grade"), blank=True)
    word_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    """The language of the word to the author and of the grade's reason."""
    checklist = models.JSONField(default=list, blank=True)
    """Keys of the ticked points, of `practices.models.grades.CHECKLIST`."""
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_until = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    """When the reviewer who holds the sheet was told that two days are left."""
    waiting_since = models.DateTimeField(default=timezone.now)
    """Since when it waits for the same people: the start, a return to the queue, or the decision "to revise"."""
    reminders = models.PositiveSmallIntegerField(default=0)
    """How many reminders were sent in this wait."""

    objects = ReviewStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of review")
        verbose_name_plural = _("rounds of review")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new round learns which sheet it is about."""
        if self._state.adding and self.practice_id is None:
            self.practice_id = int(self.workflow_state.object_id)
        super().save(*args, **kwargs)

    @property
    def next_reminder_at(self) -> datetime | None:
        """Give when those it waits for are reminded next, None once the last reminder was sent."""
        if self.reminders >= len(REMINDED_AFTER):
            return None
        return self.waiting_since + REMINDED_AFTER[self.reminders]

    def log_state_change_action(self, user: Any, action: str) -> None:
        """Write the decision in the sheet's journal; Wagtail's own way makes the whole sheet of the revision to name it."""
        log(
            instance=self.workflow_state.content_object.specific,
            action=f"wagtail.workflow.{action}",
            user=user,
            revision=self.revision,
            data={
                "workflow": {
                    "id": self.workflow_state.workflow_id,
                    "title": "",
                    "status": self.status,
                    "task_state_id": self.pk,
                    "task": {"id": self.task_id, "title": self.step},
                    "next": None,
                },
                "comment": self.comment,
                "language": self.word_language,
                "step": self.step,
                "verdict": self.verdict,
            },
        )


class ReviewTask(Task):
    """A step of review; who may decide is our own predicate, which binds Wagtail's admin too."""

    task_state_class = ReviewState
    step: str

    class Meta:
        abstract = True

    def is_skipped_for(self, workflow_state: Any) -> bool:
        """Say whether this step has nothing to decide in this review."""
        raise NotImplementedError

    def start(self, workflow_state: Any, user: Any = None) -> ReviewState:
        """Open a round of this step, or skip it; the engine goes on after a skipped one."""
        state: ReviewState = super().start(workflow_state, user=user)
        state.step = self.step
        state.waiting_since = state.started_at
        if self.is_skipped_for(workflow_state):
            state.status, state.verdict = TaskState.STATUS_SKIPPED, Verdict.SKIPPED
            state.finished_at = timezone.now()
        state.save()
        return state

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
    """The reading by a manager of the signing place; skipped where it has none but the author and who submitted."""

    step = ReviewStep.PLACE

    class Meta:
        verbose_name = _("place review")
        verbose_name_plural = _("place reviews")

    def is_skipped_for(self, workflow_state: Any) -> bool:
        """Say whether nobody at the place but the author and who submitted could read it."""
        from practices.permissions import has_nobody_for_place_review

        return has_nobody_for_place_review(workflow_state.content_object.specific, workflow_state.requested_by_id)

    @classmethod
    def get_description(cls) -> Any:
        """Say what the step is, for the admin's list of tasks."""
        return _("A manager of the signing place reads the draft and sends it on, back with remarks, or declines it.")


class NetworkReview(ReviewTask):
    """The reading by an unrelated reviewer; a flash note its place has read needs none."""

    step = ReviewStep.NETWORK

    class Meta:
        verbose_name = _("network review")
        verbose_name_plural = _("network reviews")

    def is_skipped_for(self, workflow_state: Any) -> bool:
        """Say whether this is a flash note that somebody at its place has decided on."""
        from .practice import Form

        read = workflow_state.content_object.latest_revision
        if read is None or read.content.get("form") != Form.FLASH:
            return False
        rounds = ReviewState.objects.at(ReviewStep.PLACE).filter(workflow_state=workflow_state)
        return rounds.filter(status=TaskState.STATUS_APPROVED).exists()

    @classmethod
    def get_description(cls) -> Any:
        """Say what the step is, for the admin's list of tasks."""
        return _(
            "A reviewer of another place takes the draft, reads it, and publishes it, sends it back or declines it."
        )
