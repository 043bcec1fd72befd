"""A member of the network: the person who signs in."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ERASED_DOMAIN = "erased.invalid"
"""The domain of what stands in the column of addresses for somebody who had themselves forgotten; no mail leaves for it."""


def as_servers_write(domain: str) -> str:
    """Give a domain in the letters mail servers know: "cité.example" is "xn--cit-dma.example"; one that is none stays."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


class UserManager(BaseUserManager["User"]):
    """How an account is made, and which accounts."""

    def wishing_translation_letter(self, monday: date) -> models.QuerySet["User"]:
        """Keep the active people who asked for the weekly letter on translations and whose week of `monday` is not settled."""
        settled = Q(translation_letter_week__gte=monday)
        return self.filter(translation_letter=True, is_active=True).exclude(settled).order_by("pk")

    def known_by(self, address: str) -> "User | None":
        """Give whose confirmed address this is, by one query; None where it is nobody's."""
        return self.filter(emailaddress__email=self.tidy(address), emailaddress__verified=True).first()

    @classmethod
    def tidy(cls, email: str) -> str:
        """Give an address as accounts keep it: without spaces around, in lower case, its domain as mail servers write it."""
        local, at, domain = cls.normalize_email(email.strip()).lower().rpartition("@")
        return f"{local}{at}{as_servers_write(domain)}"

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Make an account for `email`; without a password its owner signs in by a mailed code."""
        user = self.model(email=self.tidy(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Make an account with every technical right; `/cms/` is closed to it: roles open it (`invite_administrator`)."""
        return self.create_user(email, password, is_superuser=True, **facts)


class FirstStep(models.TextChoices):
    """The steps of the first visit, each of which may be skipped and taken up again."""

    LANGUAGE = "language", _("language and rhythm")
    PLACE = "place", _("my place and function")
    ACTS = "acts", _("what I can do here")
    DONE = "done", _("done")


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the network who signs in: an address, a language, a time zone, and a name only if they wish."""

    email = models.EmailField(_("e-mail address"), unique=True)
    shown_name = models.CharField(_("name shown"), max_length=120, blank=True)
    language = models.CharField(_("language of the interface"), max_length=2, choices=settings.LANGUAGES, default="fr")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    translation_letter = models.BooleanField(_("weekly letter on translations"), default=False)
    translation_letter_week = models.DateField(null=True, editable=False)
    """The Monday for which the letter was last sent, or found needless: none is sent twice."""
    is_active = models.BooleanField(_("active"), default=True)
    suspended_at = models.DateTimeField(null=True, editable=False)
    """Since when a network administrator keeps the person out; a suspended account is not active."""
    erased_at = models.DateTimeField(null=True, editable=False)
    """When the person had themselves forgotten; what is left has no address and no name."""
    needs_second_factor = models.BooleanField(default=False, editable=False)
    """Written by the actions of `directory`: those who decide for others prove who they are in a second way."""
    conditions_accepted_at = models.DateTimeField(null=True, editable=False)
    first_steps = models.CharField(max_length=8, choices=FirstStep.choices, default=FirstStep.LANGUAGE, editable=False)
    """The step of the first visit that comes next."""
    mail_paused_at = models.DateTimeField(null=True, editable=False)
    """Since when nothing is mailed to the person because their mail server refused what was sent."""
    daily_digest_on = models.DateField(null=True, editable=False)
    """The day, in the person's zone, whose digest is settled."""
    weekly_digest_on = models.DateField(null=True, editable=False)
    """The Monday, in the person's zone, whose digest is settled."""
    may_enter_cms = models.BooleanField(default=False, editable=False)
    is_network_administrator = models.BooleanField(default=False, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            # whoever writes while somebody is being forgotten cannot bring back who they were
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(shown_name="", is_active=False, email__endswith=f"@{ERASED_DOMAIN}"),
                name="erased_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Give the name the person chose to show, else their number: never their address, whatever prints a person.

        Members see a colleague by `{% slot "person" … %}`, which knows their function and place.
        """
        return self.shown_name or str(_("member no. %(number)s") % {"number": self.pk})

    get_short_name = get_full_name

    @property
    def is_staff(self) -> bool:
        """Say whether the person may enter the editors' admin; the actions of `directory` write it down."""
        return self.may_enter_cms
