"""What the clock does for roles and invitations, and for the addresses readers leave."""

from datetime import time, timedelta

from django.utils import timezone
from django_tasks import task

from jobs.clock import on_clock

from .actions import forget_addresses, forget_invitations, send_waiting_invitations, turn_roles

KEPT = timedelta(days=90)
"""How long an invitation stays after it was used, withdrawn or over."""


@on_clock(at=time(0, 1))
@task
def turn_roles_of_the_day() -> int:
    """Make known the roles that begin or lapse today; give how many."""
    return turn_roles()


@on_clock(at=time(4, 10))
@task
def forget_addresses_of_readers() -> int:
    """Forget the addresses readers left, 30 days after the answer or six months without one; give how many."""
    return forget_addresses()


@on_clock(every=timedelta(minutes=1))
@task
def send_invitations() -> int:
    """Write the letters of invitations that wait; give how many."""
    return send_waiting_invitations()


@on_clock(at=time(4, 20))
@task
def forget_old_invitations() -> int:
    """Forget invitations that serve nobody any more; give how many."""
    return forget_invitations(before=timezone.now() - KEPT)
