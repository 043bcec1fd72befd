"""What can happen to places, to people's roles and to what readers report."""

from .groups import prepare_groups
from .invitations import invite_administrator
from .places import keep_place, save_place
from .reports import AlreadyAnswered, Reported, answer_report, forget_addresses, report_page, same_report
from .roles import end_role, grant_role, refresh_facts, turn_roles

__all__ = [
    "AlreadyAnswered",
    "Reported",
    "answer_report",
    "end_role",
    "forget_addresses",
    "grant_role",
    "invite_administrator",
    "keep_place",
    "prepare_groups",
    "refresh_facts",
    "report_page",
    "same_report",
    "save_place",
    "turn_roles",
]
