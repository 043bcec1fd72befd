"""What the desk says of the person it belongs to: their functions, and where."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from directory.models import Place, Role, RoleKind
from directory.models.roles import AT_A_PLACE
from directory.permissions import held_by, roles_of


class Function(NamedTuple):
    """One function of a person, in words, and the place where they hold it."""

    name: str
    place: Place | None


def functions_of(person: Any) -> list[Function]:
    """Give what `person` is today, in the reader's language, functions at a place first.

    One query, after which what they hold is known too: ask this before anything else of a person's roles.
    """
    found = [Function(name_of(role), role.place) for role in roles_of(person)]
    return sorted(found, key=lambda function: function.place is None)


def name_of(role: Role) -> str:
    """Give a role in words: "advisor", "translator into Italian"."""
    if role.kind == RoleKind.TRANSLATOR:
        return _("translator into %(language)s") % {"language": role.get_language_display()}
    return role.get_kind_display()


def may_write_sheets(person: Any) -> bool:
    """Say whether `person` may start a sheet somewhere (no query once their roles were read)."""
    kinds = held_by(person).kinds
    return bool(kinds & {*AT_A_PLACE, RoleKind.ADMINISTRATOR})
