"""What the worker does for mail."""

from datetime import time, timedelta

from django.utils import timezone
from django_tasks import task

from jobs.clock import on_clock

from .actions import forget_old_mail, send_due_mail

KEPT = timedelta(days=30)


@on_clock(every=timedelta(seconds=15))
@task
def send_waiting_mail() -> int:
    """Send the letters that are due; give how many the mail server accepted."""
    return send_due_mail()


@on_clock(at=time(3, 40))
@task
def purge_old_mail() -> int:
    """Forget letters sent or given up more than a month ago; give how many."""
    return forget_old_mail(before=timezone.now() - KEPT)
