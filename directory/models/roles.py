"""Roles: what a person is, where or for what, from when to when."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .places import Place


def today() -> datetime.date:
    """Give the day it is for the network, that of the site's zone: a role holds everywhere from the same moment on."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


class RoleKind(models.TextChoices):
    """What a person may be: at a place, for a language, for the network."""

    ADVISOR = "advisor", _("advisor")
    RECEPTION = "reception", _("reception")
    DOCUMENTALIST = "documentalist", _("documentalist")
    MANAGER = "manager", _("manager")
    TRANSLATOR = "translator", _("translator")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    LABEL_OFFICER = "label_officer", _("label officer")
    COMMITTEE = "committee", _("member of the labelling committee")
    ADMINISTRATOR = "administrator", _("network administrator")


AT_A_PLACE = ("advisor", "reception", "documentalist", "manager")
IN_THE_CMS = ("editor", "administrator")


class RoleStage(models.TextChoices):
    """Where a role stands, as it was last made known to the person's facts and to whoever hears of changes."""

    COMING = "coming", _("coming")
    HELD = "held", _("held")
    OVER = "over", _("over")


class RoleQuerySet(models.QuerySet["Role"]):
    """Which roles."""

    def on(self, day: datetime.date) -> "RoleQuerySet":
        """Keep the roles that hold on `day`: begun, and not ended before it."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=day), begins__lte=day)

    def current(self) -> "RoleQuerySet":
        """Keep the roles that hold today, wherever who asks may be."""
        return self.on(today())

    def of_kind(self, *kinds: str) -> "RoleQuerySet":
        """Keep the roles of some kinds."""
        return self.filter(kind__in=kinds)

    def alike(self, role: "Role") -> "RoleQuerySet":
        """Keep the roles of the same person, kind and scope."""
        return self.filter(person=role.person, kind=role.kind, place=role.place, language=role.language)

    def to_turn(self, day: datetime.date) -> "RoleQuerySet":
        """Keep the roles whose first or last day has come on `day` without being made known yet."""
        coming, held = Q(stage=RoleStage.COMING, begins__lte=day), Q(stage=RoleStage.HELD, ends__lte=day)
        return self.filter(coming | held).order_by("pk")


class Role(models.Model):
    """One role of one person, with its scope (a place, a language or the whole network) and its dates."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=14, choices=RoleKind.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="roles")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    begins = models.DateField(_("begins"), default=timezone.localdate)
    ends = models.DateField(_("ends"), null=True, blank=True, help_text=_("The first day on which it no longer holds."))

    stage = models.CharField(
        _("stage"), max_length=6, choices=RoleStage.choices, default=RoleStage.COMING, editable=False
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        indexes = [models.Index(fields=["place", "kind"], name="roles_at_a_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "place"],
                condition=Q(place__isnull=False, ends__isnull=True),
                name="one_open_role_per_place",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "language"],
                condition=Q(place__isnull=True, ends__isnull=True),
                name="one_open_role_per_language",
            ),
            models.CheckConstraint(
                name="role_has_its_scope",
                violation_error_message=_(
                    "A role at a place needs its place, a translator needs a language, "
                    "a role for the network needs neither."
                ),
                condition=Q(kind__in=AT_A_PLACE, place__isnull=False, language="")
                | (Q(kind="translator", place__isnull=True) & ~Q(language=""))
                | (~Q(kind__in=[*AT_A_PLACE, "translator"]) & Q(place__isnull=True, language="")),
            ),
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                violation_error_message=_("A role cannot end before it begins."),
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("begins")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def stage_on(self, day: datetime.date) -> str:
        """Give where this role stands on `day`: coming, held or over."""
        if self.ends is not None and self.ends <= day:
            return RoleStage.OVER
        return RoleStage.HELD if self.begins <= day else RoleStage.COMING
