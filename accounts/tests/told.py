"""A kind of event for tests: it is about a person's account, and says in which language it is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core import mail
from django.utils.translation import get_language

from accounts.actions import notify, open_account
from accounts.models import Notification, Rhythm, RhythmChoice, User
from editorial import notices as registry
from editorial.notices import Notice, Told

KIND = "event_of_tests"
closed: set[int] = set()
"""The keys of the things nobody may read any more."""


def load(ids):
    """Give the accounts of these keys (one query)."""
    return {str(user.pk): user for user in User.objects.filter(pk__in=ids)}


def say(thing, facts):
    """Say an event in a language anyone recognises."""
    return Told(f"Event {facts['n']} [{get_language()}]", f"/{get_language()}/account/", "Un titre", "fr")


def notice(kind: str = KIND, default: str = Rhythm.EACH) -> Notice:
    """Describe a kind of event whose things are open unless they are in `closed`."""
    return Notice(kind, f"Events called {kind}", str(default), load, say, lambda _user, thing: thing.pk not in closed)


@contextmanager
def known(*kinds: Notice) -> Iterator[None]:
    """Let there be these kinds of events, and no other, inside the block."""
    registry.notices()
    before = dict(registry._notices)
    closed.clear()
    registry._notices.clear()
    registry._notices.update({kind.kind: kind for kind in kinds or (notice(),)})
    try:
        yield
    finally:
        registry._notices.clear()
        registry._notices.update(before)


def somebody(name: str = "ana", language: str = "ca", zone: str = "Europe/Madrid", rhythm: str = "") -> User:
    """Open an account, with a rhythm where it is not the kind's own."""
    person = open_account(email=f"{name}@membres.example", language=language, time_zone=zone, by=None)
    if rhythm:
        RhythmChoice.objects.create(person=person, kind=KIND, rhythm=rhythm)
    return person


def tell(person: User, n: int = 1, *, about: User | None = None, at: datetime | None = None, kind: str = KIND) -> None:
    """Tell somebody of the event `n`, at a moment."""
    notify(people=[person], kind=kind, about=about or person, key=str(n), facts={"n": n})
    if at is not None:
        Notification.objects.filter(person=person, kind=kind, key=str(n)).update(made_at=at)


def letters() -> list[tuple[str, str]]:
    """Give whom letters went to and their subjects, in order."""
    return [(letter.to[0], letter.subject) for letter in mail.outbox]
