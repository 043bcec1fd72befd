"""What this app puts on the clock."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from jobs.clock import on_clock

from .actions import forget_content_changes, purge_lost_files, purge_private_files

UNCLAIMED = timedelta(hours=24)
CHANGES_KEPT = timedelta(hours=1)


@on_clock(every=timedelta(hours=1))
@task
def purge_unclaimed_files() -> int:
    """Delete the private files nothing has pointed to for a day, with or without a row; give how many."""
    before = timezone.now() - UNCLAIMED
    return purge_private_files(before=before) + purge_lost_files(before=before)


@on_clock(every=timedelta(hours=6))
@task
def purge_content_changes() -> int:
    """Forget the trace of changes every process has long seen; give how many."""
    return forget_content_changes(before=timezone.now() - CHANGES_KEPT)
