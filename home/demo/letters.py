"""What the demo content would write to its members is written to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def no_letters() -> Iterator[None]:
    """Drop every letter written inside the block, in this process; the queue of other letters is not touched."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before
