"""How many things are original, current, outdated and missing, by language."""

from django.db.models import Count, QuerySet

from .languages import CODES
from .models import CURRENT, MISSING, ORIGINAL, OUTDATED

STATES = (ORIGINAL, CURRENT, OUTDATED, MISSING)
Counts = dict[str, dict[str, int]]
"""Language → state → how many."""


def count_states(things: QuerySet) -> Counts:
    """Give how many of `things` stand in each state, for each of the six languages (one query).

    The database counts equal summaries together, so that what is read grows with their number and not with the things'.
    """
    counts: Counts = {code: dict.fromkeys(STATES, 0) for code in CODES}
    alike = things.order_by().values_list("original_language", "translation_states").annotate(many=Count("pk"))
    for original, states, many in alike.values_list("original_language", "translation_states", "many"):
        for code, by_state in counts.items():
            by_state[ORIGINAL if code == original else states.get(code, MISSING)] += many
    return counts


def add_counts(left: Counts, right: Counts) -> Counts:
    """Give the sum of two tables of counts."""
    return {code: {state: left[code][state] + right[code][state] for state in STATES} for code in left}
