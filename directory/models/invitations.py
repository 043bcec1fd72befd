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

    def too_old(self, now: Any) -> "InvitationQuerySet":
        """Keep those nobody answered in time, those whose time was over first first: to send again, or to withdraw."""
        return self.pending().filter(expires_at__lte=now).order_by("expires_at", "pk")

    def alike(self, invitation: "Invitation") -> "InvitationQuerySet":
        """Keep those to the same address, in the same role and scope."""
        scope = {"kind": invitation.kind, "place": invitation.place, "language": invitation.language}
        return self.filter(address=invitation.address, **scope)

    def to_send(self) -> "InvitationQuerySet":
        """Keep the pending ones whose letter is not written yet, in the order they were made."""
        return self.pending().filter(sent_at__isnull=True).order_by("pk")

    def for_desk_of(self, user: Any) -> "InvitationQuerySet":
        """Keep those `user` may send again and withdraw: to their places and those under them; administrators all."""
        from ..permissions import held_by, is_administrator  # the permissions know the models, not the other way round

        if is_administrator(user):
            return self
        own = held_by(user).places.get(RoleKind.MANAGER, frozenset())
        return (
            self.filter(Q(place__in=own) | Q(place__mother__in=own) | Q(place__holder__in=own)) if own else self.none()
        )

    def to_show(self) -> "InvitationQuerySet":
        """Read with each what its line says: the place; the latest first."""
        return self.select_related("place").order_by("-made_at", "-pk")

    def to_forget(self, before: Any) -> "InvitationQuerySet":
        """Keep those that were used, withdrawn or over before a moment: their addresses are kept for nothing."""
        return self.filter(Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before) | Q(expires_at__lt=before))


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
    sent_at = models.DateTimeField(null=True, blank=True)
    """When its letter was written last; None while it waits for the worker, and its token is nobody's."""
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

    @property
    def is_over(self) -> bool:
        """Say whether its fourteen days have passed."""
        return self.expires_at <= timezone.now()
