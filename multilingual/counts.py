"""How many things are original, current, outdated and missing, by language."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from .languages import CODES
from .models import CURRENT, MISSING, ORIGINAL, OUTDATED

STATES = (ORIGINAL, CURRENT, OUTDATED, MISSING)
Counts = dict[str, dict[str, int]]
"""Language → state → how many."""


def count_states(things: QuerySet) -> Counts:
    """Give how many of `things` stand in each state, for each of the six languages (one query)."""
    return tally(alike(things))


def count_together(kinds: Iterable[QuerySet]) -> Counts:
    """Give how many things of several kinds stand in each state, added up (one query)."""
    first, *others = [alike(things) for things in kinds]
    return tally(first.union(*others, all=True))


def alike(things: QuerySet) -> QuerySet:
    """Give each summary things have in common, with their original language and how many they are.

    The database counts equal summaries together, so that what is read grows with their number and not with the things'.
    """
    summaries = things.order_by().values_list("original_language", "translation_states").annotate(many=Count("pk"))
    return summaries.values_list("original_language", "translation_states", "many")


def tally(rows: Iterable[tuple[str, dict[str, str], int]]) -> Counts:
    """Add up original language, states by language, and how many things are alike in both."""
    counts: Counts = {code: dict.fromkeys(STATES, 0) for code in CODES}
    whole = 0
    for original, states, many in rows:
        whole += many
        counts[original][ORIGINAL] += many
        for code, state in states.items():
            if code != original:
                counts[code][state] += many
    for by_state in counts.values():
        by_state[MISSING] = whole - by_state[ORIGINAL] - by_state[CURRENT] - by_state[OUTDATED]
    return counts
