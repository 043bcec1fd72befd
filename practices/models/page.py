"""What the page of a sheet reads, in few and cheap queries.

Reading seven relations by `prefetch_related` takes longer than showing them. So the SQL is made by the ORM once in a
process and kept; one query says what a sheet has, and what it does not have is not asked for.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet, Value

from editorial.vocabularies import terms_by_id

from .cosignature import Cosignature
from .rows import Attachment, Figure, Result, Step

SOMEBODY = -1
"""Stands for the sheet's key in kept SQL."""


def load_relations(practice: Any) -> Any:
    """Give the sheet with its terms, rows and co-signers in memory (three queries, and one or two per kind of file it has)."""
    has: dict[str, set[Any]] = {"term": set(), "cosigner": set(), "picture": set(), "attachment": set()}
    with connection.cursor() as cursor:
        cursor.execute(*about(everything_of, practice))
        for kind, key in cursor.fetchall():
            has[kind].add(key)
    practice.terms = [term for pk, term in terms_by_id().items() if pk in has["term"]]
    practice.steps = Step._base_manager.raw(*about(steps_of, practice))
    practice.results = Result._base_manager.raw(*about(results_of, practice))
    practice.pictures = Figure.objects.with_published_copies().filter(practice=practice) if has["picture"] else []
    attachments = Attachment.objects.select_related("document").filter(practice=practice)
    practice.attachments = attachments if has["attachment"] else []
    cosignatures = Cosignature.objects.standing().filter(practice=practice)
    practice.standing_cosignatures = list(cosignatures) if has["cosigner"] else []
    return practice


def about(statement: Callable[[], tuple[str, list[Any]]], practice: Any) -> tuple[str, list[Any]]:
    """Give a kept statement and its parameters for one sheet."""
    sql, parameters = statement()
    return sql, [practice.pk if value == SOMEBODY else value for value in parameters]


def compiled(rows: Any) -> tuple[str, list[Any]]:
    """Give the SQL of a QuerySet and its parameters."""
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql, list(parameters)


@cache
def everything_of() -> tuple[str, list[Any]]:
    """Keep the SQL that names what a sheet has: its terms, the places that co-sign it, and whether it has files."""
    from .practice import Practice

    through = Practice.terms.through
    first, *others = (
        named("term", QuerySet(through), "term_id"),
        named("cosigner", Cosignature.objects.standing(), "place_id"),
        named("picture", QuerySet(Figure), "sort_order"),
        named("attachment", QuerySet(Attachment), "sort_order"),
    )
    return compiled(first.union(*others, all=True))


def named(kind: str, rows: QuerySet, key: str) -> QuerySet:
    """Give rows of two columns, what they are and a number; plain QuerySets, as those of translated models reorder them."""
    return rows.filter(practice=SOMEBODY).order_by().values_list(Value(kind, models.CharField()), F(key))


@cache
def steps_of() -> tuple[str, list[Any]]:
    """Keep the SQL of a sheet's steps."""
    return compiled(Step._base_manager.filter(practice=SOMEBODY).order_by("sort_order"))


@cache
def results_of() -> tuple[str, list[Any]]:
    """Keep the SQL of a sheet's results."""
    return compiled(Result._base_manager.filter(practice=SOMEBODY).order_by("sort_order"))
