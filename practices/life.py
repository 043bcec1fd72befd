"""What a member is shown of a sheet's life: what stands and why, what was before, and what they may do about it."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from directory.names import told_apart
from directory.people import colleagues_at
from directory.signing import Signatures

from .forms.life import MarkForm, ReasonForm
from .models import LISTED, READABLE, Life, LifeChange, Practice
from .permissions import can_archive, can_bring_back, can_declare_true, can_mark_to_update, can_withdraw


@dataclass(frozen=True)
class Act:
    """One thing that can be done: its name in forms, its words, in which states it begins, who may, what it asks."""

    name: str
    title: str | Promise
    help: str | Promise
    button: str | Promise
    states: tuple[str, ...]
    allowed: Callable[[Any, Practice], bool]
    form: type[ReasonForm] | None = None

    def is_held_by(self, user: Any, practice: Practice) -> bool:
        """Say whether `user` may do this to `practice` in a state where it can be done, whatever it is now."""
        seen = copy(practice)
        seen.life = self.states[0]
        return self.allowed(user, seen)


ACTS = (
    Act(
        "mark",
        gettext_lazy("Mark it to update"),
        gettext_lazy("Readers still find the whole sheet, with a notice. The mark ends with the next version."),
        gettext_lazy("Mark it to update"),
        (Life.PUBLISHED,),
        can_mark_to_update,
        MarkForm,
    ),
    Act(
        "declare",
        gettext_lazy("Declare it still true"),
        gettext_lazy("You have read the sheet again and its text holds as it is: the mark goes."),
        gettext_lazy("It is still true"),
        (Life.TO_UPDATE,),
        can_declare_true,
    ),
    Act(
        "archive",
        gettext_lazy("Put it into the archive"),
        gettext_lazy("Anyone can still read it whole, with a notice; lists show it only when they are asked to."),
        pgettext_lazy("a sheet", "Archive it"),
        LISTED,
        can_archive,
        ReasonForm,
    ),
    Act(
        "withdraw",
        gettext_lazy("Withdraw it"),
        gettext_lazy(
            "Its text, files and versions disappear for readers, who find its code, its headline, the date and your "
            "reason. Everything is kept, and you can bring it back."
        ),
        pgettext_lazy("a sheet", "Withdraw it"),
        READABLE,
        can_withdraw,
        ReasonForm,
    ),
    Act(
        "bring_back",
        gettext_lazy("Bring it back"),
        gettext_lazy("It becomes what it was before, at the same address, with its translations and files."),
        gettext_lazy("Bring it back"),
        (Life.ARCHIVED, Life.WITHDRAWN),
        can_bring_back,
    ),
)
"""What can be done to the life of a sheet, in the order of the page."""


def acts_for(user: Any, practice: Practice) -> list[Act]:
    """Give what `user` may do to `practice` as it is now."""
    return [act for act in ACTS if act.allowed(user, practice)]


def act_named(name: str, user: Any, practice: Practice) -> Act | None:
    """Give the act a form names, if `user` may do it to `practice` in one of its states."""
    return next((act for act in ACTS if act.name == name and act.is_held_by(user, practice)), None)


@dataclass(frozen=True)
class Turn:
    """One change of a sheet's life as its page tells it: the row, and by whom in words."""

    change: LifeChange
    who: str


def turns_of(practice: Practice) -> list[Turn]:
    """Give the changes of a sheet's life, the latest first (two queries)."""
    changes = list(practice.life_changes.select_related("by").order_by("-pk"))
    signatures = Signatures(practice.place, (change.by for change in changes))
    return [Turn(change, signatures.of(change.by)) for change in changes]


@dataclass(frozen=True)
class Heirs:
    """Who a sheet may be handed on to, and who has it now: people in words."""

    author: str
    people: list[tuple[str, str]]


def heirs_of(practice: Practice) -> Heirs:
    """Give who else works at the place of a sheet, each by key and in words (two queries).

    Two whom the words do not tell apart are named with a hint at their address, which nobody sees whole.
    """
    people = list(colleagues_at(practice.place).exclude(pk=practice.owner_id))
    signatures = Signatures(practice.place, [*people, practice.owner])
    words = {person.pk: signatures.of(person) for person in people}
    named = [(str(key), said) for key, said in told_apart(people, words).items()]
    return Heirs(signatures.of(practice.owner), sorted(named, key=lambda pair: pair[1].casefold()))
