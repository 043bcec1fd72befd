"""Letters to members and notes to readers: plain text in their language and hours, queued with the change they tell of."""

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from .models import User

BLANKS = re.compile(r"\n{3,}")
OF_ACCOUNT = "accounts/letters/"
"""Where the letters about one's own account are: the codes and links to come in by, above all."""


def address_of(path: str) -> str:
    """Give the full address of a path of the site, from the settings and never from what a request says its host is."""
    return f"{settings.SITE_ADDRESS}{path}"


def send_letter(*, to: User, template: str, context: dict[str, Any], address: str = "", unsubscribe: str = "") -> bool:
    """Write the letter `<template>.txt` to a member, in their language; give whether it was, inactive people get none.

    Neither do those whose mail server refuses what is sent, but for letters about their own account. The first line of the
    template is `Subject: …`, the rest the body; it sees `context`, `person`, `site_address`, `unsubscribe`. The letter
    leaves with the transaction it is written in. `address` is one of the person's own, else their main one; `unsubscribe`
    is the full address that stops such letters with one click (RFC 8058).
    """
    if not to.is_active or (to.mail_paused_at is not None and not template.startswith(OF_ACCOUNT)):
        return False
    subject, body = write_letter(to=to, template=template, context={**context, "unsubscribe": unsubscribe})
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": to.language}
    if unsubscribe:
        headers |= {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address or to.email], headers=headers).send()
    return True


def send_note(*, address: str, language: str, template: str, context: dict[str, Any]) -> None:
    """Write `<template>.txt` to an address that is nobody's account, in `language` and in the site's hours.

    The template is one of a letter without `person`; the note leaves with the transaction it is written in.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    subject, body = written(template, context, language=language, zone=zone)
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address], headers=headers).send()


def write_letter(*, to: User, template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Give the subject and the body of a letter as `to` reads it; raises ValueError where no subject is named."""
    return written(template, {**context, "person": to}, language=to.language, zone=zone_of(to))


def written(template: str, context: dict[str, Any], *, language: str, zone: ZoneInfo) -> tuple[str, str]:
    """Give the subject and the body of `<template>.txt`; raises ValueError where no subject is named."""
    source = get_template(f"{template}.txt").template
    known = {**context, "site_address": settings.SITE_ADDRESS}
    with override(language), timezone.override(zone):
        # plain text: an apostrophe stays an apostrophe
        text = source.render(Context(known, autoescape=False)).strip()
    head, _newline, body = text.partition("\n")
    if not head.startswith("Subject: "):
        raise ValueError(f"{template}.txt begins with no subject")
    # whatever stands in the name of a place, a subject is one line
    return head.removeprefix("Subject: ").replace("\r", " ").strip(), BLANKS.sub("\n\n", body.strip()) + "\n"


def zone_of(person: User) -> ZoneInfo:
    """Give the person's time zone, the site's where theirs exists no more."""
    return zone_named(person.time_zone)


def zone_named(name: str) -> ZoneInfo:
    """Give the time zone called `name`, the site's where there is none of that name any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def password_link(person: User) -> str:
    """Give a fresh full address under which `person` chooses a password, once, in their language."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    with override(person.language):
        return address_of(reverse("account_reset_password_from_key", kwargs=key))
