"""What runs on the clock for sheets."""

from datetime import time

from django_tasks import task

from jobs.clock import on_clock

from . import actions


@on_clock(at=time(3, 40))
@task()
def empty_bin() -> None:
    """Delete for good the drafts that lay in the bin for thirty days."""
    actions.empty_bin()
