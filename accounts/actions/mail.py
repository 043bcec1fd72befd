"""What can happen to a letter that waits."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import make_msgid
from django.db import transaction
from django.utils import timezone

from ..models import OutgoingMail
from ..posting import RECIPIENT_REFUSED, StoredLetter, hang_up, is_about_letter, is_final, refused_addresses
from .refusals import forget_soft_refusals, note_refusal

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long a refused letter waits after its first, second, third try; every hour after that."""
PATIENCE = timedelta(days=3)
LEASE = timedelta(minutes=10)
"""How long a letter belongs to the worker that took it: longer than the slowest talk with a mail server."""


def queue_mail(*, message: EmailMessage) -> OutgoingMail | None:
    """Write a letter as a row, in the caller's transaction; give the row, None for a letter that goes to nobody."""
    if not message.recipients():
        return None
    given = [name for name in message.extra_headers if name.lower() == "message-id"]
    if not given:
        message.extra_headers["Message-ID"] = make_msgid(domain=urlsplit(settings.SITE_ADDRESS).hostname)
    row = OutgoingMail.objects.create(
        message_id=message.extra_headers[given[0] if given else "Message-ID"],
        recipients=message.recipients(),
        sender=message.from_email,
        subject=message.subject[:500],
        raw=message.message().as_bytes(),
    )
    transaction.on_commit(wake_sender, robust=True)  # were this to fail, the clock finds the row
    return row


def wake_sender() -> None:
    """Queue the task that sends, unless it waits already."""
    from django_tasks_db.models import DBTaskResult

    from ..tasks import send_waiting_mail  # the task calls this module

    if not DBTaskResult.objects.ready().filter(task_path=send_waiting_mail.module_path).exists():
        send_waiting_mail.enqueue()


@transaction.atomic
def claim_mail(*, now: datetime) -> OutgoingMail | None:
    """Take the letter that has waited longest, so that no other worker takes it; None when none is due.

    The claim lapses after `LEASE`: a worker killed while sending loses nothing.
    """
    row = OutgoingMail.objects.select_for_update(skip_locked=True).due(now).first()
    if row is not None:
        row.tries += 1
        row.next_try_at = now + LEASE
        row.save(update_fields=["tries", "next_try_at"])
    return row


def record_delivery(*, row: OutgoingMail, now: datetime) -> None:
    """Write that the mail server accepted a letter: it is never sent again, its codes and links are forgotten."""
    OutgoingMail.objects.filter(pk=row.pk).update(sent_at=now, raw=b"", last_error="")
    forget_soft_refusals(addresses=row.recipients)


@transaction.atomic
def record_refusal(*, row: OutgoingMail, refusal: Exception, now: datetime) -> None:
    """Write why a letter did not leave, and when it is tried again; a final refusal or three days of trying end it.

    An address that was refused is noted, once for each letter: tries of one letter are one refusal.
    """
    again = row.last_error.startswith(RECIPIENT_REFUSED)
    for address, code in refused_addresses(refusal).items():
        if code >= 500 or not again:
            note_refusal(address=address, is_final=code >= 500, now=now)
    row.last_error = f"{type(refusal).__name__}: {refusal}".replace("\x00", "")[:500]
    if is_final(refusal) or now - row.created_at >= PATIENCE:
        row.given_up_at, row.raw = now, b""  # the link of an invitation in it may still hold
    else:
        row.next_try_at = now + PAUSES[min(row.tries, len(PAUSES)) - 1]
    row.save(update_fields=["last_error", "given_up_at", "next_try_at", "raw"])


def send_due_mail(*, at_most: int = 200) -> int:
    """Send the letters that are due through `EMAIL_TRANSPORT`; give how many were accepted.

    Each is sent outside of any transaction. A refusal of one letter lets the next one pass; a server that cannot be
    reached ends the round.
    """
    transport = get_connection(settings.EMAIL_TRANSPORT)
    sent = 0
    try:
        for _letter in range(at_most):
            row = claim_mail(now=timezone.now())
            if row is None:
                break
            try:
                transport.open()
                transport.send_messages([StoredLetter(row)])
            except Exception as refusal:
                record_refusal(row=row, refusal=refusal, now=timezone.now())
                hang_up(transport)
                if not is_about_letter(refusal):
                    break
            else:
                record_delivery(row=row, now=timezone.now())
                sent += 1
    finally:
        hang_up(transport)
    return sent


@transaction.atomic
def forget_old_mail(*, before: datetime) -> int:
    """Delete the rows of letters sent or given up before a moment; give how many."""
    deleted, _by_model = OutgoingMail.objects.done_before(before).delete()
    return deleted
