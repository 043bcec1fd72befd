"""What members are told: one row per person and event, and how often they wish to be written to."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import User


class Rhythm(models.TextChoices):
    """How often somebody is mailed about a kind of event."""

    EACH = "each", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


SETTLED_ON: dict[str, str] = {Rhythm.DAILY: "daily_digest_on", Rhythm.WEEKLY: "weekly_digest_on"}
"""Where a person's row says which day's digest is settled."""


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Which notifications."""

    def for_person(self, person: User) -> "NotificationQuerySet":
        """Keep those of one person, the latest first."""
        return self.filter(person=person).order_by("-made_at", "-pk")

    def unread(self) -> "NotificationQuerySet":
        """Keep those nobody marked as read."""
        return self.filter(read_at__isnull=True)

    def to_mail(self, rhythm: str) -> "NotificationQuerySet":
        """Keep those still to be mailed in one rhythm, the oldest first."""
        return self.filter(rhythm=rhythm, settled_at__isnull=True).order_by("made_at", "pk")

    def after(self, key: int) -> "NotificationQuerySet":
        """Keep those written after the one `key` names, in the order they were written."""
        return self.filter(pk__gt=key).order_by("pk")

    def people_waiting(
        self, rhythm: str, *, day: date, before: datetime, zones: Iterable[str]
    ) -> models.QuerySet["Notification", int]:
        """Give the keys of the people in these zones for whom something waits to be gathered, in order, each once.

        What counts was made `before` a moment; people whose digest of `day` is settled are left out.
        """
        settled = Q(**{f"person__{SETTLED_ON[rhythm]}__gte": day})
        waiting = self.to_mail(rhythm).filter(made_at__lt=before, person__time_zone__in=tuple(zones))
        return waiting.exclude(settled).order_by("person").values_list("person", flat=True).distinct()

    def count_to(self, limit: int) -> int:
        """Count them, but no further than `limit`: the same work however many there are."""
        return self.order_by()[:limit].count()

    def read_before(self, moment: datetime) -> "NotificationQuerySet":
        """Keep those read before a moment."""
        return self.filter(read_at__lt=moment)


class Notification(models.Model):
    """An event a person is told of. It holds no text of what it is about: that is read when it is shown, if it still may be."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    """A kind of event some app registered in its `notices.py`."""
    key = models.CharField(max_length=120)
    """What makes the event one: nobody is told twice of the same kind and key."""
    about_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    about_id = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    """Keys and codes the sentence needs, never words of the thing it is about."""
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices)
    """How it is mailed, as the person wished when it happened."""
    settled_at = models.DateTimeField(null=True)
    """When it was mailed, or found not to be mailed any more."""

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="told_once_of_an_event")]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notifications_of_a_person"),
            models.Index(fields=["person"], name="unread_of_a_person", condition=Q(read_at__isnull=True)),
            models.Index(fields=["rhythm", "person"], name="to_be_mailed", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.kind}"


class RhythmChoice(models.Model):
    """How often a person wishes to be mailed about one kind of event; without a row the kind's own rhythm holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythms")
    kind = models.CharField(max_length=40)
    rhythm = models.CharField(_("rhythm"), max_length=6, choices=Rhythm.choices)

    class Meta:
        verbose_name = _("rhythm of letters")
        verbose_name_plural = _("rhythms of letters")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_rhythm_per_kind")]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.kind}"
