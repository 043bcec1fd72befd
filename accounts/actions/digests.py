"""What members are told leaves by mail: at once, or gathered at seven in the morning where they are."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import Error, transaction
from django.utils import timezone

from multilingual.languages import writing_in

from ..digests import Due, digests_due
from ..emails import address_of, send_letter
from ..models import Notification, Rhythm, User
from ..models.notifications import SETTLED_ON
from ..notifying import Things, lines, things_of
from ..unsubscribing import DIGEST, KIND, unsubscribe_address

BATCH = 100
"""Rows, or people, read at once: what a round keeps in memory does not grow with the network."""
LONGEST = 100
"""Events one digest names; the page of notifications has the others."""

logger = logging.getLogger(__name__)


def written(write: Callable[..., bool], number: int, **facts: Any) -> bool:
    """Say whether `write` wrote to the member of that number; a letter that cannot be written keeps no other back, and is tried again."""
    try:
        return write(**facts)
    except Error:
        raise
    except Exception:
        logger.exception("A letter to the member no. %s could not be written.", number)
        return False


def write_due_notices() -> int:
    """Write the letters of events mailed at once; give how many. What was read on the site meanwhile is not mailed."""
    count = last = 0
    while rows := list(Notification.objects.to_mail(Rhythm.EACH).after(last).select_related("person")[:BATCH]):
        things = things_of(rows)
        count += sum(written(write_notice, row.person_id, row=row, things=things) for row in rows)
        last = rows[-1].pk
    return count


@transaction.atomic
def write_notice(*, row: Notification, things: Things) -> bool:
    """Write the letter of one event, unless another worker does or there is nothing to say any more; say whether it was."""
    if not Notification.objects.to_mail(Rhythm.EACH).filter(pk=row.pk).update(settled_at=timezone.now()):
        return False
    person = row.person
    if not is_written_to(person) or row.read_at is not None:
        return False
    with writing_in(person.language):
        said = lines(person, [row], things)
    if not said:
        return False
    return send_letter(
        to=person,
        template="accounts/letters/notice",
        context={"told": said[0].told, "name": said[0].name, "link": address_of(said[0].told.address)},
        unsubscribe=unsubscribe_address(person, KIND, row.kind),
    )


def write_digests(*, now: datetime) -> int:
    """Write the digests that are due at `now`, wherever it is seven in the morning or later; give how many."""
    zones = User.objects.filter(is_active=True).order_by().values_list("time_zone", flat=True).distinct()
    everybody = ((person, due) for due in digests_due(zones, now) for person in waiting_for(due))
    return sum(written(write_digest, person.pk, person=person, due=due) for person, due in everybody)


def waiting_for(due: Due) -> Iterator[User]:
    """Give the people who wait for a digest, some at a time."""
    waiting = Notification.objects.people_waiting(due.rhythm, day=due.day, before=due.before, zones=due.zones)
    last = 0
    while keys := list(waiting.filter(person__gt=last)[:BATCH]):
        yield from User.objects.filter(pk__in=keys).order_by("pk")
        last = keys[-1]


@transaction.atomic
def write_digest(*, person: User, due: Due) -> bool:
    """Settle one person's digest of a day, and write it where there is something to say; say whether it was written.

    The day, the letter and what was in it are kept together or not at all: a worker that is killed loses nothing and
    says nothing twice.
    """
    settled_on = SETTLED_ON[due.rhythm]
    if not User.objects.filter(pk=person.pk).exclude(**{f"{settled_on}__gte": due.day}).update(**{settled_on: due.day}):
        return False
    waiting = Notification.objects.to_mail(due.rhythm).filter(person=person, made_at__lt=due.before)
    keys = list(waiting.values_list("pk", flat=True))
    rows = list(waiting.unread()[: LONGEST + 1])
    settle(keys)
    if not is_written_to(person):
        return False
    with writing_in(person.language):
        said = lines(person, rows[:LONGEST])
        entries = [(line.told.sentence, address_of(line.told.address)) for line in said]
    if not entries:
        return False
    return send_letter(
        to=person,
        template="accounts/letters/digest",
        context={"entries": entries, "more": len(rows) > LONGEST, "rhythm": due.rhythm.value, "day": due.day},
        unsubscribe=unsubscribe_address(person, DIGEST, due.rhythm.value),
    )


def settle(keys: list[int]) -> None:
    """Write that notifications were mailed, or that there was no need to."""
    now = timezone.now()
    for start in range(0, len(keys), 500):
        Notification.objects.filter(pk__in=keys[start : start + 500]).update(settled_at=now)


def is_written_to(person: User) -> bool:
    """Say whether letters go to `person`: their account is open, and their mail server takes what is sent."""
    return person.is_active and person.mail_paused_at is None
