"""What runs on the clock for translators."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from jobs.clock import on_clock

from .actions import write_translation_letters


@on_clock(every=timedelta(hours=1))
@task
def tell_translators() -> int:
    """Write the weekly letters of those whose Monday has come to 7 o'clock; give how many."""
    return write_translation_letters(now=timezone.now())
