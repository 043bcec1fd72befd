"""What the clock and the worker write: the timetable and the fate of queued jobs."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .clock import Rhythm
from .models import Schedule


@transaction.atomic
def draw_up_timetable(*, rhythms: Mapping[str, Rhythm], now: datetime) -> None:
    """Give every declared rhythm its line and drop the lines of jobs that are no more; known lines keep their hour."""
    Schedule.objects.exclude(name__in=rhythms).delete()
    known = set(Schedule.objects.values_list("name", flat=True))
    new = [
        Schedule(name=name, next_due=rhythm.first_after(now)) for name, rhythm in rhythms.items() if name not in known
    ]
    Schedule.objects.bulk_create(new, ignore_conflicts=True)  # another worker may be starting too


@transaction.atomic
def queue_due_jobs(*, rhythms: Mapping[str, Rhythm], now: datetime) -> list[str]:
    """Queue each job that is due and move its line forward; give the names queued.

    A job still waiting in the queue is not queued again, so a worker that was away does not come back to a pile.
    """
    queued = []
    due = Schedule.objects.select_for_update(skip_locked=True).due(now).filter(name__in=rhythms)
    for line in due:
        if not DBTaskResult.objects.ready().filter(task_path=line.name).exists():
            rhythms[line.name].task.enqueue()
            queued.append(line.name)
        line.last_run = now
        line.next_due = rhythms[line.name].next_after(now)
        line.save(update_fields=["last_run", "next_due"])
    return queued


@transaction.atomic
def take_up_interrupted_jobs(*, is_gone: Callable[[str], bool]) -> int:
    """Put back in the queue the jobs whose worker is gone; give how many.

    Takes a question asked of each worker's name. A worker killed hard leaves its job marked as running for ever.
    """
    running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    lost = [job.pk for job in running if job.worker_ids and is_gone(job.worker_ids[-1])]
    return DBTaskResult.objects.filter(pk__in=lost).update(status=TaskResultStatus.READY)


@transaction.atomic
def forget_finished_jobs(*, before: datetime) -> int:
    """Delete the record of jobs finished before a moment; give how many."""
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    return deleted
