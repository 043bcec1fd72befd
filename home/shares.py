"""How far the network can be read in each language: the public table, one for each kind of content."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from multilingual.counts import Counts, count_states
from multilingual.languages import CODES
from multilingual.models import CURRENT, MISSING, ORIGINAL, OUTDATED
from multilingual.registry import Kind, translated_models
from practices.models import Practice

FIRST = Practice._meta.model_name


@dataclass(frozen=True)
class Line:
    """One language of a table: how many things are written in it, translated up to date, outdated, missing."""

    code: str
    original: int
    current: int
    outdated: int
    missing: int

    @property
    def name(self) -> str:
        """Give the name of the language as the reader calls it."""
        return capfirst(_(dict(settings.LANGUAGES)[self.code]))

    @property
    def whole(self) -> int:
        """Give how many things there are."""
        return self.original + self.current + self.outdated + self.missing

    @property
    def fresh(self) -> int:
        """Give the share, in percent, that reads as its author wrote it: originals and translations up to date."""
        return percent(self.original + self.current, self.whole)

    @property
    def readable(self) -> int:
        """Give the share, in percent, that can be read in this language at all."""
        return percent(self.whole - self.missing, self.whole)


@dataclass(frozen=True)
class Table:
    """One kind of content: what its things are called, how many there are, and a line for each language."""

    key: str
    title: str
    lines: list[Line]

    @property
    def whole(self) -> int:
        """Give how many things of this kind there are."""
        return self.lines[0].whole


def percent(part: int, whole: int) -> int:
    """Give a share rounded down, so that only the whole is a hundred; nothing of nothing is none."""
    return 100 * part // whole if whole else 0


def tables() -> list[Table]:
    """Give the table of each kind that has anything, practice sheets first (one query for each kind)."""
    found = [table_of(kind, count_states(kind.things())) for kind in translated_models()]
    return sorted((table for table in found if table.whole), key=lambda table: table.key != FIRST)


def table_of(kind: Kind, counts: Counts) -> Table:
    """Give the table of one kind from its counts."""
    states = (ORIGINAL, CURRENT, OUTDATED, MISSING)
    lines = [Line(code, *(counts[code][state] for state in states)) for code in CODES]
    return Table(kind.key, capfirst(kind.names), lines)
