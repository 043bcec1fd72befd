"""What can happen to accounts, and to the letters that wait to leave."""

from .accounts import (
    note_roles,
    open_account,
    save_settings,
    set_suspended,
    settle_translation_letter,
    wish_translation_letter,
)
from .addresses import AT_MOST, AddressTaken, add_address, make_primary, remove_address
from .blanks import write_to_nobody
from .digests import write_digests, write_due_notices
from .erasing import erase_person
from .exporting import ask_export, discard_export, forget_exports, make_exports
from .first_visit import accept_conditions, go_to_step
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
from .notifications import (
    choose_rhythms,
    forget_old_notifications,
    mark_all_read,
    mark_read,
    notify,
    stop_letters,
)
from .refusals import note_refusal, resume_mail
from .sessions import end_session, end_sessions, forget_old_sessions, list_session, see_session

__all__ = [
    "AT_MOST",
    "PAUSES",
    "AddressTaken",
    "accept_conditions",
    "add_address",
    "ask_export",
    "choose_rhythms",
    "claim_mail",
    "discard_export",
    "end_session",
    "end_sessions",
    "erase_person",
    "forget_exports",
    "forget_old_mail",
    "forget_old_notifications",
    "forget_old_sessions",
    "go_to_step",
    "list_session",
    "make_exports",
    "make_primary",
    "mark_all_read",
    "mark_read",
    "note_refusal",
    "note_roles",
    "notify",
    "open_account",
    "queue_mail",
    "record_delivery",
    "record_refusal",
    "remove_address",
    "resume_mail",
    "save_settings",
    "see_session",
    "send_due_mail",
    "set_suspended",
    "settle_translation_letter",
    "stop_letters",
    "wake_sender",
    "wish_translation_letter",
    "write_digests",
    "write_due_notices",
    "write_to_nobody",
]
