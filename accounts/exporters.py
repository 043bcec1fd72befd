"""What this app gives a person of theirs: account, addresses, proofs, sessions, what they were told and written."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from editorial.forgetting import Piece, exporter

from .browsers import browser_of
from .models import MailRefusal, Notification, OutgoingMail, RhythmChoice, User

KEPT_BACK = {"password", "groups", "user_permissions"}
"""A proof of who one is, and what the site's program makes of roles, which are given apart."""


@exporter
def give(person: User) -> Iterable[Piece]:
    """Give what this app holds of a person; no proof of who they are, with which somebody else could come in."""
    yield Piece("account", {f.name: getattr(person, f.name) for f in User._meta.fields if f.name not in KEPT_BACK})
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    yield Piece("addresses", addresses.values("email", "verified", "primary"))
    proofs = Authenticator.objects.filter(user=person).order_by("pk")
    yield Piece("second-proofs", proofs.values("type", "created_at", "last_used_at"))
    yield Piece(
        "signed-in-elsewhere", SocialAccount.objects.filter(user=person).values("provider", "uid", "extra_data")
    )
    yield Piece("sessions", (session(row) for row in UserSession.objects.filter(user=person).order_by("pk")))
    told = Notification.objects.filter(person=person).order_by("pk")
    yield Piece("notifications", told.values("kind", "facts", "made_at", "read_at", "rhythm", "settled_at"))
    yield Piece("rhythms", RhythmChoice.objects.filter(person=person).values("kind", "rhythm"))
    yield Piece("refused-letters", MailRefusal.objects.filter(person=person).values("at", "is_final"))
    yield Piece("letters", letters(person))


def session(row: UserSession) -> dict[str, Any]:
    """Give a session as its owner reads it, without its key."""
    return {"browser": browser_of(row.user_agent), "since": row.created_at, "last_used": row.last_seen_at}


def letters(person: User) -> Iterable[dict[str, Any]]:
    """Give the letters of the last month to any address of a person: what they were about, not the codes in them."""
    theirs = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    rows = OutgoingMail.objects.order_by("pk").defer("raw")
    for row in rows.iterator(500):
        if theirs.intersection(row.recipients):
            yield {"to": row.recipients, "subject": row.subject, "written_at": row.created_at, "sent_at": row.sent_at}
