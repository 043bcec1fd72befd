"""What the life of sheets puts on a member's desk: what their place is to update, and which results are to be looked at."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.permissions import held_by
from editorial.registry import DeskRow, DeskSection, desk_rows

from .models import LifeChange, Practice

SHOWN = 8
"""Rows of one heading on the desk; the rest is one link away."""
FACTS = ("practice_id", "practice__title", "practice__original_language", "practice__code", "until", "made_at")


def at_places_of(user: Any, field: str = "place") -> Q | None:
    """Give the condition of what belongs to the places where `user` works, or under them; None where they work nowhere."""
    own = held_by(user).at_places
    if not own:
        return None
    return Q(**{f"{field}__in": own}) | Q(**{f"{field}__mother__in": own}) | Q(**{f"{field}__holder__in": own})


@desk_rows(35)
def to_update(user: Any) -> Iterable[DeskSection]:
    """Give the sheets of one's places that are marked to update, the one that waits longest first (one query)."""
    here = at_places_of(user, "practice__place")
    if here is None:
        return
    marks = LifeChange.objects.marking().filter(here).order_by("until", "pk")
    found = list(marks.values_list(*FACTS)[: SHOWN + 1])
    if found:
        yield section(_("To update"), [update_row(*facts) for facts in found])


@desk_rows(36)
def to_look_at(user: Any) -> Iterable[DeskSection]:
    """Give the sheets of one's places whose results were to be looked at by today (one query)."""
    here = at_places_of(user)
    if here is None:
        return
    due = Practice.objects.to_look_at(timezone.localdate()).rewrite(False).filter(here)
    found = list(due.values_list("pk", "title", "original_language", "look_again_on")[: SHOWN + 1])
    if found:
        yield section(_("What came of it?"), [result_row(*facts) for facts in found])


def section(heading: str, rows: list[DeskRow]) -> DeskSection:
    """Give a heading with as many rows as the desk shows, and the way to the others."""
    more = reverse("my_drafts") if len(rows) > SHOWN else ""
    return DeskSection(heading=heading, rows=rows[:SHOWN], more_url=more, more_label=_("All the sheets of my place"))


def update_row(pk: int, title: str, language: str, code: str, until: date | None, since: Any) -> DeskRow:
    """Give the row of a sheet to update: until when, and that the day is over where it is."""
    why = code
    if until is not None:
        late = until < timezone.localdate()
        words = _("overdue: it was to be done by %(day)s") if late else _("to be done by %(day)s")
        why = f"{code} · {words % {'day': date_format(until, 'DATE_FORMAT')}}"
    url = reverse("write_practice", kwargs={"pk": pk})
    return DeskRow(title=title, url=url, verb=_("Update it"), why=why, since=since, lang=language)


def result_row(pk: int, title: str, language: str, day: date) -> DeskRow:
    """Give the row of a sheet whose results are to be looked at."""
    why = _("no result yet; you meant to look again on %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
    url = reverse("write_practice", kwargs={"pk": pk})
    return DeskRow(title=title, url=url, verb=_("Add the results"), why=why, lang=language)
