"""What can happen to places, to people's roles and to what readers report."""

from .groups import prepare_groups
from .invitations import (
    AccountThere,
    AlreadyHeld,
    AlreadyInvited,
    InvitationClosed,
    accept_invitation,
    drawn_up,
    forget_invitations,
    invite,
    invite_administrator,
    invite_many,
    resend_invitation,
    send_waiting_invitations,
    withdraw_invitation,
)
from .places import keep_place, save_place
from .reports import AlreadyAnswered, Reported, answer_report, forget_addresses, report_page, same_report
from .roles import LastAdministrator, LastManager, end_role, end_roles_at, grant_role, refresh_facts, turn_roles
from .suspending import OneselfSuspended, restore_account, suspend_account

__all__ = [
    "AccountThere",
    "AlreadyAnswered",
    "AlreadyHeld",
    "AlreadyInvited",
    "InvitationClosed",
    "LastAdministrator",
    "LastManager",
    "OneselfSuspended",
    "Reported",
    "accept_invitation",
    "answer_report",
    "drawn_up",
    "end_role",
    "end_roles_at",
    "forget_addresses",
    "forget_invitations",
    "grant_role",
    "invite",
    "invite_administrator",
    "invite_many",
    "keep_place",
    "prepare_groups",
    "refresh_facts",
    "report_page",
    "resend_invitation",
    "restore_account",
    "same_report",
    "save_place",
    "send_waiting_invitations",
    "suspend_account",
    "turn_roles",
    "withdraw_invitation",
]
