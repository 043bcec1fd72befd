"""The journal of roles: what was given and ended, by whom, when; numbers only, so that it outlives names."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .roles import RoleKind


class RoleAct(models.TextChoices):
    """What may happen to a role."""

    GRANTED = "granted", _("given")
    ENDED = "ended", _("ended by somebody")
    LAPSED = "lapsed", _("ended on its day")
    SUSPENDED = "suspended", _("account suspended")
    RESTORED = "restored", _("suspension lifted")
    INVITED = "invited", _("invited")
    ERASED = "erased", _("account erased")


class JournalIsClosed(Exception):
    """Raised when somebody would change or delete what the journal says."""


class RoleJournalQuerySet(models.QuerySet["RoleJournal"]):
    """Which lines; none is ever changed or deleted."""

    def about(self, person: Any) -> "RoleJournalQuerySet":
        """Keep the lines about one person."""
        return self.filter(person=person.pk)

    def at(self, place: Any) -> "RoleJournalQuerySet":
        """Keep the lines about roles at one place."""
        return self.filter(place=place.pk)

    def update(self, **_values: Any) -> NoReturn:
        """Refuse."""
        raise JournalIsClosed

    def delete(self) -> NoReturn:
        """Refuse."""
        raise JournalIsClosed


class RoleJournal(models.Model):
    """One line of the journal of roles: a role was given, was ended, or reached its last day."""

    act = models.CharField(max_length=9, choices=RoleAct.choices)
    role = models.BigIntegerField(null=True, help_text="None where the line is about the account itself.")
    person = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=14, choices=RoleKind.choices, blank=True)
    place = models.BigIntegerField(null=True, db_index=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    day = models.DateField(help_text="The first day on which it holds, or no longer holds.")
    by = models.BigIntegerField(null=True, help_text="Nobody: the clock or a command.")
    at = models.DateTimeField(default=timezone.now)

    objects = RoleJournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the journal of roles")
        verbose_name_plural = _("journal of roles")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; raises `JournalIsClosed` for one that is written already."""
        if self.pk is not None:
            raise JournalIsClosed
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise JournalIsClosed
