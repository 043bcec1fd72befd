"""What this app puts on a member's desk: what waits in the languages they translate, and how the texts of their place stand."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from directory.models import RoleKind
from directory.permissions import held_by
from editorial.registry import DeskRow, DeskSection, desk_rows
from multilingual.counts import Counts, count_together
from multilingual.languages import CODES
from multilingual.models import MISSING, OUTDATED
from multilingual.registry import translated_models

from .narrowing import known_places, with_those_below
from .translations import WAITING, Entry, heads_for

SHOWN = 8
"""Rows of one language on the desk; the rest is one link away."""


@desk_rows(40)
def to_translate(user: Any) -> Iterable[DeskSection]:
    """Give the head of the queue of each language this person translates (a query for each, and one for all)."""
    heads = heads_for(user, [code for code in CODES if code in held_by(user).languages], SHOWN + 1)
    for language, entries in heads.items():
        rows = [row(entry) for entry in entries]
        yield DeskSection(
            heading=_("Translations: %(language)s") % {"language": name_of(language)},
            rows=rows[:SHOWN],
            empty=_("Everything that is published can be read in this language, as it stands today."),
            more_url=address(language) if len(rows) > SHOWN else "",
            more_label=_("The whole queue"),
        )


@desk_rows(50)
def of_my_place(user: Any) -> Iterable[DeskSection]:
    """Give a manager how the texts of their places stand in each language that lacks something (two queries)."""
    managed = held_by(user).places.get(RoleKind.MANAGER, frozenset())
    if not managed:
        return
    places = known_places()
    keys = with_those_below(managed, places)
    slugs = [place.slug for place in places if place.pk in managed]
    counts = count_together(kind.things().filter(at_place__in=keys) for kind in translated_models())
    rows = list(summary_rows(counts, urlencode({"place": slugs}, doseq=True)))
    if rows:
        yield DeskSection(heading=_("Translations of my place"), rows=rows)


def summary_rows(counts: Counts, narrowed: str) -> Iterable[DeskRow]:
    """Give a row for each language in which something is outdated or missing."""
    for code in CODES:
        outdated, missing = counts[code][OUTDATED], counts[code][MISSING]
        if outdated or missing:
            yield DeskRow(
                title=capfirst(name_of(code)),
                url=f"{address(code)}?{narrowed}",
                verb=pgettext("what waits in a language", "Look"),
                why=", ".join([*outdated_words(outdated), *missing_words(missing)]),
            )


def outdated_words(number: int) -> Iterable[str]:
    """Say how many translations are outdated; nothing for none."""
    if number:
        yield ngettext("%(number)s to look at again", "%(number)s to look at again", number) % {"number": number}


def missing_words(number: int) -> Iterable[str]:
    """Say how many translations are missing; nothing for none."""
    if number:
        yield ngettext("%(number)s to translate", "%(number)s to translate", number) % {"number": number}


def row(entry: Entry) -> DeskRow:
    """Give the row of one thing of a queue: what it is, why it waits, and the one thing to do."""
    return DeskRow(
        title=entry.headline.text,
        url=entry.address,
        verb=verb_of(entry.state),
        why=f"{entry.kind.name} · {reason_of(entry.state)}",
        since=entry.since,
        lang=entry.headline.lang,
    )


def verb_of(state: str) -> str:
    """Give the one thing to do about what waits in a state."""
    return {
        WAITING: _("Read and publish"),
        OUTDATED: pgettext("a translation", "Look again"),
        MISSING: pgettext("a text", "Translate"),
    }[state]


def reason_of(state: str) -> str:
    """Say why something in a state waits."""
    return {
        WAITING: _("a colleague’s translation, to publish"),
        OUTDATED: _("the original changed"),
        MISSING: _("not translated yet"),
    }[state]


def name_of(language: str) -> str:
    """Give the name of a language as the reader calls it."""
    return _(dict(settings.LANGUAGES)[language])


def address(language: str) -> str:
    """Give the address of the whole queue of a language."""
    return reverse("translation_queue", kwargs={"code": language})
