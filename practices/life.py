"""What a member is shown of a sheet's life: what stands and why, what was before, and what they may do about it."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directory.models import Role, RoleKind
from directory.models.roles import AT_A_PLACE
from directory.people import above, colleagues_at

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

    @property
    def stands(self) -> bool:
        """Say whether nothing has ended it yet."""
        return self.change.ended_at is None


def turns_of(practice: Practice) -> list[Turn]:
    """Give the changes of a sheet's life, the latest first (two queries)."""
    changes = list(practice.life_changes.select_related("by", "place").order_by("-pk"))
    roles = roles_of(change.by_id for change in changes)
    return [Turn(change, who_made(change, roles.get(change.by_id, []))) for change in changes]


def roles_of(people: Iterable[int | None]) -> dict[int | None, list[Role]]:
    """Give all roles of some people, past ones too, by the person's key (one query, none for nobody)."""
    found: dict[int | None, list[Role]] = {}
    keys = {key for key in people if key is not None}
    for role in Role.objects.filter(person__in=keys).order_by("pk") if keys else ():
        found.setdefault(role.person_id, []).append(role)
    return found


def who_made(change: LifeChange, roles: list[Role]) -> str:
    """Say who made a change: the function they had that day, the place they acted for, their name where they show one."""
    if change.by is None:
        return _("a former member")
    day = change.made_at.date()
    held = {role.kind: role for role in roles if role.begins <= day and (role.ends is None or role.ends > day)}
    kinds = (RoleKind.MANAGER, *AT_A_PLACE) if change.place_id else (RoleKind.REVIEWER, RoleKind.ADMINISTRATOR)
    function = next((str(held[kind].get_kind_display()) for kind in kinds if kind in held), "")
    where = str(change.place) if change.place is not None else ""
    return capfirst(", ".join(filter(None, (function, where, change.by.shown_name)))) or _("a member")


def heirs_of(practice: Practice) -> list[tuple[str, str]]:
    """Give who may become the author of a sheet, by key, in words: function and name (two queries)."""
    people = colleagues_at(practice.place).exclude(pk=practice.owner_id).prefetch_related("roles")
    reached = above(practice.place) if practice.place is not None else set()
    return sorted(
        ((str(person.pk), words_of(person, reached)) for person in people), key=lambda pair: pair[1].casefold()
    )


def words_of(person: Any, places: set[int]) -> str:
    """Say who somebody is at one of `places`: their function there and their name."""
    kinds = {role.kind: role for role in person.roles.all() if role.place_id in places and role.stage == "held"}
    function = next((str(kinds[kind].get_kind_display()) for kind in ("manager", *AT_A_PLACE) if kind in kinds), "")
    return ", ".join(filter(None, (function, str(person))))
