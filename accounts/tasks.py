"""What the worker does for mail, for what members are told, and for the copies of their data."""

from datetime import time, timedelta

from django.utils import timezone
from django_tasks import task

from jobs.clock import on_clock

from .actions import (
    forget_exports,
    forget_old_mail,
    forget_old_notifications,
    forget_old_sessions,
    make_exports,
    send_due_mail,
    write_digests,
    write_due_notices,
)

KEPT = timedelta(days=30)
READ_KEPT = timedelta(days=180)
"""How long a notification stays after it was read."""


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


@on_clock(every=timedelta(minutes=1))
@task
def write_letters_of_events() -> int:
    """Write the letters of events members are mailed of at once; give how many."""
    return write_due_notices()


@on_clock(every=timedelta(minutes=5))
@task
def write_due_digests() -> int:
    """Write the digests of those for whom it is seven in the morning, or past it; give how many."""
    return write_digests(now=timezone.now())


@on_clock(at=time(3, 50))
@task
def purge_old_notifications() -> int:
    """Forget what was read long ago; give how many."""
    return forget_old_notifications(before=timezone.now() - READ_KEPT)


@on_clock(at=time(4, 0))
@task
def purge_lapsed_sessions() -> int:
    """Forget the sessions that lapsed; give how many."""
    return forget_old_sessions(before=timezone.now())


@on_clock(every=timedelta(minutes=1))
@task
def make_waiting_exports() -> int:
    """Make the copies people asked for of what the site holds of them; give how many."""
    return make_exports()


@on_clock(every=timedelta(minutes=15))
@task
def purge_exports() -> int:
    """Delete the copies whose week has passed; give how many."""
    return forget_exports(now=timezone.now())
