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
    whole = 0
    for original, states, many in alike.values_list("original_language", "translation_states", "many"):
        whole += many
        counts[original][ORIGINAL] += many
        for code, state in states.items():
            if code != original:
                counts[code][state] += many
    for by_state in counts.values():
        by_state[MISSING] = whole - by_state[ORIGINAL] - by_state[CURRENT] - by_state[OUTDATED]
    return counts
