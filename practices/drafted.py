"""What does a draft say, read from its revision without making a page of it?

A page made from a revision costs twenty queries and most of the time of the page that shows it. Who only reads needs
the original texts, the facts and the rows, which the revision's own JSON holds.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from directory.models import Place
from editorial.models import PrivateFile
from editorial.vocabularies import terms_by_id
from multilingual.languages import column

from .models import Practice
from .versions import latest_draft

RELATIONS = ("steps", "results", "pictures", "attachments")
FACTS = frozenset({"form", "outcome", "contact", "period", "partners", "licence"})
"""Facts a version has of its own, kept in it as they are."""
TERMS = frozenset({"kind_id", "territory_id", "budget_id"})


class Many(list[Any]):
    """What a relation holds, asked for as a relation is."""

    def all(self) -> "Many":
        """Give all of it."""
        return self


class DraftedRow:
    """A row as the revision has it: its texts by `text_in`, its facts as attributes."""

    file: Any = None

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.pk = content["pk"]
        self.sort_order = content.get("sort_order") or 0
        self.file_id = UUID(content["file"]) if content.get("file") else None
        self.value, self.period, self.credit = (content.get(name) or "" for name in ("value", "period", "credit"))

    def text_in(self, field: str, language: str) -> str:
        """Give a text of the row in exactly one language."""
        return self.content.get(column(field, language)) or ""


class DraftedSheet:
    """A sheet as its latest revision has it, for reading only; facts of the object rather than of a version are today's.

    It answers what `practices.comparing` and the predicates ask of a `Practice`.
    """

    def __init__(self, page: Practice) -> None:
        self.page = page
        self.content: dict[str, Any] = page.latest_revision.content
        known = terms_by_id()
        self.terms = Many(known[pk] for pk in self.content.get("terms", ()) if pk in known)
        named = self.content.get("cosigning") or []
        self.cosigning = Many(Place.objects.filter(pk__in=named).order_by("pk") if named else ())
        self.rows = {name: self.read_rows(name) for name in RELATIONS}
        self.fetch_files()

    def __getattr__(self, name: str) -> Any:
        """Give a fact of this version, a relation, or what the sheet itself is today."""
        if name in FACTS:
            return self.content.get(name) or ""
        if name in TERMS:
            return self.content.get(name.removesuffix("_id"))
        return self.rows[name] if name in RELATIONS else getattr(self.page, name)

    @property
    def look_again_on(self) -> date | None:
        """Give the day on which the place looks again."""
        day = self.content.get("look_again_on")
        return date.fromisoformat(day) if day else None

    def text_in(self, field: str, language: str) -> str:
        """Give a text in exactly one language."""
        return self.content.get(column(field, language)) or ""

    def term(self, field: str) -> Any:
        """Give the term of a single-choice field, None where it is empty."""
        return terms_by_id().get(getattr(self, f"{field}_id"))

    def terms_of(self, vocabulary: str) -> list[Any]:
        """Give the terms of one vocabulary, in its order."""
        found = [term for term in self.terms if term.vocabulary == vocabulary]
        return sorted(found, key=lambda term: term.position)

    def read_rows(self, relation: str) -> Many:
        """Give the rows of a relation in order."""
        rows = [DraftedRow(content) for content in self.content.get(relation) or ()]
        return Many(sorted(rows, key=lambda row: row.sort_order))

    def fetch_files(self) -> None:
        """Bring the private files of pictures and attachments (one query, none where there are none)."""
        rows = [row for name in ("pictures", "attachments") for row in self.rows[name] if row.file_id]
        found = PrivateFile.objects.in_bulk([row.file_id for row in rows]) if rows else {}
        for row in rows:
            row.file = found.get(row.file_id)


def drafted_cosigners(practice: Any) -> Iterable[Place]:
    """Give the co-signing places the draft of a sheet names (at most one query more than the revision it comes with).

    The sheet of the database has them itself, unless it is published: the draft of its next version names its own.
    """
    if not (isinstance(practice, Practice) and practice.live and practice.has_unpublished_changes):
        return practice.cosigning.all()
    named = practice.latest_revision.content.get("cosigning") if practice.latest_revision is not None else None
    return Place.objects.filter(pk__in=named).order_by("pk") if named else ()


def read_draft(page: Practice) -> Any:
    """Give the latest draft of a sheet for reading: at most two queries, and none but for files and co-signing places.

    `page` comes with its `latest_revision` and `place`; where it has no revision it is its own draft.
    """
    return latest_draft(page) if page.latest_revision is None else DraftedSheet(page)
