"""The trace each change of content leaves, by which every process sees that its cached pages are old."""

from datetime import datetime

from django.db import models, transaction

from .. import caching
from ..models import ContentChange


def note_content_change() -> None:
    """Write down that content changed, in the transaction that changes it; this process sees it as soon as it is certain."""
    ContentChange.objects.create()
    transaction.on_commit(caching.version.forget)


def forget_content_changes(*, before: datetime) -> int:
    """Delete the trace of changes made before a moment, but for the newest; give how many."""
    newest = ContentChange.objects.aggregate(pk=models.Max("pk"))["pk"]
    deleted, _rows = ContentChange.objects.filter(at__lt=before).exclude(pk=newest).delete()
    return deleted
