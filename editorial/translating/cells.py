"""The page cut into cells: one original text and its translation each; a body of blocks gives one cell per passage."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks

from multilingual.actions.working import column_text
from multilingual.freshness import digest
from multilingual.languages import column
from multilingual.models import OUTDATED, Translated, WorkingTranslation
from multilingual.pairs import Pair, pairs_of

from .passages import Passage, aligned, is_body, passages_of

TODO = ("again", "empty", "suggested")
"""States a translator still has something to do about."""


@dataclass
class Cell:
    """One text of the page.

    `source` is the original today, `earlier` the one the translation was made from, `known` the translation as it is in
    work or published, `text` what stands in the control: the same, or what a person posted. `theirs` is a colleague's
    newer text where it differs, `error` what is wrong.
    """

    key: str
    path: str
    label: str
    source: str
    earlier: str
    known: str
    published: str
    outdated: bool
    machine: bool = False
    confirmed: bool = False
    is_long: bool = False
    limit: int | None = None
    since: datetime | None = None
    text: str = ""
    read: str = ""
    is_posted: bool = False
    holds: bool = False
    seen: bool = False
    theirs: str | None = None
    error: str = ""
    is_last: bool = True
    focus: bool = False
    before: str = ""
    after: str = ""

    @property
    def name(self) -> str:
        """Give the name of the text in the form: its key, and for a passage of a body the place in it."""
        return f"{self.key}#{self.path}" if self.path else self.key

    @property
    def html_id(self) -> str:
        """Give the same as an id that addresses and labels can use."""
        return re.sub(r"[^0-9A-Za-z]+", "-", self.name).strip("-")

    @property
    def mark(self) -> str:
        """Give the digest of the original this text is shown beside."""
        return digest(self.source)

    @property
    def changed(self) -> bool:
        """Say whether the earlier original is known and reads otherwise."""
        return bool(self.known and self.earlier) and self.earlier != self.source

    @property
    def state(self) -> str:
        """Give where the translation stands: suggested, empty, again or done."""
        if self.machine and self.known:
            return "suggested"
        if not self.known:
            return "empty"
        return "again" if self.outdated else "done"

    @property
    def is_todo(self) -> bool:
        """Say whether something is left to do."""
        return self.state in TODO

    @property
    def may_hold(self) -> bool:
        """Say whether one can declare that the translation still holds, or take it back."""
        return bool(self.known) and (self.outdated or self.confirmed)


@dataclass
class Group:
    """The cells of one row of the object ("Step 2") or of one body; `title` is empty for the object's own fields."""

    title: str
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Spread:
    """An object and one of its languages, laid open: its texts in groups, what they were read from, the work on them."""

    thing: Translated
    language: str
    working: WorkingTranslation | None
    pairs: dict[str, Pair]
    groups: list[Group]

    @property
    def cells(self) -> list[Cell]:
        """Give every cell in reading order."""
        return [cell for group in self.groups for cell in group.cells]

    @property
    def version(self) -> int:
        """Give the version of the work that a form made from this page names, 0 where there is none."""
        return self.working.version if self.working is not None else 0

    def is_body(self, key: str) -> bool:
        """Say whether the text `key` is a stream of blocks."""
        return is_body(self.field_of(key))

    def field_of(self, key: str) -> Any:
        """Give the field of the text `key` in the language of the page."""
        place = self.pairs[key].place
        return place.holder._meta.get_field(column(place.field, self.language))

    def original_body(self, key: str) -> str:
        """Give the original body as its column holds it, ids and anchors included."""
        place = self.pairs[key].place
        return column_text(place.holder.text_in(place.field, self.thing.original_language))  # type: ignore[attr-defined]


def spread_of(thing: Translated, language: str, working: WorkingTranslation | None) -> Spread:
    """Lay `thing` and one of its languages side by side (one query, and its rows)."""
    pairs = pairs_of(thing, language, working)
    spread = Spread(thing, language, working, {pair.key: pair for pair in pairs}, [])
    previous: Any = object()
    for pair in pairs:
        row = pair.place.holder if pair.place.holder is not thing else None
        meta = spread.field_of(pair.key)
        if is_body(meta):
            spread.groups.append(Group(capfirst(label_of(pair)), body_cells(pair, meta)))
            previous = object()
            continue
        if not spread.groups or row is not previous:
            spread.groups.append(Group(row_title(pair) if row is not None else ""))
        spread.groups[-1].cells.append(plain_cell(pair, meta))
        previous = row
    link(spread.cells)
    return spread


def row_title(pair: Pair) -> str:
    """Give the heading of a row: "Step 2"."""
    return _("%(part)s %(number)s") % {"part": capfirst(pair.part), "number": pair.number}


def link(cells: Iterable[Cell]) -> None:
    """Tell each cell where the nearest ones with something to do are."""
    cells = list(cells)
    for order in (cells, cells[::-1]):
        last = ""
        for cell in order:
            if order is cells:
                cell.before = last
            else:
                cell.after = last
            last = cell.html_id if cell.is_todo else last


def label_of(pair: Pair) -> str:
    """Give the name of a field as the original's form has it, without the language modeltranslation adds."""
    return str(type(pair.place.holder)._meta.get_field(pair.place.field).verbose_name)


def plain_cell(pair: Pair, meta: models.Field) -> Cell:
    """Give the cell of a text that is one field."""
    return Cell(
        key=pair.key,
        path="",
        label=capfirst(label_of(pair)),
        source=pair.original,
        earlier=pair.made_from,
        known=tidy(pair.target),
        published=tidy(pair.published),
        outdated=bool(pair.target) and not pair.confirmed and pair.made_from != pair.original,
        machine=pair.machine,
        confirmed=pair.confirmed,
        is_long=isinstance(meta, models.TextField),
        limit=meta.max_length,
        since=pair.since if pair.state == OUTDATED else None,
        text=tidy(pair.target),
        holds=pair.confirmed,
    )


def tidy(text: str) -> str:
    """Give a text as a form sends it back: one sort of line end, no blanks around."""
    return text.replace("\r\n", "\n").strip()


def body_cells(pair: Pair, meta: Any) -> list[Cell]:
    """Give one cell for each passage of a body, each beside what it was translated from and into."""
    now = passages_of(meta, pair.original)
    before = passages_of(meta, pair.made_from)
    came_from = aligned(before, now)
    translated = beside(before, passages_of(meta, pair.target), came_from, now)
    published = beside(before, passages_of(meta, pair.published), came_from, now)
    cells = [
        passage_cell(pair, passage, old.text if old else "", target, known)
        for passage, old, target, known in zip(now, came_from, translated, published, strict=True)
        if passage.text
    ]
    for cell in cells[:-1]:
        cell.is_last = False
    number_items(cells, [passage for passage in now if passage.text])
    return cells


def beside(
    before: list[Passage], translated: list[Passage], came_from: list[Passage | None], now: list[Passage]
) -> Iterator[str]:
    """Give the translation of each passage of today's body: it has the structure of the body it was made from."""
    if [each.sort for each in before] == [each.sort for each in translated]:
        by_place = {id(old): new.text for old, new in zip(before, translated, strict=True)}
        return iter([by_place[id(old)] if old else "" for old in came_from])
    return iter([found.text if found else "" for found in aligned(translated, now, by_words=False)])


def passage_cell(pair: Pair, passage: Passage, earlier: str, known: str, published: str) -> Cell:
    """Give the cell of one passage."""
    return Cell(
        key=pair.key,
        path=passage.path,
        label=capfirst(str(passage.block.label)),
        source=passage.text,
        earlier=earlier,
        known=known,
        published=published,
        outdated=bool(known) and not pair.confirmed and earlier != passage.text,
        machine=pair.machine,
        confirmed=pair.confirmed,
        is_long=isinstance(passage.block, blocks.TextBlock),
        limit=getattr(passage.block.field, "max_length", None),
        since=pair.since if pair.state == OUTDATED and earlier != passage.text else None,
        text=known,
        holds=pair.confirmed,
    )


def number_items(cells: list[Cell], passages: list[Passage]) -> None:
    """Number the passages that bear the same name ("Text 2"), so that each can be told from the others."""
    seen: dict[str, int] = {}
    many = {cell.label for cell in cells if sum(other.label == cell.label for other in cells) > 1}
    for cell in cells:
        if cell.label in many:
            seen[cell.label] = seen.get(cell.label, 0) + 1
            cell.label = _("%(part)s %(number)s") % {"part": cell.label, "number": seen[cell.label]}
