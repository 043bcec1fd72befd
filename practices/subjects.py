"""What of a sheet may one speak of: fields, facts, relations and rows, by name, in the order of the page."""

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Practice

HEAD = "head"
"""The part of the page above its numbered parts; the others are those of `practices.sheet.parts_of`."""


class Subject(NamedTuple):
    """Something of a sheet one may compare or remark on: the part of the page it stands in, and what it is called."""

    part: str
    label: str | Promise


SUBJECTS: dict[str, Subject] = {
    "headline": Subject(HEAD, _("Headline")),
    "summary": Subject(HEAD, _("Summary")),
    "form": Subject(HEAD, pgettext_lazy("of a sheet", "Form")),
    "kind": Subject(HEAD, _("Kind of practice")),
    "place": Subject(HEAD, _("Signed by")),
    "cosigning": Subject(HEAD, _("Co-signing places")),
    "contact": Subject(HEAD, _("Who answers questions?")),
    "original_language": Subject(HEAD, _("Original language")),
    "licence": Subject(HEAD, _("Licence of the text")),
    "change_note": Subject(HEAD, _("What changes in this version")),
    "outcome": Subject("brief", _("How it went")),
    "period": Subject("brief", _("Period")),
    "territory": Subject("brief", _("Territory")),
    "principles": Subject("brief", _("Principles of the Charter")),
    "poles": Subject("audience", _("Questions")),
    "publics": Subject("audience", _("Publics")),
    "services": Subject("audience", _("Services")),
    "context": Subject("story", _("Context")),
    "need": Subject("story", _("The need")),
    "solution": Subject("solution", _("What was done")),
    "steps": Subject("steps", _("The steps")),
    "means_people": Subject("means", _("People")),
    "means_space": Subject("means", pgettext_lazy("means", "Space")),
    "means_equipment": Subject("means", _("Equipment")),
    "budget": Subject("means", _("Budget a year")),
    "partners": Subject("means", _("Partners")),
    "results": Subject("results", _("The results")),
    "look_again_on": Subject("results", _("Date to look again")),
    "success_conditions": Subject("lessons", _("What made it possible")),
    "difficulties": Subject("lessons", _("Difficulties and ways round")),
    "transferability": Subject("elsewhere", _("Doing it elsewhere")),
    "pictures": Subject("pictures", _("Pictures")),
    "attachments": Subject("attachments", _("Files to take along")),
}
"""Every name a difference or a remark may have, rows apart ("steps/<key>"), in the order of the page."""
PARTS = {name: subject.part for name, subject in SUBJECTS.items()}

ROWS: dict[str, tuple[str | Promise, tuple[str, ...], tuple[str, ...]]] = {
    "steps": (_("Step"), ("title", "body"), ()),
    "results": (_("Result"), ("indicator", "method"), ("value", "period")),
    "pictures": (_("Picture"), ("alt",), ("credit",)),
    "attachments": (_("File"), ("title",), ()),
}
"""Relation → what one row is called, its texts, its facts."""


def part_of(name: str) -> str:
    """Give the part of the page a difference or a remark of this name belongs to, the head for a name of nothing."""
    relation = name.partition("/")[0]
    return PARTS.get(relation, relation if relation in PARTS.values() else HEAD)


def anchor_of(name: str) -> str:
    """Give the fragment of the page that shows what this name is about."""
    return f"#{part_of(name)}"


def label_of(name: str, *practices: Practice | None) -> str:
    """Give what a name is called in the reader's language; a row by its number in the first text that has it."""
    relation, _slash, key = name.partition("/")
    if not key or relation not in ROWS:
        return str(SUBJECTS[relation].label) if relation in SUBJECTS else relation
    word = str(ROWS[relation][0])
    for practice in practices:
        keys = list(rows_of(practice, relation))
        if key in keys:
            return f"{word} {keys.index(key) + 1}"
    return word


def rows_of(practice: Practice | None, relation: str) -> dict[str, Any]:
    """Give the rows of a relation by key, in their order."""
    if practice is None:
        return {}
    rows = sorted(getattr(practice, relation).all(), key=lambda row: row.sort_order)
    return {row.pk: row for row in rows}
