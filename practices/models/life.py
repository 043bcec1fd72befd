"""The life of a sheet, its second axis: one field changed by actions, and a row for each change."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Life(models.TextChoices):
    """What readers meet of a sheet (states: the domain page's table)."""

    UNPUBLISHED = "unpublished", _("unpublished")
    PUBLISHED = "published", _("published")
    TO_UPDATE = "to_update", _("to update")
    ARCHIVED = "archived", _("archived")
    WITHDRAWN = "withdrawn", _("withdrawn")


LISTED = (Life.PUBLISHED, Life.TO_UPDATE)
"""The states in which lists show a sheet without being asked for more."""
READABLE = (*LISTED, Life.ARCHIVED)
"""The states in which anyone reads the sheet whole."""


class LifeChangeQuerySet(models.QuerySet["LifeChange"]):
    """Which changes."""

    def standing(self) -> "LifeChangeQuerySet":
        """Keep the changes nothing has ended yet."""
        return self.filter(ended_at__isnull=True)

    def into(self, state: str) -> "LifeChangeQuerySet":
        """Keep the changes into one state."""
        return self.filter(state=state)

    def withdrawal_at(self, slug: str) -> "LifeChange | None":
        """Give the withdrawal of the sheet that had this address, with the sheet's code and language, None for none."""
        marks = self.standing().into(Life.WITHDRAWN).filter(practice__slug=slug, practice__life=Life.WITHDRAWN)
        known = ("reason", "language", "headlines", "made_at", "practice__code", "practice__original_language")
        more = ("practice__slug", "practice__live", "practice__life", "practice__place", "practice__binned_at")
        return marks.select_related("practice").only(*known, *more).first()

    def to_remind(self, today: date, before: timedelta) -> "LifeChangeQuerySet":
        """Keep the marks "to update" whose day has come, or comes within `before`, and was not told of yet."""
        on_the_day = Q(until__lte=today, reminders__lt=2)
        soon = Q(until__lte=today + before, reminders__lt=1)
        return self.marking().filter(on_the_day | soon).order_by("until", "pk")

    def marking(self) -> "LifeChangeQuerySet":
        """Keep the standing marks "to update" of sheets that show them."""
        return self.standing().into(Life.TO_UPDATE).filter(practice__life=Life.TO_UPDATE)


class LifeChange(models.Model):
    """Why and since when a sheet is to be updated, archived or withdrawn; it ends with the next change of its life."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="life_changes")
    state = models.CharField(_("state"), max_length=11, choices=Life.choices)
    before = models.CharField(max_length=11, choices=Life.choices)
    """What the sheet was: bringing it back makes it that again."""
    reason = models.TextField(_("reason"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    """The language the reason is written in."""
    until = models.DateField(_("to be done until"), null=True, blank=True)
    headlines = models.JSONField(default=dict, blank=True)
    """The published headline by language, as it was: the notice of a withdrawal shows it."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    place = models.ForeignKey("directory.Place", null=True, on_delete=models.SET_NULL, related_name="+")
    """The place for which `by` acted, None for the network."""
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    objects = LifeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a sheet’s life")
        verbose_name_plural = _("changes of a sheet’s life")
        indexes = [models.Index(fields=["state", "ended_at", "until"], name="life_marks")]
        constraints: list[Any] = [
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(ended_at__isnull=True, state="withdrawn"),
                name="withdrawn_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(ended_at__isnull=True, state="to_update"),
                name="to_update_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} / {self.state}"
