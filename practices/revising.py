"""What does a draft that came back ask of its author, and where does it go when it is submitted again?"""

from dataclasses import dataclass, field
from typing import Any

from .models import Practice, ReviewStep
from .remarks import Board, Told
from .resuming import is_another_sheet, uncovered_changes
from .review import TO_REVISE, Review
from .subjects import label_of
from .waiting import next_reminder_words


@dataclass(frozen=True)
class Asked:
    """An open remark in the list at the head of the writing page: what it is about, and whether the form has its place."""

    label: str
    told: Told
    is_placed: bool


@dataclass(frozen=True)
class Revising:
    """What the head of the writing page says of the review: the open remarks, where the draft goes next, the next reminder."""

    asked: list[Asked] = field(default_factory=list)
    goes_to_network: bool = False
    starts_anew: bool = False
    """Whether something changed that no remark asked for, so that the review begins again."""
    uncovered: list[str] = field(default_factory=list)
    """The names of what changed without being asked for."""
    next_reminder: str = ""

    @property
    def unplaced(self) -> list[Asked]:
        """Give the remarks the form has no place for: their row was removed, or their field belongs to another form."""
        return [asked for asked in self.asked if not asked.is_placed]


def revising(draft: Practice, review: Review, board: Board, names: set[str]) -> Revising:
    """Give what the writing page says; `names` are those its form has a place for (no query unless it is to revise)."""
    asked = [
        Asked(label_of(told.remark.about, draft), told, told.remark.about in names)
        for told in board.told
        if told.remark.done_at is None or told.remark.about not in names
    ]
    if review.step != TO_REVISE or review.state is None:
        return Revising(asked, next_reminder=next_reminder_words(review))
    anew, uncovered = anew_because(draft, review)
    return Revising(
        asked=asked,
        goes_to_network=review.state.step == ReviewStep.NETWORK,
        starts_anew=anew,
        uncovered=uncovered,
        next_reminder=next_reminder_words(review),
    )


def anew_because(draft: Practice, review: Review) -> tuple[bool, list[str]]:
    """Say whether the review of a draft that came back would begin again, and which changes nobody asked for."""
    if review.step != TO_REVISE or review.state is None or review.state.revision is None:
        return False, []
    uncovered = uncovered_changes(draft, review.state)
    return bool(uncovered) or is_another_sheet(draft, review.state), [change.label for change in uncovered]


def placed_names(form: Any) -> set[str]:
    """Give the names of fields and rows the writing form shows, as remarks are about them."""
    rows = {f"{name}/{row.key}" for name, rows in form.rows.items() for row in rows.forms}
    return set(form.fields) | set(form.rows) | rows
