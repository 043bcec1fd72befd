"""A member of the network, and the letters that wait to leave."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """How an account is made, and which accounts."""

    def wishing_translation_letter(self, monday: date) -> models.QuerySet["User"]:
        """Keep the active people who asked for the weekly letter on translations and whose week of `monday` is not settled."""
        settled = Q(translation_letter_week__gte=monday)
        return self.filter(translation_letter=True, is_active=True).exclude(settled).order_by("pk")

    @classmethod
    def tidy(cls, email: str) -> str:
        """Give an address as accounts keep it: without spaces around, in lower case."""
        return cls.normalize_email(email.strip()).lower()

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Make an account for `email`; without a password its owner signs in by a mailed code."""
        user = self.model(email=self.tidy(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Make an account with every technical right; `/cms/` is closed to it: roles open it (`invite_administrator`)."""
        return self.create_user(email, password, is_superuser=True, **facts)


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
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.shown_name or self.email

    def get_full_name(self) -> str:
        """Give the name the person chose to show, which may be empty."""
        return self.shown_name

    get_short_name = get_full_name

    @property
    def is_staff(self) -> bool:
        """Say whether the person may enter the editors' admin; the actions of `directory` write it down."""
        return self.may_enter_cms


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
