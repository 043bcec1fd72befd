"""What sheets give a person of theirs: those they started, with their texts; remarks, answers, decisions, reasons."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F

from editorial.forgetting import Piece, exporter

from .models import Cosignature, LifeChange, Practice, Remark, RemarkAnswer, ReviewState

ROWS = {
    "steps": ("title", "body"),
    "results": ("indicator", "value", "period", "method"),
    "pictures": ("alt", "credit"),
    "attachments": ("title",),
}
TEXTS = (
    *("headline", "summary", "context", "need", "solution", "success_conditions", "difficulties", "transferability"),
    *("means_people", "means_space", "means_equipment", "change_note"),
)


@exporter
def give(person: Any) -> Iterable[Piece]:
    """Give what a person wrote about practices: the sheets one after the other, never all in memory."""
    yield Piece("sheets", sheets(person))
    about = {"sheet": F("practice")}
    said = Remark.objects.filter(author=person).order_by("pk").annotate(**about)
    yield Piece("remarks", said.values("sheet", "about", "language", "text", "made_at", "done_at"))
    answers = RemarkAnswer.objects.filter(author=person).order_by("pk").annotate(sheet=F("remark__practice"))
    yield Piece("answers", answers.values("sheet", "language", "text", "made_at"))
    decided = ReviewState.objects.filter(finished_by=person).order_by("pk")
    decided = decided.annotate(sheet=F("workflow_state__object_id"))
    of_round = ("sheet", "step", "verdict", "comment", "grade", "grade_reason", "checklist", "finished_at")
    yield Piece("decisions", decided.values(*of_round))
    changed = LifeChange.objects.filter(by=person).order_by("pk").annotate(**about)
    yield Piece("changes-of-life", changed.values("sheet", "state", "reason", "language", "until", "made_at"))
    agreed = Cosignature.objects.filter(agreed_by=person).order_by("pk").annotate(**about, at_place=F("place__zone"))
    yield Piece("co-signatures", agreed.values("sheet", "at_place", "agreed_at"))


def sheets(person: Any) -> Iterator[dict[str, Any]]:
    """Give the sheets a person started or was handed, each as its last draft has it."""
    for key in Practice.objects.filter(owner=person).order_by("pk").values_list("pk", flat=True):
        page = Practice.objects.select_related("latest_revision", "place").filter(pk=key).first()
        if page is not None:
            yield sheet(page)


def sheet(page: Practice) -> dict[str, Any]:
    """Give one sheet: what is known of it, and its texts in the language they were written in."""
    draft = page.get_latest_revision_as_object()
    language = draft.original_language
    texts = {name: text for name in TEXTS if (text := draft.text_in(name, language))}
    rows = {
        name: [row_of(row, fields, language) for row in getattr(draft, name).all()] for name, fields in ROWS.items()
    }
    return {
        "sheet": page.pk,
        "code": page.code,
        "place": page.place and page.place.zone,
        "form": page.form,
        "state": page.life,
        "language": language,
        "first_published_at": page.first_published_at,
        "texts": texts,
        **{name: found for name, found in rows.items() if found},
    }


def row_of(row: Any, fields: Iterable[str], language: str) -> dict[str, Any]:
    """Give one row of a sheet in the language it was written in."""
    translated = {name for name in fields if hasattr(row, f"{name}_{language}")}
    return {name: row.text_in(name, language) if name in translated else getattr(row, name) for name in fields}
