"""What can happen to accounts, and to the letters that wait to leave."""

from .accounts import note_roles, open_account, save_settings, settle_translation_letter
from .addresses import AT_MOST, AddressTaken, add_address, make_primary, remove_address
from .blanks import write_to_nobody
from .mail import (
    PAUSES,
    claim_mail,
    forget_old_mail,
    queue_mail,
    record_delivery,
    record_refusal,
    send_due_mail,
    wake_sender,
)
from .sessions import end_session, end_sessions, forget_old_sessions, list_session, see_session

__all__ = [
    "AT_MOST",
    "PAUSES",
    "AddressTaken",
    "add_address",
    "claim_mail",
    "end_session",
    "end_sessions",
    "forget_old_mail",
    "forget_old_sessions",
    "list_session",
    "make_primary",
    "note_roles",
    "open_account",
    "queue_mail",
    "record_delivery",
    "record_refusal",
    "remove_address",
    "save_settings",
    "see_session",
    "send_due_mail",
    "settle_translation_letter",
    "wake_sender",
    "write_to_nobody",
]
