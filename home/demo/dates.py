"""The demo's past: sheets published years ago were all written today, and are set back to their dates."""

import datetime

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from multilingual.models import TranslationSource
from practices.models import Cosignature, Practice

NOON = datetime.time(12)
WEEK = datetime.timedelta(days=7)


def set_back(*, practice: Practice, to: datetime.date) -> None:
    """Make a published sheet, its review, its journal and its translations look as old as they tell."""
    published = timezone.make_aware(datetime.datetime.combine(to, NOON))
    written = published - WEEK
    Practice.objects.filter(pk=practice.pk).update(
        first_published_at=published, last_published_at=published, latest_revision_created_at=written
    )
    Revision.objects.for_instance(practice).update(created_at=written)
    WorkflowState.objects.for_instance(practice).update(created_at=written)
    TaskState.objects.for_instance(practice).update(started_at=written, finished_at=published)
    PageLogEntry.objects.filter(page=practice.pk).update(timestamp=written)
    PageLogEntry.objects.filter(page=practice.pk, action="wagtail.publish").update(timestamp=published)
    TranslationSource.objects.about(practice).update(at=published + WEEK)
    Cosignature.objects.filter(practice=practice).update(agreed_at=published)


def set_back_revision(*, practice: Practice, to: datetime.date, began: datetime.datetime) -> None:
    """Make the second version of a sheet, whose writing `began` a moment ago, look as old as it tells."""
    published = timezone.make_aware(datetime.datetime.combine(to, NOON))
    written = published - WEEK
    Practice.objects.filter(pk=practice.pk).update(last_published_at=published, latest_revision_created_at=written)
    Revision.objects.for_instance(practice).filter(created_at__gte=began).update(created_at=written)
    WorkflowState.objects.for_instance(practice).filter(created_at__gte=began).update(created_at=written)
    fresh = TaskState.objects.for_instance(practice).filter(started_at__gte=began)
    fresh.update(started_at=written, finished_at=published)
    entries = PageLogEntry.objects.filter(page=practice.pk, timestamp__gte=began)
    entries.filter(action="wagtail.publish").update(timestamp=published)
    entries.filter(timestamp__gte=began).update(timestamp=written)
    changed = TranslationSource.objects.about(practice).filter(outdated_since__isnull=False)
    changed.update(outdated_since=published)
