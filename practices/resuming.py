"""Does a draft sent back go straight to the step that asked, or does its review start anew?"""

from typing import Any

from .models import Practice, Remark, ReviewState

ANEW = ("form", "place", "original_language")
"""A draft that changed one of these is another sheet to review: other readers, other rules, other texts."""


def uncovered_changes(draft: Practice, state: ReviewState) -> list[Any]:
    """Give the changes of `draft` since the round `state` that no remark of that round asked for.

    A remark covers the field or the row it is about; one about a relation or a part covers everything in it.
    """
    from .comparing import differences

    asked = set(Remark.objects.filter(round=state).values_list("about", flat=True))
    changes = differences(state.revision.as_object(), draft)
    return [change for change in changes if not {change.name, change.name.partition("/")[0], change.part} & asked]


def is_another_sheet(draft: Practice, state: ReviewState) -> bool:
    """Say whether the draft changed its form, its place or its original language since the round `state`."""
    read, now = state.revision.content, draft.serializable_data()
    return any(read.get(name) != now.get(name) for name in ANEW)


def goes_straight_back(draft: Practice, state: ReviewState) -> bool:
    """Say whether the draft, submitted again, goes back to the step that asked instead of starting anew."""
    return not is_another_sheet(draft, state) and not uncovered_changes(draft, state)
