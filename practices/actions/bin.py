"""The bin: a never published draft lies there for thirty days."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from multilingual.signals import announce

from .. import emails
from ..models import Practice
from ..models.queryset import BIN_DAYS
from ..review import DECLINED, review_of
from .drafting import locked


@transaction.atomic
def put_in_bin(*, practice: Practice, by: Any) -> Practice:
    """Put a never published draft in the bin and end its review; putting it there twice changes nothing."""
    page = locked(practice.pk)
    if page.binned_at is None and page.first_published_at is None:
        review = review_of(page)
        if review.workflow is not None and review.step != DECLINED:
            review.workflow.cancel(user=by)
            emails.tell_holder(page, review, end="binned", by=by)
        Practice.objects.filter(pk=page.pk).update(binned_at=timezone.now())
        log(instance=page, action="practices.bin", user=by)
        announce(page, "binned")
    page.refresh_from_db()
    return page


@transaction.atomic
def take_out_of_bin(*, practice: Practice, by: Any) -> Practice:
    """Take a draft out of the bin as it was."""
    page = locked(practice.pk)
    if page.binned_at is not None:
        Practice.objects.filter(pk=page.pk).update(binned_at=None)
        log(instance=page, action="practices.restore", user=by)
        announce(page, "restored")
    page.refresh_from_db()
    return page


@transaction.atomic
def empty_bin() -> int:
    """Delete for good what has lain in the bin longer than thirty days; give how many sheets."""
    limit = timezone.now() - timedelta(days=BIN_DAYS)
    due = list(Practice.objects.never_published().filter(binned_at__lte=limit))
    for practice in due:
        practice.delete()
    return len(due)
