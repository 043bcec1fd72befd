"""How a stored letter goes to the mail server, and what the server's refusals mean."""

import smtplib
from contextlib import suppress
from email import message_from_bytes
from email.message import Message

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin

from .models import OutgoingMail

CONFIGURATION = frozenset({503, 530, 534, 535, 538})
"""Refusals that speak of our own sign-in at the mail server, not of the letter: worth trying again."""
RECIPIENT_REFUSED = smtplib.SMTPRecipientsRefused.__name__


class StoredMIME(MIMEMixin, Message):
    """The bytes of a stored letter, in the shape Django's mail backends expect."""


class StoredLetter(EmailMessage):
    """A letter of the queue as a mail backend takes it: the same bytes at each try, hence one Message-ID."""

    def __init__(self, row: OutgoingMail) -> None:
        """Read a row of the queue."""
        self.mime = message_from_bytes(bytes(row.raw), _class=StoredMIME)
        payload = self.mime.get_payload(decode=True)
        body = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
        super().__init__(row.subject, body, row.sender, row.recipients)

    def message(self) -> StoredMIME:
        """Give the stored message, untouched."""
        return self.mime


def is_final(refusal: Exception) -> bool:
    """Say whether the mail server will never take this letter: it answered 5xx about the letter or its address."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in refusal.recipients.values())
    if isinstance(refusal, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return refusal.smtp_code >= 500 and refusal.smtp_code not in CONFIGURATION
    return False


def refused_addresses(refusal: Exception) -> dict[str, int]:
    """Give the addresses a mail server would not take, each with its answer's code; none where it speaks of anything else.

    A refused text or sender, and what is said of our own sign-in, tell nothing of the address.
    """
    if not isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return {}
    return {address: code for address, (code, _reason) in refusal.recipients.items() if code not in CONFIGURATION}


def is_about_letter(refusal: Exception) -> bool:
    """Say whether the server answered about this letter, so that the next one may well pass."""
    return isinstance(refusal, smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused | smtplib.SMTPDataError)


def hang_up(transport: BaseEmailBackend) -> None:
    """End the talk with the mail server; the next letter begins a new one."""
    with suppress(Exception):  # a server that is gone does not hear our goodbye
        transport.close()
