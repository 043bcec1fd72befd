"""What the clock does for roles, and for the addresses readers leave."""

from datetime import time

from django_tasks import task

from jobs.clock import on_clock

from .actions import forget_addresses, turn_roles


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
