"""The work of a letter to somebody, done for nobody: an address that is unknown costs what a known one costs."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import make_msgid
from django.db import transaction
from django.utils import timezone

from ..models import OutgoingMail
from .mail import wake_sender


def write_to_nobody(*, subject: str, body: str) -> OutgoingMail:
    """Write a letter as a row that is given up at once and holds nothing; old letters' purge takes it away.

    Asking a code for a known address and for an unknown one then sends the database the same statements.
    """
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [])
    message.message().as_bytes()
    row = OutgoingMail.objects.create(
        message_id=make_msgid(domain="nobody.invalid"),
        recipients=[],
        sender=settings.DEFAULT_FROM_EMAIL,
        subject="",
        raw=b"",
        given_up_at=timezone.now(),
    )
    transaction.on_commit(wake_sender, robust=True)
    return row
