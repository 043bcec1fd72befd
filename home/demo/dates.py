"""The demo's past: everything was done a moment ago; each act is moved to the day it is told to have happened on."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DateTimeField, DurationField, F, Value, When
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from accounts.models import Notification
from directory.models import Report
from multilingual.models import TranslationSource
from practices.models import (
    HELD_FOR,
    REMINDED_AFTER,
    Cosignature,
    LifeChange,
    Practice,
    Remark,
    RemarkAnswer,
    ReviewState,
    Version,
)

NOON = datetime.time(12)


def noon(day: datetime.date) -> datetime.datetime:
    """Give noon of a day: when the demo's people do what they do."""
    return timezone.make_aware(datetime.datetime.combine(day, NOON))


def ago(days: int) -> datetime.datetime:
    """Give noon, so many days ago."""
    return noon(timezone.localdate() - datetime.timedelta(days=days))


class Past:
    """When each act of one sheet's story is told to have happened; acts follow each other as they were done."""

    def __init__(self) -> None:
        self.turns: list[tuple[datetime.datetime, datetime.timedelta]] = []

    def now_is(self, told: datetime.datetime) -> None:
        """Tell everything done from now on as done at `told`."""
        began = timezone.now()
        self.turns.append((began, told - began))

    def move(self, practice: Practice) -> None:
        """Move every date written since the story began, each by what its act is told to be older."""
        for rows, names in dated(practice):
            rows.update(**{name: self.moved(name) for name in names})
        rounds = ReviewState.objects.of_sheet(practice.pk).filter(held_until__isnull=False)
        rounds.update(held_until=self.moved("held_until", HELD_FOR))
        remind(practice)

    def moved(self, name: str, ahead: datetime.timedelta = datetime.timedelta()) -> Case:
        """Give the date `name` moved with the act that wrote it, which set it `ahead` of its own moment."""
        moves = [
            When(**{f"{name}__gte": began + ahead}, then=F(name) + Value(by, output_field=DurationField()))
            for began, by in reversed(self.turns)
        ]
        return Case(*moves, default=F(name), output_field=DateTimeField())


def remind(practice: Practice) -> None:
    """Note the reminders those the sheet waits for have had since: they are not written today."""
    now = timezone.now()
    for number, after in enumerate(REMINDED_AFTER, start=1):
        due = ReviewState.objects.of_sheet(practice.pk).to_remind(now).filter(waiting_since__lte=now - after)
        due.update(reminders=number)


def dated(practice: Practice) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Give every row a sheet's story writes, with the names of its dates."""
    published = ("first_published_at", "last_published_at", "latest_revision_created_at")
    yield Page.objects.filter(pk=practice.pk), published
    yield Practice.objects.filter(pk=practice.pk, binned_at__isnull=False), ("binned_at",)
    yield Revision.objects.for_instance(practice), ("created_at",)
    yield WorkflowState.objects.for_instance(practice), ("created_at",)
    rounds = ReviewState.objects.of_sheet(practice.pk)
    yield rounds, ("waiting_since",)
    yield TaskState.objects.filter(pk__in=rounds.values("pk")), ("started_at", "finished_at")
    yield PageLogEntry.objects.filter(page=practice.pk), ("timestamp",)
    yield Version.objects.filter(practice=practice), ("published_at",)
    yield TranslationSource.objects.about(practice), ("at", "outdated_since")
    yield Cosignature.objects.filter(practice=practice), ("agreed_at",)
    yield Remark.objects.filter(practice=practice), ("made_at", "done_at")
    yield RemarkAnswer.objects.filter(remark__practice=practice), ("made_at",)
    yield LifeChange.objects.filter(practice=practice), ("made_at", "ended_at")
    about = Report.objects.filter(subject_type=ContentType.objects.get_for_model(practice), subject_id=practice.pk)
    yield about, ("made_at", "answered_at")
    subject = {"about_type": ContentType.objects.get_for_model(practice), "about_id": str(practice.pk)}
    yield Notification.objects.filter(**subject), ("made_at",)
