"""What the page of a sheet shows, part by part, in the order a colleague elsewhere needs it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images.shortcuts import get_rendition_or_not_found

from editorial.models import Rendition
from multilingual.languages import reader_language
from multilingual.models import Shown

from .models import Figure, Form, Outcome, Practice
from .models.rows import READING_SIZE

OUTCOMES = {
    Outcome.WORKED: _("It worked, say those who did it."),
    Outcome.MIXED: _("It worked in part: what held and what did not is told below."),
    Outcome.FAILED: _(
        "It did not work. What was tried, and why it failed, is told below so that others need not find out again."
    ),
}


@dataclass(frozen=True)
class Passage:
    """A text of the sheet under its own small heading, where it has one."""

    shown: Shown
    heading: str | Promise = ""


@dataclass(frozen=True)
class Fact:
    """A name and what stands beside it: a passage of the sheet, or words of the network's."""

    name: str | Promise
    shown: Shown | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shot:
    """A picture as a reader gets it."""

    address: str
    width: int | None
    height: int | None
    alt: Shown
    credit: str


@dataclass
class Part:
    """A part of the page: its anchor, its heading, the template that shows it, what it holds, the texts in it."""

    key: str
    title: str | Promise
    template: str
    holds: list[Any]
    texts: list[Shown] = field(default_factory=list)

    @property
    def template_path(self) -> str:
        """Give the template that shows what this part holds."""
        return f"practices/parts/{self.template}.html"

    @property
    def foreign_language(self) -> str:
        """Give the language of what is shown in another one than the reader's, "" where nothing is."""
        return next((text.lang for text in self.texts if text.foreign), "")


def parts_of(practice: Practice) -> list[Part]:
    """Give the parts of the page that have anything to show."""
    done = _("What was tried") if practice.form == Form.FLASH or practice.is_attempt else _("What was done")
    parts = [
        Part("brief", _("In brief"), "facts", list(brief(practice))),
        Part("audience", _("For whom"), "audience", list(audience(practice))),
        prose(practice, "story", _("Context and need"), [("context", ""), ("need", _("The need"))]),
        prose(practice, "solution", done, [("solution", "")]),
        steps(practice),
        means(practice),
        results(practice),
        prose(practice, "lessons", _("Conditions and difficulties"), LESSONS, template="two"),
        prose(practice, "elsewhere", _("Doing it elsewhere"), [("transferability", "")]),
        pictures(practice),
        attachments(practice),
    ]
    return [part for part in parts if part.holds]


LESSONS = [("success_conditions", _("What made it possible")), ("difficulties", _("Difficulties and ways round"))]


def prose(practice: Practice, key: str, title: Any, fields: Iterable[tuple[str, Any]], template: str = "prose") -> Part:
    """Give a part made of texts of the sheet."""
    found = [Passage(practice.shown(name), heading) for name, heading in fields]
    passages = [passage for passage in found if passage.shown.text]
    return Part(key, title, template, passages, [passage.shown for passage in passages])


def brief(practice: Practice) -> Iterator[Fact]:
    """Give how it went, when, in what kind of territory, in the name of which principles."""
    if practice.outcome:
        yield Fact(_("How it went"), words=(str(OUTCOMES[Outcome(practice.outcome)]),))
    if practice.period:
        yield Fact(_("When"), words=(practice.period,))
    if territory := practice.term("territory"):
        yield Fact(_("Territory"), words=(territory.label,))
    if principles := practice.terms_of("principle"):
        yield Fact(_("Principles of the Charter"), words=tuple(term.label for term in principles))


def audience(practice: Practice) -> Iterator[tuple[str, Any, list[Any]]]:
    """Give the questions of the public, the publics and the services, each with its name in the page and its terms."""
    for vocabulary, title in (("pole", _("Questions")), ("public", _("Publics")), ("service", _("Services"))):
        if terms := practice.terms_of(vocabulary):
            yield vocabulary, title, terms


def steps(practice: Practice) -> Part:
    """Give the steps in order."""
    found = [(row.shown("title"), row.shown("body")) for row in practice.steps.all()]
    return Part("steps", _("The steps"), "steps", found, [text for pair in found for text in pair])


MEANS = (
    ("means_people", _("People")),
    ("means_space", pgettext_lazy("means", "Space")),
    ("means_equipment", _("Equipment")),
)


def means(practice: Practice) -> Part:
    """Give people, space, equipment, budget, and the partners."""
    facts = [Fact(name, practice.shown(text)) for text, name in MEANS if practice.shown(text).text]
    texts = [fact.shown for fact in facts if fact.shown]
    if budget := practice.term("budget"):
        facts.append(Fact(_("Budget a year"), words=(budget.label,)))
    if partners := practice.partner_names:
        facts.append(Fact(_("Partners"), words=tuple(partners)))
    return Part("means", _("The means"), "facts", facts, texts)


def results(practice: Practice) -> Part:
    """Give the results as rows of a table, or the day on which the place looks again."""
    rows = [(row.shown("indicator"), row.period, row.value, row.shown("method")) for row in practice.results.all()]
    texts = [text for row in rows for text in (row[0], row[3])]
    if rows or not practice.look_again_on:
        return Part("results", _("The results"), "results", rows, texts)
    return Part("results", _("The results"), "later", [practice.look_again_on])


def pictures(practice: Practice) -> Part:
    """Give the pictures that have a file."""
    shots = [shot for shot in map(shot_of, practice.pictures.all()) if shot]
    return Part("pictures", _("Pictures"), "pictures", shots, [shot.alt for shot in shots])


def shot_of(row: Figure) -> Shot | None:
    """Give a picture as published; in the preview of a draft, its private file."""
    if name := getattr(row, "copy_file", ""):
        address = Rendition._meta.get_field("file").storage.url(name)
        return Shot(address, row.copy_width, row.copy_height, row.shown("alt"), row.credit)
    if row.image is not None:
        copy = get_rendition_or_not_found(row.image, READING_SIZE)
        return Shot(copy.url, copy.width, copy.height, row.shown("alt"), row.credit)
    if row.practice.live or row.file is None:
        return None
    address = reverse("private_file", kwargs={"pk": row.file.pk})
    return Shot(address, row.file.width, row.file.height, row.shown("alt"), row.credit)


def attachments(practice: Practice) -> Part:
    """Give the attached files: address, title, kind, size in bytes; in the preview of a draft, the private files."""
    found = []
    for row in practice.attachments.all():
        if row.document is not None:
            kind, size = row.document.file_extension, row.document.file_size or 0
            found.append((row.document.url, row.shown("title"), kind.upper(), size))
        elif row.file is not None and not practice.live:
            address = reverse("private_file", kwargs={"pk": row.file.pk})
            found.append((address, row.shown("title"), row.file.extension.upper(), row.file.size))
    return Part("attachments", _("Files to take along"), "attachments", found, [row[1] for row in found])


def outcome_words(outcome: str) -> str:
    """Give how it went in two or three words that may stand alone."""
    return capfirst(str(Outcome(outcome).label)) if outcome else ""


def languages_of_answer(practice: Practice) -> list[str]:
    """Give the codes of the languages in which the place can be written to: the reader's own first, where it is one of them."""
    spoken = (
        {practice.original_language, practice.place.local_language} if practice.place else {practice.original_language}
    )
    return sorted(spoken, key=lambda code: (code != reader_language(), code))
