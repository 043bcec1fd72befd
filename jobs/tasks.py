"""What this app itself puts on the clock."""

from datetime import time, timedelta

from django.utils import timezone
from django_tasks import task

from .actions import forget_finished_jobs
from .clock import on_clock

KEPT = timedelta(days=7)


@on_clock(at=time(3, 30))
@task
def purge_finished_jobs() -> int:
    """Forget jobs finished more than a week ago; give how many."""
    return forget_finished_jobs(before=timezone.now() - KEPT)
