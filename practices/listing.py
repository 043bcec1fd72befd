"""What the list of sheets shows around its cards: filters with their numbers, chips, order, ways out of an empty result."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from multilingual.languages import CODES, column, reader_language

from .counting import Counts, count_sheets
from .facets import FACETS, Facet, Narrowing, known_values, read_choices
from .models import Life, Practice
from .models.cards import Card

SHEETS_ON_A_PAGE = 20
NEWEST, OLDEST, TITLE = "newest", "oldest", "title"
ORDERS: dict[str, str | Promise] = {NEWEST: _("newest first"), OLDEST: _("oldest first"), TITLE: _("by title")}


@dataclass(frozen=True)
class Option:
    """One box of a facet: its spelling in the address, its words, how many sheets it would show, whether it is ticked."""

    value: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One facet as the reader meets it."""

    name: str
    title: str | Promise
    options: list[Option]
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """One choice in force, and the address of the list without it."""

    label: str
    address: str


@dataclass(frozen=True)
class WayOut:
    """A facet whose choices could be dropped: what they say, how many sheets there would be, and where."""

    label: str
    number: int
    address: str


class CountedPaginator(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, rows: Any, per_page: int, length: int) -> None:
        super().__init__(rows, per_page)
        self.count = length


class Listing:
    """The list of sheets one address asks for; whatever the address says, there is a list."""

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        self.known = known_values()
        self.chosen = read_choices(parameters, self.known)
        self.order = parameters.get("sort") if parameters.get("sort") in ORDERS else NEWEST
        self.archived = parameters.get("archived") == "1"
        self.narrowing = Narrowing(self.chosen, self.known, archived=self.archived)

    @cached_property
    def counts(self) -> Counts:
        """Give the numbers of the list and of every facet (one query)."""
        return count_sheets(self.narrowing)

    @property
    def total(self) -> int:
        """Give how many sheets answer every choice."""
        return self.counts.total

    @cached_property
    def page(self) -> Page:
        """Give the cards of the page asked for, or of the nearest one where there is no such number."""
        pages = CountedPaginator(self.ordered() if self.total else [], SHEETS_ON_A_PAGE, self.total)
        page = pages.get_page(self.parameters.get("page"))
        if not self.total:
            return page
        page.object_list = in_order(page.object_list) if self.order == TITLE else page.object_list.for_cards()
        return page

    def ordered(self) -> Any:
        """Give the sheets in the order asked for; by title, their keys only."""
        sheets = self.narrowing.sheets()
        if self.order == TITLE:
            return keys_by_title(sheets)
        ordered = sheets.oldest_first() if self.order == OLDEST else sheets.newest_first()
        return ordered.archived_last() if self.archived else ordered

    @cached_property
    def groups(self) -> list[Group]:
        """Give the facets that have anything to offer."""
        groups = [self.group(facet) for facet in FACETS]
        return [group for group in groups if group.options]

    def group(self, facet: Facet) -> Group:
        """Give one facet: the values that would show something, and those that are chosen."""
        numbers, chosen = self.counts.values[facet.name], self.chosen.get(facet.name, [])
        options = [
            Option(known.value, capfirst(str(known.label)), numbers.get(known.stored, 0), known.value in chosen)
            for known in self.known[facet.name].values()
            if numbers.get(known.stored) or known.value in chosen
        ]
        if facet.name == "country":
            options.sort(key=lambda option: folded(option.label))
        return Group(facet.name, facet.title, options, facet.open or bool(chosen))

    @cached_property
    def chips(self) -> list[Chip]:
        """Give every choice in force with the way to drop it."""
        chips = [
            Chip(
                str(self.known[name][value].label),
                self.address({**self.chosen, name: [v for v in values if v != value]}),
            )
            for name, values in self.chosen.items()
            for value in values
        ]
        behind = Chip(str(_("With the archive")), self.address(self.chosen, archived=False))
        return [*chips, *([behind] if self.archived else [])]

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """Give the facets whose choices alone stand in the way, the one that opens most first."""
        found = [self.way_out(name, number) for name, number in self.counts.without.items() if number]
        return sorted(found, key=lambda way: -way.number)

    def way_out(self, name: str, number: int) -> WayOut:
        """Give the way out that drops the choices of one facet."""
        label = ", ".join(capfirst(str(self.known[name][value].label)) for value in self.chosen[name])
        return WayOut(
            label, number, self.address({other: values for other, values in self.chosen.items() if other != name})
        )

    def address(self, chosen: dict[str, list[str]], *, archived: bool | None = None) -> str:
        """Give the address of the list under other choices, in the same order, from its first page; with the archive or not."""
        parameters: dict[str, Any] = {name: values for name, values in chosen.items() if values}
        if self.order != NEWEST:
            parameters["sort"] = self.order
        if self.archived if archived is None else archived:
            parameters["archived"] = "1"
        return "?" + urlencode(parameters, doseq=True)

    @property
    def is_narrowed(self) -> bool:
        """Say whether this is another list than the one engines know."""
        return bool(self.chosen) or self.archived

    @property
    def everything(self) -> str:
        """Give the address of the list without any choice."""
        return self.address({}, archived=False)


def keys_by_title(sheets: Any) -> list[int]:
    """Give the keys of `sheets` in the order of the titles their reader sees, what is archived behind the rest.

    Sorted here and not by the database: the two databases sort accents in their own ways, and a title may be in any of
    six columns.
    """
    reader = reader_language()
    titles = [column("headline", code) for code in CODES]
    rows = sheets.order_by().values_list("pk", "original_language", "life", *titles)
    at = {code: index for index, code in enumerate(CODES, 3)}
    keyed = [(row[2] == Life.ARCHIVED, folded(row[at[reader]] or row[at[row[1]]] or ""), row[0]) for row in rows]
    return [pk for _behind, _title, pk in sorted(keyed)]


def in_order(keys: list[int]) -> list[Card]:
    """Give the cards of the sheets of `keys`, in their order."""
    found = {card.pk: card for card in Practice.objects.published().filter(pk__in=keys).for_cards()}
    return [found[key] for key in keys if key in found]


def folded(text: str) -> str:
    """Give a text as dictionaries sort it: without accents or capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
