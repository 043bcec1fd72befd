"""How long do reviews take: the median days of each step over the last twelve months."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import HELD_FOR, ReviewState, ReviewStep, Verdict

LOOKED_BACK = timedelta(days=365)
PLACE, QUEUE, READING, REVISING, WHOLE = "place", "queue", "reading", "revising", "whole"
STEPS = (PLACE, QUEUE, READING, REVISING, WHOLE)
"""What is measured, in the order a sheet goes through it; the whole way last."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Round:
    """What the times are computed from: one decided round of one sheet."""

    sheet: str
    step: str
    verdict: str
    started: datetime
    ended: datetime
    taken: datetime | None


@dataclass(frozen=True)
class Line:
    """One step: its median in days, None where nothing was measured, over how many rounds; its share of the longest."""

    step: str
    days: float | None
    rounds: int
    share: int

    @property
    def name(self) -> str:
        """Give the step in words."""
        return {
            PLACE: _("Place review"),
            QUEUE: _("In the network’s queue"),
            READING: _("With a reviewer of the network"),
            REVISING: _("With the author, to revise"),
            WHOLE: _("From the first submission to publication"),
        }[self.step]

    @property
    def words(self) -> str:
        """Say the median in days."""
        if self.days is None:
            return "–"
        if self.days < 1:
            return _("less than a day")
        whole = round(self.days)
        return ngettext("%(number)s day", "%(number)s days", whole) % {"number": whole}

    @property
    def is_whole(self) -> bool:
        """Say whether this is the whole way, and no step of it."""
        return self.step == WHOLE


def times(now: datetime | None = None) -> list[Line]:
    """Give a line for each step that ended in the last twelve months (one query).

    The medians are taken here: the rounds of a year are some thousands at most, of six short columns each.
    """
    since = (now or timezone.now()) - LOOKED_BACK
    spent: dict[str, list[float]] = defaultdict(list)
    for step, started, ended in spells(rounds_since(since)):
        if ended >= since:
            spent[step].append(max(ended - started, timedelta()) / DAY)
    medians = {step: median(spent[step]) for step in STEPS if spent[step]}
    longest = max(medians.values(), default=0) or 1
    return [
        Line(step, medians.get(step), len(spent[step]), round(100 * medians.get(step, 0) / longest)) for step in STEPS
    ]


def rounds_since(since: datetime) -> list[Round]:
    """Give the rounds decided since a moment, and all those of sheets published since then, sheet by sheet, in order."""
    decided = ReviewState.objects.decided().filter(finished_at__isnull=False)
    published = decided.filter(verdict=Verdict.PUBLISHED, finished_at__gte=since)
    lately = Q(finished_at__gte=since - LOOKED_BACK)
    lately |= Q(workflow_state__object_id__in=published.order_by().values("workflow_state__object_id"))
    fields = ("workflow_state__object_id", "step", "verdict", "started_at", "finished_at", "held_until")
    rows = decided.filter(lately).order_by("workflow_state__object_id", "started_at", "pk").values_list(*fields)
    return [
        Round(sheet, step, verdict, started, ended, until - HELD_FOR if until is not None else None)
        for sheet, step, verdict, started, ended, until in rows
    ]


def spells(rounds: Iterable[Round]) -> Iterable[tuple[str, datetime, datetime]]:
    """Give each spell of waiting: what it was, when it began, when it ended; the rounds come sheet by sheet, in order."""
    before: Round | None = None
    submitted: datetime | None = None
    for each in rounds:
        if before is None or before.sheet != each.sheet:
            before, submitted = None, None
        submitted = submitted or each.started
        yield from within(each)
        if before is not None and before.verdict == Verdict.TO_REVISE:
            yield REVISING, before.ended, each.started
        if each.verdict == Verdict.PUBLISHED:
            yield WHOLE, submitted, each.ended
        before, submitted = each, None if each.verdict == Verdict.PUBLISHED else submitted


def within(each: Round) -> Iterable[tuple[str, datetime, datetime]]:
    """Give what one round was made of: the place's reading, or the queue until somebody took it, then their reading."""
    if each.step == ReviewStep.PLACE:
        yield PLACE, each.started, each.ended
    elif each.taken is not None:
        if each.taken - each.started > timedelta(seconds=1):  # else it was handed back to the reviewer who knew it
            yield QUEUE, each.started, each.taken
        yield READING, max(each.taken, each.started), each.ended


def summary(lines: list[Line]) -> dict[str, Any]:
    """Give what the page shows: the lines, whether there is anything, how many sheets were published."""
    whole = next(line for line in lines if line.is_whole)
    return {"lines": lines, "any": any(line.rounds for line in lines), "published": whole.rounds, "whole": whole}
