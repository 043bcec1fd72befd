"""Where Django writes its mail: rows of the queue, sent later by the worker.

Every letter of the site, allauth's and Django's included, is first a row written in the caller's transaction: a mail
server that is down is nobody's business but the worker's, and a change that was rolled back tells nobody anything.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .actions import queue_mail


class QueueBackend(BaseEmailBackend):
    """Writes letters as rows instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue every letter that has somebody to go to; give how many."""
        return sum(queue_mail(message=message) is not None for message in email_messages)
