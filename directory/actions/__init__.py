"""What can happen to places and to people's roles."""

from .groups import prepare_groups
from .invitations import invite_administrator
from .places import keep_place, save_place
from .roles import end_role, grant_role, refresh_facts, turn_roles

__all__ = [
    "end_role",
    "grant_role",
    "invite_administrator",
    "keep_place",
    "prepare_groups",
    "refresh_facts",
    "save_place",
    "turn_roles",
]
