"""An object in one language as a file shows it: the cells of the translating page, with their states in XLIFF's words."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from multilingual.languages import writing_in
from multilingual.models import Translated
from multilingual.pairs import working_on

from ..translating.cells import Cell, spread_of
from .portions import FINAL, INITIAL, REVIEWED, TRANSLATED, Portion, Unit


def portion_of(thing: Translated, language: str) -> Portion:
    """Give every text of `thing` that has an original, with its translation into `language` in work, else as published."""
    spread = spread_of(thing, language, working_on(thing, language))
    return Portion(
        kind=str(thing._meta.model_name),
        pk=str(thing.pk),
        title=str(thing.text_in("headline", thing.original_language)),
        address=address_of(thing),
        source_language=thing.original_language,
        target_language=language,
        units=[unit_of(cell, group.title) for group in spread.groups for cell in group.cells],
    )


def address_of(thing: Any) -> str:
    """Give the address where the original is read, nothing for what has no page."""
    if not hasattr(thing, "get_absolute_url"):
        return ""
    with writing_in(thing.original_language):
        return f"{settings.SITE_ADDRESS}{thing.get_absolute_url()}"


def unit_of(cell: Cell, part: str) -> Unit:
    """Give one text."""
    return Unit(
        key=cell.name,
        label=cell.label,
        part=part,
        source=cell.source,
        target=cell.known,
        state=state_of(cell),
        mark=cell.mark,
        notes=tuple(notes_on(cell)),
    )


def state_of(cell: Cell) -> str:
    """Give the state XLIFF knows: nothing or a suggestion nobody read, outdated, up to date in work, up to date published."""
    if cell.state in ("empty", "suggested"):
        return INITIAL
    if cell.state == "again":
        return TRANSLATED
    return FINAL if cell.known == cell.published else REVIEWED


def notes_on(cell: Cell) -> list[str]:
    """Give what a translator should know of a text."""
    notes = []
    if cell.state == "suggested":
        notes.append(_("Suggested by a translation engine; nobody has read it yet."))
    if cell.changed:
        notes.append(_("The original changed since it was translated. It read: %(text)s") % {"text": cell.earlier})
    if cell.limit:
        notes.append(_("At most %(many)s characters.") % {"many": cell.limit})
    return notes
