"""How many sheets each filter would show, counted by the database in one query.

Each sheet of the list gets a number, `missed`: the sum of the bits of the facets whose choices it does not answer. A sheet
that misses nothing is in the list; one that misses one facet only would be, without the choices of that facet. So the
values of a facet are counted over the sheets that miss nothing or that facet alone, the way out of an empty list is the
same sum, and the table is read once. Written as SQL: the nine queries the ORM would need take longer to build than to run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection

from .facets import FACETS, Facet, Narrowing
from .models import Practice

BIT = {facet.name: 1 << order for order, facet in enumerate(FACETS)}
SINGLE = [facet for facet in FACETS if not facet.several]
SEVERAL = [facet for facet in FACETS if facet.several]
LIST, TERM = "list", "term"
"""Rows that are about no facet of one value: how many sheets miss what, and how many have a term."""


@dataclass
class Counts:
    """How many sheets answer every choice, how many would without those of one facet, how many each value would show."""

    total: int = 0
    without: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=lambda: {facet.name: {} for facet in FACETS})


@cache
def found_sheets(archived: bool) -> tuple[str, tuple[Any, ...]]:
    """Give the SQL of the sheets of the list with a column for each facet of one value, named as it, and its parameters."""
    columns = {f"facet_{facet.name}": facet.column for facet in SINGLE}
    found = Practice.objects.found(archived=archived).rewrite(False)
    rows = found.order_by().values_list("pk", *columns.values())
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return f"sheets(sheet_id, {', '.join(columns)}) AS ({sql})", tuple(parameters)


def count_sheets(narrowing: Narrowing) -> Counts:
    """Give the numbers of the list of sheets under a reader's choices (one query)."""
    sheets, of_sheets = found_sheets(narrowing.archived)
    missed, parameters = missed_by(narrowing)
    branches = [branch(LIST, "", "missed", FACETS, "seen")]
    branches += [branch(facet.name, f"facet_{facet.name}", "0", [facet], "seen") for facet in SINGLE]
    branches.append(branch(TERM, "term_id", "missed", SEVERAL, f"seen JOIN {through()} ON practice_id = sheet_id"))
    seen = f"seen AS (SELECT sheets.*, {missed} AS missed FROM sheets)"  # noqa: S608  values are parameters
    sql = f"WITH {sheets}, {seen} {' UNION ALL '.join(branches)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*of_sheets, *parameters])
        return read_rows(cursor.fetchall(), narrowing)


def branch(about: str, stored: str, missed: str, facets: Iterable[Facet], rows: str) -> str:
    """Give the SQL that counts `rows` by what is stored and missed: those that miss nothing, or one of `facets` alone."""
    value = f"CAST({stored} AS text)" if stored else "''"
    by = ", ".join(name for name in (stored, missed) if name not in ("", "0"))
    alone = ", ".join(str(BIT[facet.name]) for facet in facets)
    return f"SELECT '{about}', {value}, {missed}, COUNT(*) FROM {rows} WHERE missed IN (0, {alone}) GROUP BY {by}"  # noqa: S608  names and numbers of ours


def through() -> str:
    """Give the name of the table that joins sheets and terms."""
    return connection.ops.quote_name(Practice.terms.through._meta.db_table)


def missed_by(narrowing: Narrowing) -> tuple[str, list[Any]]:
    """Give the SQL of what a sheet misses, and its parameters."""
    parts, parameters = ["0"], []
    for facet in FACETS:
        if values := narrowing.stored.get(facet.name):
            marks = ", ".join(["%s"] * len(values))
            named = f"SELECT practice_id FROM {through()} WHERE term_id IN ({marks})"  # noqa: S608  marks only
            answers = f"sheet_id IN ({named})" if facet.several else f"facet_{facet.name} IN ({marks})"
            parts.append(f"CASE WHEN {answers} THEN 0 ELSE {BIT[facet.name]} END")
            parameters += [int(value) for value in values] if facet.vocabulary else values
    return " + ".join(parts), parameters


def read_rows(rows: Sequence[tuple[str, str | None, int, int]], narrowing: Narrowing) -> Counts:
    """Give what the rows say: about the list, a value of a facet, or a term, which has a row for each thing missed."""
    counts, missing = Counts(), {}
    terms = {value.stored: facet.name for facet in SEVERAL for value in narrowing.known[facet.name].values()}
    for about, stored, missed, number in rows:
        if about == LIST:
            missing[missed] = number
        elif about != TERM:
            counts.values[about][stored or ""] = number
        elif stored in terms and missed in (0, BIT[terms[stored]]):
            of_facet = counts.values[terms[stored]]
            of_facet[stored] = of_facet.get(stored, 0) + number
    counts.total = missing.get(0, 0)
    counts.without = {name: counts.total + missing.get(BIT[name], 0) for name in narrowing.chosen}
    return counts
