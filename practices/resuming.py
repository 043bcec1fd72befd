"""Does a draft sent back go straight to the step that asked, or does its review start anew?"""

from .comparing import Difference, differences
from .models import Practice, Remark, ReviewState


def uncovered_changes(draft: Practice, state: ReviewState) -> list[Difference]:
    """Give the changes of `draft` since the round `state` that no remark of that round asked for.

    A remark covers the field or the row it is about; one about a relation or a part covers everything in it.
    """
    asked = set(Remark.objects.filter(round=state).values_list("about", flat=True))
    changes = differences(state.revision.as_object(), draft)
    return [change for change in changes if not {change.name, change.name.partition("/")[0], change.part} & asked]


def is_another_sheet(draft: Practice, state: ReviewState) -> bool:
    """Say whether the draft changed its form, its place or its original language since the round `state`.

    Other people then read it, by other rules, or other texts: a remark that asked for it changes nothing about that.
    """
    read = state.revision.content
    return (read["form"], read["place"], read["original_language"]) != (
        draft.form,
        draft.place_id,
        draft.original_language,
    )


def goes_straight_back(draft: Practice, state: ReviewState) -> bool:
    """Say whether the draft, submitted again, goes back to the step that asked instead of starting anew."""
    return not is_another_sheet(draft, state) and not uncovered_changes(draft, state)
