"""What the demo's members are told: of long ago, it is read; nobody is written to about a story."""

import datetime

from django.db.models import F
from django.utils import timezone

from accounts.models import Notification

READ_AFTER = datetime.timedelta(days=10)
"""What was told longer ago than this was read by now."""


def settle_told() -> None:
    """Take what the demo's stories tell off the letters still to be written, and have what is old read."""
    told = Notification.objects.filter(person__is_demo=True)
    told.filter(settled_at__isnull=True).update(settled_at=timezone.now())
    told.filter(made_at__lt=timezone.now() - READ_AFTER, read_at__isnull=True).update(read_at=F("made_at") + READ_AFTER)
