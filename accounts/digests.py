"""Whose digest is due at a moment: it is seven o'clock, or later, where they are, and the day's is not settled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from .emails import zone_named
from .models import Rhythm

SEVEN = time(7)


@dataclass(frozen=True)
class Due:
    """A digest that is due in some time zones: the day it counts for, and the moment after which events wait for the next."""

    rhythm: Rhythm
    day: date
    before: datetime
    zones: tuple[str, ...]


def digests_due(zones: Iterable[str], now: datetime) -> list[Due]:
    """Give the digests due at `now` in these time zones; of a name that is no zone any more, by the site's clock.

    After days without a worker each person has one digest of all that waited, and that at seven, not in the night.
    """
    found: dict[tuple[Rhythm, date, datetime], list[str]] = defaultdict(list)
    for name in zones:
        zone = zone_named(name)
        here = now.astimezone(zone)
        if here.time() < SEVEN:
            continue
        monday = here.date() - timedelta(days=here.weekday())
        for rhythm, day in ((Rhythm.DAILY, here.date()), (Rhythm.WEEKLY, monday)):
            # in UTC: two moments of one zone are compared by its clock, which an hour of spring or autumn puts wrong
            found[rhythm, day, datetime.combine(day, SEVEN, zone).astimezone(UTC)].append(name)
    return [Due(*key, zones=tuple(names)) for key, names in found.items()]
