"""What of the events somebody is told of may still be said, in which words, and how often they wish to be mailed of each?"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import Error

from editorial.notices import Notice, Told, notices

from .models import Notification, RhythmChoice, User

logger = logging.getLogger(__name__)
Things = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Line:
    """A notification with what it says to its reader."""

    notification: Notification
    told: Told
    name: Any
    """What its kind of event is called."""


def things_of(rows: Iterable[Notification]) -> Things:
    """Give what notifications are about, by kind and id: a fixed number of queries for each kind there is among them."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.about_id:
            wanted[row.kind].add(row.about_id)
    known = notices()
    return {kind: known[kind].load(sorted(ids)) for kind, ids in wanted.items() if kind in known}


def lines(person: User, rows: Iterable[Notification], things: Things | None = None) -> list[Line]:
    """Give what `rows` say to `person`, in the language being written; what they may no longer read is left out.

    `things` is what the rows are about, where it was read before.
    """
    given = list(rows)
    there = things_of(given) if things is None else things
    said = (line(person, row, there) for row in given)
    return [found for found in said if found is not None]


def line(person: User, row: Notification, things: Things) -> Line | None:
    """Give what one notification says, None where its thing is gone or closed to `person`, or its kind is no more."""
    notice = notices().get(row.kind)
    thing = things.get(row.kind, {}).get(row.about_id) if row.about_id else None
    if notice is None or (row.about_id and thing is None):
        return None
    told = told_of(notice, person, thing, row.facts)
    return Line(row, told, notice.name) if told is not None else None


def told_of(notice: Notice, person: User, thing: Any, facts: Mapping[str, Any]) -> Told | None:
    """Give the words of an event, None where `person` may not have them: one that cannot be said hides no other."""
    try:
        return notice.say(thing, facts) if notice.may_still_be_read(person, thing) else None
    except Error:
        raise
    except Exception:
        logger.exception("A notification of the kind %s could not be said.", notice.kind)
        return None


def rhythms_of(person: User) -> dict[str, str]:
    """Give how often `person` is mailed of each kind of event there is (one query)."""
    chosen = dict(RhythmChoice.objects.filter(person=person).values_list("kind", "rhythm"))
    return {kind: chosen.get(kind, notice.default) for kind, notice in notices().items()}
