"""What readers tell us about a page: their sentence, what was answered, and an address only while the answer needs it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .places import Place

SENTENCE_LIMIT = 500
ANSWER_LIMIT = 2_000
KEPT_AFTER_ANSWER = timedelta(days=30)
KEPT_WITHOUT_ANSWER = timedelta(days=181)
"""The shortest six months there are: an address is never kept longer than the form says."""
REPEATED_WITHIN = timedelta(hours=1)


class ReportState(models.TextChoices):
    """What became of a report."""

    OPEN = "open", pgettext_lazy("state of a report", "waiting")
    ANSWERED = "answered", pgettext_lazy("state of a report", "answered")
    CORRECTED = "corrected", pgettext_lazy("state of a report", "corrected")
    DECLINED = "declined", pgettext_lazy("state of a report", "declined")


class ReportQuerySet(models.QuerySet["Report"]):
    """Which reports."""

    def open(self) -> "ReportQuerySet":
        """Keep the reports nobody answered yet, the longest waiting first."""
        return self.filter(state=ReportState.OPEN).order_by("made_at", "pk")

    def closed(self) -> "ReportQuerySet":
        """Keep the reports somebody decided, the latest first."""
        return self.exclude(state=ReportState.OPEN).order_by("-answered_at", "-pk")

    def for_desk_of(self, user: Any) -> "ReportQuerySet":
        """Keep the reports `user` may answer: those to their places, sites and centres under them; administrators all."""
        from ..permissions import held_by, is_administrator  # the permissions know the models, not the other way round

        if is_administrator(user):
            return self
        own = held_by(user).at_places
        return (
            self.filter(Q(place__in=own) | Q(place__mother__in=own) | Q(place__holder__in=own)) if own else self.none()
        )

    def to_show(self) -> "ReportQuerySet":
        """Read with each report what its line says: the place, the kind of page."""
        return self.select_related("place", "subject_type")

    def alike(self, report: "Report") -> "ReportQuerySet":
        """Keep the reports that say the same of the same page, with the same address, within the hour before `report`."""
        return self.filter(
            made_at__gt=report.made_at - REPEATED_WITHIN,
            subject_type=report.subject_type,
            subject_id=report.subject_id,
            sentence=report.sentence,
            reply_to=report.reply_to,
        )

    def with_address_to_forget(self, now: datetime) -> "ReportQuerySet":
        """Keep the reports whose address has been kept for its time: whole days count, so that an hour changes nothing."""
        tomorrow = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        answered = Q(answered_at__lt=tomorrow - KEPT_AFTER_ANSWER)
        waiting = Q(answered_at__isnull=True, made_at__lt=tomorrow - KEPT_WITHOUT_ANSWER)
        return self.exclude(reply_to="").filter(answered | waiting)


class Report(models.Model):
    """Somebody's remark about a page: one sentence, an address if they wish an answer, nothing else of them."""

    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="reports")
    """Who answers; nobody's place: the network administrators."""
    subject_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
    subject_id = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    path = models.CharField(max_length=500)
    sentence = models.TextField(_("remark"), max_length=SENTENCE_LIMIT)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    reply_to = models.EmailField(_("e-mail address"), blank=True)
    once = models.CharField(max_length=64, null=True, unique=True, editable=False)
    """What makes two clicks at the same moment one report; forgotten with the address, which it is made of."""
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=9, choices=ReportState.choices, default=ReportState.OPEN)
    answer = models.TextField(_("answer"), max_length=ANSWER_LIMIT, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="answered_reports"
    )
    answered_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported page")
        verbose_name_plural = _("reported pages")
        indexes = [
            models.Index(fields=["state", "made_at"], name="reports_waiting"),
            models.Index(fields=["made_at"], name="reports_with_address", condition=~Q(reply_to="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="report_is_answered_once_decided",
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Say whether nobody answered yet."""
        return self.state == ReportState.OPEN

    @property
    def kind(self) -> str:
        """Give what kind of page it is about, in the reader's language."""
        model = self.subject_type.model_class() if self.subject_type else None
        return str(model._meta.verbose_name if model else _("page"))
