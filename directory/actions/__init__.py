"""What can happen to places, to people's roles and to what readers report."""

from .groups import prepare_groups
from .invitations import invite_administrator
from .places import keep_place, save_place
from .reports import AlreadyAnswered, Reported, answer_report, forget_addresses, report_page, same_report
from .roles import LastAdministrator, LastManager, end_role, end_roles_at, grant_role, refresh_facts, turn_roles
from .suspending import OneselfSuspended, restore_account, suspend_account

__all__ = [
    "AlreadyAnswered",
    "LastAdministrator",
    "LastManager",
    "OneselfSuspended",
    "Reported",
    "answer_report",
    "end_role",
    "end_roles_at",
    "forget_addresses",
    "grant_role",
    "invite_administrator",
    "keep_place",
    "prepare_groups",
    "refresh_facts",
    "report_page",
    "restore_account",
    "same_report",
    "save_place",
    "suspend_account",
    "turn_roles",
]
