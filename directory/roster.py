"""Who does what, line by line: a role with its person's name, what tells namesakes apart, and since when?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from .models import Place, Role, RoleStage
from .models.roles import today
from .names import Names, function_of, hint_of


@dataclass(frozen=True)
class Entry:
    """A role as a list shows it; its person and place are in memory."""

    role: Role
    name: str
    hint: str
    """What tells apart people who chose no name."""
    stage: str

    @property
    def function(self) -> str:
        """Give the role in words, without its place."""
        return capfirst(function_of(Role(kind=self.role.kind, language=self.role.language)))

    @property
    def place(self) -> Place | None:
        """Give where the role is held."""
        return self.role.place

    @property
    def is_coming(self) -> bool:
        """Say whether the role has not begun."""
        return self.stage == RoleStage.COMING

    @property
    def is_over(self) -> bool:
        """Say whether the role is over."""
        return self.stage == RoleStage.OVER


def entries(roles: Iterable[Role]) -> list[Entry]:
    """Give the lines of roles read with `to_show` (one query for the names, however many)."""
    given, day = list(roles), today()
    names = Names(role.person for role in given)
    return [Entry(role, names.of(role.person), hint_of(role.person), role.stage_on(day)) for role in given]
