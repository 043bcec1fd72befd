"""Letters that wait to leave, and what mail servers refused."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Which letters."""

    def waiting(self) -> "OutgoingMailQuerySet":
        """Keep the letters neither accepted by a mail server nor given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        """Keep the waiting letters whose moment has come, the longest waiting first."""
        return self.waiting().filter(next_try_at__lte=now).order_by("next_try_at", "pk")

    def done_before(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Keep the letters sent or given up before a moment."""
        return self.filter(Q(sent_at__lt=moment) | Q(given_up_at__lt=moment))


class OutgoingMail(models.Model):
    """A letter that waits, was sent, or was given up: written with the change it tells of, sent by the worker."""

    message_id = models.CharField(max_length=120, unique=True)
    recipients = models.JSONField(default=list)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=500)
    raw = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        indexes = [
            models.Index(
                fields=["next_try_at"], name="waiting_mail", condition=Q(sent_at__isnull=True, given_up_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.message_id


class MailRefusal(models.Model):
    """A letter to a member that their mail server refused: once for good pauses the address, five times for now too."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_refusals")
    is_final = models.BooleanField()
    """A hard refusal (5xx), against a soft one (4xx)."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("refused letter")
        verbose_name_plural = _("refused letters")
        indexes = [models.Index(fields=["person", "at"], name="refusals_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.at:%Y-%m-%d}"
