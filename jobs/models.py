"""The timetable: what is due next, kept in the database so that a restart forgets nothing."""

from datetime import datetime

from django.db import models


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Which rows of the timetable."""

    def due(self, now: datetime) -> "ScheduleQuerySet":
        """Those whose moment has come."""
        return self.filter(next_due__lte=now)


class Schedule(models.Model):
    """One line of the clock's timetable: a job that comes back, and when it is next due."""

    name = models.CharField(max_length=200, primary_key=True)
    next_due = models.DateTimeField(db_index=True)
    last_run = models.DateTimeField(null=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
