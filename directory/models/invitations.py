"""Invitations: the only way to come in."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .places import Place
from .roles import AT_A_PLACE, RoleKind

VALID_FOR = timedelta(days=14)
"""How long the link of an invitation opens the door (issue: people)."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations."""

    def pending(self) -> "InvitationQuerySet":
        """Keep those that were neither used nor withdrawn, even where their time is over."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def valid(self, now: Any) -> "InvitationQuerySet":
        """Keep those whose link still opens the door at `now`."""
        return self.pending().filter(expires_at__gt=now)


class Invitation(models.Model):
    """Somebody is asked to come in, in a role, at an address: the link they are mailed is used once, within fourteen days."""

    address = models.EmailField(_("e-mail address"))
    """In the form accounts keep it: no spaces around, lower case."""
    kind = models.CharField(_("role"), max_length=14, choices=RoleKind.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    """For a translator: the language translated into."""
    written_in = models.CharField(_("language of the letter"), max_length=2, choices=settings.LANGUAGES)
    word = models.TextField(_("a personal word"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    """The SHA-256 of the token in the link, in hexadecimal: what the database holds opens nothing."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: list[Any] = [
            models.UniqueConstraint(
                fields=["address", "kind", "place"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, place__isnull=False),
                name="one_pending_invitation_per_place",
            ),
            models.UniqueConstraint(
                fields=["address", "kind", "language"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, place__isnull=True),
                name="one_pending_invitation_per_language",
            ),
            models.CheckConstraint(
                name="invitation_has_its_scope",
                condition=Q(kind__in=AT_A_PLACE, place__isnull=False, language="")
                | (Q(kind="translator", place__isnull=True) & ~Q(language=""))
                | (~Q(kind__in=[*AT_A_PLACE, "translator"]) & Q(place__isnull=True, language="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
