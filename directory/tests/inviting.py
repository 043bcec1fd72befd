"""Invitations and their letters, for tests."""

from django.core import mail
from django.test import Client

from accounts.models import User
from directory.actions import invite
from directory.models import Invitation, Place

SITE = "http://localhost:8000"
PASSWORD = "une phrase assez longue"


def link_in(letter) -> str:
    """Give the path a letter leads in by."""
    return next(line for line in letter.body.splitlines() if "/come-in/" in line).removeprefix(SITE)


def asked_in(address: str = "ada@membres.example", *, by: User | None, kind: str = "advisor", **offer) -> str:
    """Ask somebody in; give the path of their letter."""
    invite(address=address, kind=kind, by=by, **({"written_in": "fr"} | offer))
    return link_in(mail.outbox[-1])


def comes_in(path: str, browser: Client | None = None, **said):
    """Send the form of an invitation; give the answer."""
    form = {"language": "fr", "password1": "", "password2": "", "conditions": "on"}
    return (browser or Client()).post(path, form | said)


def offer_of(invitation: Invitation) -> tuple[str, str, Place | None, str]:
    """Give what an invitation offers."""
    return (invitation.address, invitation.kind, invitation.place, invitation.language)
