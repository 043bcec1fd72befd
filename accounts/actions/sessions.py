"""What can happen to a session: it is listed for its owner, seen again, ended."""

from datetime import datetime, timedelta
from hashlib import sha256

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from ..models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104  the library's column cannot be empty, and we keep no address of the network
SEEN_EVERY = timedelta(hours=1)
"""How exactly the list tells when a session was last used."""


def list_session(*, person: User, session: SessionBase, agent: str) -> None:
    """Write that `session` is one of `person`'s, and which browser it is of."""
    if not session.session_key:
        session.save()
    key = str(session.session_key)
    facts = {"user": person, "ip": NO_ADDRESS, "user_agent": agent.replace("\x00", "")[:200]}
    UserSession.objects.update_or_create(session_key=key, defaults=facts)
    cache.set(seen_key(key), 1, SEEN_EVERY.total_seconds())


def see_session(*, key: str) -> None:
    """Write that a session is being used, at most once an hour."""
    if cache.add(seen_key(key), 1, SEEN_EVERY.total_seconds()):
        UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())


def seen_key(key: str) -> str:
    """Give the name under which the cache remembers a session, from which nobody learns its key."""
    return f"seen:{sha256(key.encode()).hexdigest()}"


@transaction.atomic
def end_sessions(*, person: User, but: str | None = None, by: User | None) -> int:
    """Sign `person` out everywhere, but for the session whose key is `but`; give how many sessions ended.

    The next request of an ended session is nobody's. `by` is who asked for it, None for a command or a job.
    """
    return drop(UserSession.objects.filter(user=person).exclude(session_key=but or ""))


@transaction.atomic
def end_session(*, person: User, row: int, by: User) -> int:
    """Sign `person` out of the session listed as `row`; give how many ended, none where it is not theirs."""
    return drop(UserSession.objects.filter(user=person, pk=row))


def drop(rows: object) -> int:
    """Delete rows and the sessions they list; give how many."""
    keys = list(rows.values_list("session_key", flat=True))  # type: ignore[attr-defined]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


@transaction.atomic
def forget_old_sessions(*, before: datetime) -> int:
    """Delete the sessions that lapsed before a moment, and the rows that list a session there is no more; give how many."""
    lapsed, _by_model = Session.objects.filter(expire_date__lt=before).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return lapsed
