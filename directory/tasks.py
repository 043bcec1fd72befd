"""What the clock does for roles."""

from datetime import time

from django_tasks import task

from jobs.clock import on_clock

from .actions import turn_roles


@on_clock(at=time(0, 1))
@task
def turn_roles_of_the_day() -> int:
    """Make known the roles that begin or lapse today; give how many."""
    return turn_roles()
