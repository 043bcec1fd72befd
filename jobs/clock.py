"""The rhythms apps declare: `@on_clock(every=timedelta(minutes=1))` or `@on_clock(at=time(3, 30))` above `@task`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task


@dataclass(frozen=True)
class Rhythm:
    """A job that comes back: every so often, or each day at an hour of the site's time zone."""

    task: Task
    every: timedelta | None = None
    at: time | None = None

    @property
    def name(self) -> str:
        """The address of the task, which names its line of the timetable."""
        return self.task.module_path

    def next_after(self, moment: datetime) -> datetime:
        """Give the first moment strictly after `moment` when the job is due again."""
        if self.every is not None:
            return moment + self.every
        assert self.at is not None  # a rhythm says one or the other
        local = timezone.localtime(moment)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today > local else today + timedelta(days=1)

    def first_after(self, moment: datetime) -> datetime:
        """Give the first moment a newly declared job is due: at once, or at its hour."""
        return moment if self.every is not None else self.next_after(moment)


_rhythms: dict[str, Rhythm] = {}


def on_clock(*, every: timedelta | None = None, at: time | None = None) -> Callable[[Task], Task]:
    """Put a task on the clock; the task takes no argument and may run twice without harm.

    Takes either `every` (positive) or `at`; raises ValueError for both, neither, or a pause that is none.
    """
    if (every is None) == (at is None):
        raise ValueError("A job on the clock says either `every` or `at`.")
    if every is not None and every <= timedelta(0):
        raise ValueError("A job cannot come back after no time at all.")

    def register(task: Task) -> Task:
        rhythm = Rhythm(task=task, every=every, at=at)
        _rhythms[rhythm.name] = rhythm
        return task

    return register


def rhythms() -> dict[str, Rhythm]:
    """Give every declared rhythm by the address of its task, reading each app's `tasks.py` first."""
    autodiscover_modules("tasks")
    return dict(_rhythms)
