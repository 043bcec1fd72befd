"""What the page of a sheet reads, in few and cheap queries.

Reading seven relations by `prefetch_related` takes longer than showing them. So the SQL is made by the ORM once in a
process and kept; one query says what a sheet has, and what it does not have is not asked for.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value

from directory.models import Place
from editorial.vocabularies import terms_by_id

from .cosignature import Cosignature
from .rows import READING_SIZE, Attachment, Figure, Result, Step
from .versions import Version

if TYPE_CHECKING:
    from .practice import Practice

SOMEBODY, SOMEWHERE = -1, "?"
"""They stand for the sheet's key and for its address in kept SQL; no sheet has such a one."""
PLACE = "read_place_"
"""Before the names of the columns of the signing place."""


def published_sheet(slug: str) -> "Practice | None":
    """Give the published sheet at this address with everything its page shows in memory, None where there is none.

    Four queries, and one or two for each kind of file it has, one for its co-signers.
    """
    from .practice import Practice

    sql, parameters = sheet_of()
    found = Practice._base_manager.raw(sql, [slug if value == SOMEWHERE else value for value in parameters])
    for practice in found:
        given = {name: getattr(practice, PLACE + name) for name in place_columns()}
        practice.place = Place.from_db(practice._state.db, given.keys(), given.values()) if given["id"] else None
        return load_relations(practice)
    return None


@cache
def place_columns() -> list[str]:
    """Give the columns of a place that plain SQL reads as they are."""
    return [field.attname for field in Place._meta.concrete_fields if not isinstance(field, models.JSONField)]


@cache
def sheet_of() -> tuple[str, list[Any]]:
    """Keep the SQL of the published sheet at an address, with its place and the number of its version beside it."""
    from .practice import Practice

    place = {PLACE + name: F(f"place__{name}") for name in place_columns()}
    numbers = Version.objects.filter(practice=OuterRef("pk")).order_by("-number").values("number")
    sheets = Practice.objects.published().rewrite(False).filter(slug=SOMEWHERE)
    return compiled(sheets.annotate(**place, last_version=Subquery(numbers[:1])))


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
    practice.pictures = Figure._base_manager.raw(*about(pictures_of, practice)) if has["picture"] else []
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


@cache
def pictures_of() -> tuple[str, list[Any]]:
    """Keep the SQL of a sheet's pictures, each with its copy in the reading size."""
    size = Q(image__renditions__filter_spec=READING_SIZE, image__renditions__focal_point_key="")
    copies = {f"copy_{fact}": F(f"copy__{fact}") for fact in ("file", "width", "height")}
    rows = QuerySet(Figure).annotate(copy=FilteredRelation("image__renditions", condition=size)).annotate(**copies)
    return compiled(rows.filter(practice=SOMEBODY).order_by("sort_order"))
