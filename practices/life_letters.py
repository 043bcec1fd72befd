"""Who is told of a change in the life of a sheet: kind of sheet, place, state and link; never its words."""

from typing import Any

from directory.people import managers_of
from directory.permissions import has_role_at

from .models import LifeChange, Practice
from .notices import tell


def people_of(practice: Practice) -> list[Any]:
    """Give the author of a sheet, while they are at its place, and the managers of the place (two queries)."""
    managers = list(managers_of(practice.place))
    author = practice.owner
    stays = author is not None and author.is_active and has_role_at(author, practice.place)
    return [*([author] if stays and author not in managers else []), *managers]


def tell_of_change(practice: Practice, *, kind: str, until: Any, line: Any, by: Any) -> None:
    """Tell the people of a sheet, but who did it, that it was marked, declared true, archived, withdrawn or brought back.

    `line` is the journal's line of the change: each is told once.
    """
    facts = {"what": kind} | ({"until": until.isoformat()} if until else {})
    of = "sheet_to_update" if kind == "marked" else "sheet_life"
    tell(people_of(practice), of, practice, f"{kind} {line.pk}", facts, by=by)


def remind_of_update(change: LifeChange, *, number: int) -> None:
    """Remind the people of a sheet, for the first or second time, that it is to be updated until a day."""
    assert change.until is not None  # only changes with a day are reminded of
    facts = {"what": "due", "until": change.until.isoformat()}
    tell(people_of(change.practice), "sheet_to_update", change.practice, f"due {change.pk} {number}", facts)


def ask_for_results(practice: Practice) -> None:
    """Ask the people of a sheet without results for those they meant to look at by today."""
    day = practice.look_again_on.isoformat()
    tell(people_of(practice), "look_again", practice, f"{practice.pk} {day}", {"what": "look_again", "until": day})


def tell_new_author(practice: Practice, *, line: Any, by: Any) -> None:
    """Tell somebody that a sheet is theirs now, unless they took it over themselves; `line` is the journal's."""
    if practice.owner is not None:
        tell([practice.owner], "sheet_life", practice, f"handed_on {line.pk}", {"what": "handed_on"}, by=by)
