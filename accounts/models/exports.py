"""What a person is given of theirs: asked for, made by a job, kept a week."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import PrivateFile

KEPT_FOR = timedelta(days=7)
"""How long a person may fetch what they asked for (issue: people)."""
MOST_TRIES = 5


class DataExportQuerySet(models.QuerySet["DataExport"]):
    """Which copies."""

    def to_make(self, now: datetime) -> "DataExportQuerySet":
        """Keep those that wait for a worker, the longest waiting first; one that failed too often waits no more."""
        waiting = self.filter(made_at__isnull=True, tries__lt=MOST_TRIES, next_try_at__lte=now)
        return waiting.order_by("asked_at", "pk")

    def over(self, now: datetime) -> "DataExportQuerySet":
        """Keep those whose week has passed and whose file is still there."""
        return self.filter(made_at__lte=now - KEPT_FOR, file__isnull=False)


class DataExport(models.Model):
    """The copy of a person's data they asked for last; each person has one at a time."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_export")
    asked_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a person’s data")
        verbose_name_plural = _("copies of people’s data")

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def kept_until(self) -> datetime | None:
        """Give until when it may be fetched, None while it is being made."""
        return self.made_at and self.made_at + KEPT_FOR

    @property
    def is_ready(self) -> bool:
        """Say whether it may be fetched now."""
        return self.file_id is not None and self.kept_until is not None and self.kept_until > timezone.now()

    @property
    def is_being_made(self) -> bool:
        """Say whether a worker makes it, or will."""
        return self.made_at is None and self.tries < MOST_TRIES

    @property
    def has_failed(self) -> bool:
        """Say whether it could not be made, however often it was tried."""
        return self.made_at is None and not self.is_being_made

    def may_be_read_by(self, user: Any) -> bool:
        """Say whether `user` may fetch the file: the person alone, for a week."""
        return user.pk == self.person_id and self.is_ready
