"""What the front page reads of the sheets: how many there are, by question and by language, and the latest ones."""

from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext, ngettext

from editorial import caching
from editorial.models import Vocabulary
from multilingual.languages import CODES, OWN_NAMES, writing_in
from practices.models import Practice
from practices.models.cards import Card

WHOLE = "whole"


class Numbers(NamedTuple):
    """How many listed sheets there are: altogether, by language they can be read in, by question of the public."""

    whole: int
    by_language: dict[str, int]
    by_pole: dict[int, int]


_known: tuple[str, Numbers] = ("", Numbers(0, {}, {}))


def numbers() -> Numbers:
    """Give the numbers of the front page; two queries after a change of content, none otherwise."""
    global _known  # noqa: PLW0603  the memory of the process, replaced whole so that no reader sees half of it
    shows = caching.content_version()
    if _known[0] == shows:
        return _known[1]
    by_language = sheets_by_language()
    found = Numbers(by_language.pop(WHOLE), by_language, sheets_by_pole())
    if not caching.in_transaction():  # what is read there may still be taken back
        _known = (shows, found)
    return found


def forget_numbers() -> None:
    """Empty this process's memory of numbers: for tests, whose rollbacks take versions back."""
    global _known  # noqa: PLW0603  see above
    _known = ("", Numbers(0, {}, {}))


def readable_in(language: str) -> Q:
    """Give the condition of the sheets that can be read in `language`, written or translated."""
    return Q(original_language=language) | Q(translation_states__has_key=language)


def latest_cards_in(language: str, number: int) -> list[Card]:
    """Give that many listed sheets, those readable in `language` before the others, each group the latest first.

    Three queries: which ones (no text is sorted along), what their cards show, and their questions.
    """
    foreign = Case(When(readable_in(language), then=Value(0)), default=Value(1), output_field=IntegerField())
    sheets = Practice.objects.listed().rewrite(False).alias(foreign=foreign)
    keys = list(sheets.order_by("foreign", "-first_published_at", "-pk").values_list("pk", flat=True)[:number])
    cards = {card.pk: card for card in Practice.objects.filter(pk__in=keys).for_cards()}
    return [cards[key] for key in keys]


def sheets_by_language() -> dict[str, int]:
    """Give how many listed sheets can be read in each language, and under `WHOLE` how many there are (one query)."""
    counts = {code: Count("pk", filter=readable_in(code)) for code in CODES}
    return Practice.objects.listed().rewrite(False).aggregate(**{WHOLE: Count("pk")}, **counts)


def sheets_by_pole() -> dict[int, int]:
    """Give how many listed sheets answer each question of the public, by the question's primary key (one query).

    Which sheets are listed is asked once, not beside each of their terms: a sixth of the time with 1,000 sheets.
    """
    listed = Practice.objects.listed().rewrite(False).order_by().values("pk")
    chosen = Practice.terms.through.objects.filter(term__vocabulary=Vocabulary.POLE, practice__in=listed)
    return dict(chosen.values_list("term_id").annotate(number=Count("pk")).order_by())


def tongues(by_language: dict[str, int]) -> list[tuple[str, str, str]]:
    """Give each language with the name of the site and how many sheets can be read in it, both in that language."""
    entrances = []
    for code in CODES:
        with writing_in(code):
            words = ngettext("%(number)s sheet", "%(number)s sheets", by_language[code]) % {"number": by_language[code]}
            entrances.append((code, gettext("Shared practices"), f"{OWN_NAMES[code]} · {words}"))
    return entrances
