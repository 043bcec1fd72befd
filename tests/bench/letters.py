"""What telling people costs: a daily digest, the memory of a round of them, the desk among many people and notifications."""

import gc
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from accounts.actions import write_digests
from accounts.actions.digests import write_digest
from accounts.digests import digests_due
from accounts.models import Notification, Rhythm, User
from practices.models import Practice

from .pages import BARE, Page, figures, forget_pages
from .reviews import address, desk, member
from .table import Figure
from .visits import Visitor, cpu, sql

PEOPLE, EVENTS, DIGESTS = 2_000, 25, 40
"""So many people with so many notifications each, fifty thousand in all; so many digests are measured one by one."""
FEW = 200
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


def figures_of_letters(handler: WSGIHandler, people: SimpleNamespace) -> list[Figure]:
    """Measure the memory of few and of many digests, then one digest, then pages of a member among all of them."""
    peak_of(
        people_with(1, PEOPLE, "first")
    )  # fills what a process keeps: Python itself keeps 2,000 freed tuples of each length
    peaks = [peak_of(people_with(1, number, name)) for name, number in (("few", FEW), ("many", PEOPLE))]
    growth = Figure(f"peak memory, digests of {PEOPLE} people over {FEW}", peaks[1] / peaks[0], "×", 1.5)
    told = people_with(EVENTS, PEOPLE, "told")
    found = [growth, *digest(handler, told)]
    return found + figures(list(pages(handler, people)), handler)[1]


def people_with(events: int, number: int, name: str) -> list[User]:
    """Open so many accounts, each told of so many events about as many published sheets, to be gathered daily."""
    made = User.objects.bulk_create(
        User(email=f"{name}{each}@membres.example", language="fr") for each in range(number)
    )
    published = Practice.objects.published().filter(place__isnull=False).order_by("pk")
    sheets = list(published.values_list("pk", flat=True)[:events])
    Notification.objects.bulk_create((row for person in made for row in events_of(person, sheets)), batch_size=1_000)
    return made


def events_of(person: User, sheets: Iterable[int]) -> Iterator[Notification]:
    """Give notifications of sheets that are to be updated, made yesterday."""
    facts = {"what": "marked", "until": "2027-04-01"}
    for key in sheets:
        event = {"kind": "sheet_to_update", "key": f"{key}", "about_id": str(key), "facts": facts}
        yield Notification(person=person, rhythm=Rhythm.DAILY, made_at=NOON - timedelta(days=1), **event)


def peak_of(_people: Iterable[User]) -> int:
    """Write every digest that is due and give the peak of memory it took."""
    gc.collect()
    gc.freeze()  # else Python waits with its collections until a quarter of all there is has come anew
    tracemalloc.start()
    write_digests(now=NOON)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    gc.unfreeze()
    return peak


def digest(handler: WSGIHandler, told: list[User]) -> Iterator[Figure]:
    """Give what one digest costs, letter included."""
    due = next(due for due in digests_due([told[0].time_zone], NOON) if due.rhythm == Rhythm.DAILY)
    bare, waiting = Visitor(handler), iter(told)

    def write(person: User) -> None:
        if not write_digest(person=person, due=due):
            raise RuntimeError("a digest that was due was not written")

    write(next(waiting))  # fills what a process keeps
    unit = min(cpu(bare.hand_over, partial(bare.request, BARE), times=30, before=forget_pages) for _round in range(3))
    spent = min(cpu(write, partial(next, waiting), times=DIGESTS) for _round in range(3))
    what = f"daily digest of {EVENTS} events, a person"
    yield Figure(what, spent / unit, "units", 15, note=f"{spent:.1f} ms")
    yield Figure("", sql(partial(write, next(waiting))), "SQL")


def pages(handler: WSGIHandler, people: SimpleNamespace) -> Iterator[Page]:
    """Give the desk and the page of notifications of somebody who was told of everything there is."""
    person = member("dite", "manager", people.limoges)
    rows = Notification.objects.filter(rhythm=Rhythm.DAILY).order_by("pk")[: PEOPLE * EVENTS]
    facts = {"person": person, "rhythm": Rhythm.NEVER, "kind": "sheet_to_update", "made_at": timezone.now()}
    keys: Any = rows.values_list("pk", "about_id", "facts")
    Notification.objects.bulk_create(
        (Notification(key=f"again {pk}", about_id=about, facts=said, **facts) for pk, about, said in keys),
        batch_size=1_000,
    )
    yield desk(handler, person, 0)
    asked = partial(Visitor(handler, person).request, address("notifications"))
    yield Page(f"notifications, {PEOPLE * EVENTS}", Visitor(handler).hand_over, asked)
