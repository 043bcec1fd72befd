"""What can happen to accounts, and to the letters that wait to leave."""

from .accounts import note_roles, open_account, save_settings, settle_translation_letter
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

__all__ = [
    "PAUSES",
    "claim_mail",
    "forget_old_mail",
    "note_roles",
    "open_account",
    "queue_mail",
    "record_delivery",
    "record_refusal",
    "save_settings",
    "send_due_mail",
    "settle_translation_letter",
    "wake_sender",
]
