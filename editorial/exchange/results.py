"""What becomes of each text of a file that came in: taken, already there, or refused, and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from multilingual.models import Translated
from multilingual.pairs import working_on
from multilingual.registry import Kind, translated_models

from ..translating.cells import Cell, Spread, spread_of, tidy
from ..translating.difference import difference
from ..translating.form import LONGEST, Changes, TranslationForm, clean
from .portions import Given
from .xliff import token

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
MOST_THINGS = 200
OLDER = "older"
"""The mark of an original nobody has today: what is made from it stays to be looked at again."""


class Outcome(models.TextChoices):
    """What becomes of one text."""

    NEW = "new", pgettext_lazy("a text of a file", "new")
    CHANGED = "changed", pgettext_lazy("a text of a file", "changed")
    HOLDS = "holds", pgettext_lazy("a text of a file", "still holds")
    SAME = "same", pgettext_lazy("a text of a file", "the same")
    EMPTY = "empty", pgettext_lazy("a text of a file", "not translated")
    SOURCE = "source", _("refused: the original changed since the file was made")
    UNKNOWN = "unknown", _("refused: the original has no such text")
    LONG = "long", _("refused: the translation is too long")
    CONTROL = "control", _("refused: it holds characters that are no text")


TAKEN = (Outcome.NEW, Outcome.CHANGED, Outcome.HOLDS)
QUIET = (Outcome.SAME, Outcome.EMPTY)


@dataclass(frozen=True)
class Result:
    """One text of a file with what becomes of it; `cell` is its place today, None where it has none."""

    outcome: Outcome
    given: Given
    cell: Cell | None = None
    text: str = ""

    @property
    def is_taken(self) -> bool:
        """Say whether the text would be written."""
        return self.outcome in TAKEN

    @property
    def is_refused(self) -> bool:
        """Say whether the text is refused."""
        return self.outcome not in TAKEN and self.outcome not in QUIET

    @property
    def marked(self) -> str:
        """Give the text as it comes, with what it changes of ours marked word by word."""
        if self.outcome != Outcome.CHANGED or self.cell is None:
            return self.text or self.given.text
        return difference(self.cell.known, self.text)


@dataclass
class ThingResults:
    """One object of a file: what becomes of each of its texts."""

    kind: Kind
    thing: Translated
    spread: Spread
    results: list[Result] = field(default_factory=list)

    @property
    def taken(self) -> list[Result]:
        """Give the texts that would be written."""
        return [result for result in self.results if result.is_taken]

    @property
    def shown(self) -> list[tuple[str, Result]]:
        """Give what a person should look at, with the part it stands in: what would be written, and what is refused."""
        parts = {cell.name: group.title for group in self.spread.groups for cell in group.cells}
        looked_at = [result for result in self.results if result.outcome not in QUIET]
        return [(parts.get(result.cell.name, "") if result.cell else "", result) for result in looked_at]

    @property
    def headline(self) -> str:
        """Give the headline of the object in its own language."""
        return str(self.thing.text_in("headline", self.thing.original_language))

    @property
    def address(self) -> str:
        """Give the translating page of the object."""
        return self.kind.address(self.thing.pk, self.spread.language)

    def changes(self, *, may_confirm: bool) -> Changes:
        """Give what to save, as the translating page would."""
        return TranslationForm(posted(self.spread, self.taken), self.spread, may_confirm=may_confirm).changes()


@dataclass
class Judgement:
    """Everything a file would do: by object, and the names of objects that are not here or not for this page."""

    things: list[ThingResults]
    absent: list[str]

    @property
    def results(self) -> list[Result]:
        """Give every text whose object is here."""
        return [result for each in self.things for result in each.results]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Give how many texts have each outcome, in words, those that occur."""
        found = [result.outcome for result in self.results]
        return [(str(outcome.label), found.count(outcome)) for outcome in Outcome if outcome in found]

    @property
    def taken(self) -> list[Result]:
        """Give the texts that would be written."""
        return [result for result in self.results if result.is_taken]


def judge(texts: Iterable[Given], language: str, *, may_confirm: bool, only: Translated | None = None) -> Judgement:
    """Say what becomes of each text; with `only`, texts of other objects stay out.

    What is not here, not published, or written in that language itself is absent alike.
    """
    by_name: dict[tuple[str, str], list[Given]] = {}
    for given in texts:
        by_name.setdefault((given.kind, given.pk), []).append(given)
    judgement = Judgement([], [])
    for number, ((name, pk), found) in enumerate(by_name.items()):
        known = thing_named(name, pk, language, only) if number < MOST_THINGS else None
        if known is None:
            judgement.absent.append(f"{name}/{pk}")
            continue
        kind, thing = known
        spread = spread_of(thing, language, working_on(thing, language))
        results = [result_of(given, spread, may_confirm=may_confirm) for given in latest(found)]
        judgement.things.append(ThingResults(kind, thing, spread, results))
    return judgement


def thing_named(name: str, pk: str, language: str, only: Translated | None) -> tuple[Kind, Any] | None:
    """Give the object a file names, with its kind, if it may be translated into `language` here."""
    kind = next((kind for kind in translated_models() if kind.key == name), None)
    if kind is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 16):
        return None
    if only is not None and (type(only) is not kind.model or only.pk != int(pk)):
        return None
    thing = kind.things().prefetch_related(*kind.model.translated_relations).filter(pk=int(pk)).first()
    return (kind, thing) if thing is not None and thing.original_language != language else None


def latest(found: list[Given]) -> list[Given]:
    """Give each text once, as the file says it last."""
    return list({given.key: given for given in found}.values())


def result_of(given: Given, spread: Spread, *, may_confirm: bool) -> Result:
    """Give what becomes of one text."""
    cell = next((cell for cell in spread.cells if given.key in (cell.name, token(cell.name))), None)
    if cell is None:
        return Result(Outcome.UNKNOWN, given)
    text = clean(given.text, is_long=cell.is_long)
    if not text:
        return Result(Outcome.EMPTY, given, cell)
    same = cell.known in (text, tidy(given.text)) or clean(cell.known, is_long=cell.is_long) == text
    if same and not (given.holds and may_settle(cell, may_confirm=may_confirm)):
        return Result(Outcome.SAME, given, cell, cell.known)
    if not made_from_today(given, cell):
        return Result(Outcome.SOURCE, given, cell, text)
    if same:
        return Result(Outcome.HOLDS, given, cell, cell.known)
    if CONTROL.search(given.text):
        return Result(Outcome.CONTROL, given, cell, text)
    if len(text) > min(cell.limit or LONGEST, LONGEST):
        return Result(Outcome.LONG, given, cell, text)
    return Result(Outcome.CHANGED if cell.known else Outcome.NEW, given, cell, text)


def may_settle(cell: Cell, *, may_confirm: bool) -> bool:
    """Say whether a file may declare an unchanged text finished: who read a suggestion may, who confirms, what is outdated."""
    return cell.state == "suggested" or (cell.state == "again" and may_confirm)


def made_from_today(given: Given, cell: Cell) -> bool:
    """Say whether a text was translated from the original as it reads today: by its mark, else by its words."""
    if given.mark:
        return given.mark == cell.mark
    return given.source is not None and tidy(given.source) == cell.source


def posted(spread: Spread, taken: list[Result]) -> dict[str, str]:
    """Give the taken texts as the translating page would post them; the other passages of a body stay as they are."""
    by_name = {result.cell.name: result for result in taken if result.cell is not None}
    keys = {result.cell.key for result in taken if result.cell is not None}
    fields: dict[str, str] = {}
    for cell in spread.cells:
        if cell.key not in keys:
            continue
        result = by_name.get(cell.name)
        fields[f"text:{cell.name}"] = result.text if result else cell.known
        fields[f"read:{cell.name}"] = OLDER if result and result.given.unfinished else cell.mark
        if cell.confirmed or (result and result.outcome == Outcome.HOLDS and cell.state == "again"):
            fields[f"holds:{cell.name}"] = "on"
    for key in keys:
        cells = [cell for cell in spread.cells if cell.key == key]
        if all(is_read(cell, by_name.get(cell.name)) for cell in cells):
            fields[f"seen:{key}"] = "on"
    return fields


def is_read(cell: Cell, result: Result | None) -> bool:
    """Say whether a person has read this text, as far as the file tells."""
    return not cell.machine or not cell.known or (result is not None and not result.given.unfinished)
