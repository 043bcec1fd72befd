"""What does the journal of roles say, in words? It holds numbers only; names and places are read when it is shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Place, Role, RoleAct, RoleJournal
from .names import function_of, names_of_keys


class Line(NamedTuple):
    """One line of the journal as it is shown."""

    at: datetime
    person: str
    key: int
    """The person's, for the way to their page."""
    what: str
    by: str


def lines(rows: Iterable[RoleJournal]) -> list[Line]:
    """Give rows of the journal in the reader's words (three queries at most, however many rows)."""
    given = list(rows)
    names = names_of_keys([key for row in given for key in (row.person, row.by)])
    places = Place.objects.in_bulk({row.place for row in given if row.place is not None}) if given else {}
    return [
        Line(
            at=row.at,
            person=names.of_key(row.person) if row.person else _("somebody new"),
            key=row.person,
            what=what_of(row, places.get(row.place) if row.place else None),
            by=names.of_key(row.by) if row.by is not None else _("the platform"),
        )
        for row in given
    ]


def what_of(row: RoleJournal, place: Place | None) -> str:
    """Say what happened: "advisor, Limoges: given from 3 March 2026 on"."""
    role = function_of(Role(kind=row.kind, place=place, language=row.language)) if row.kind else ""
    about = {"role": role, "day": date_format(row.day)}
    sentences = {
        RoleAct.GRANTED: _("%(role)s: given from %(day)s on"),
        RoleAct.ENDED: _("%(role)s: ended, no longer held from %(day)s on"),
        RoleAct.LAPSED: _("%(role)s: came to its end on %(day)s"),
        RoleAct.SUSPENDED: _("account suspended"),
        RoleAct.RESTORED: _("account opened again"),
        RoleAct.INVITED: _("%(role)s: invited"),
        RoleAct.ERASED: _("account erased at the person’s own wish"),
    }
    return sentences[RoleAct(row.act)] % about
