"""The memory of a process, made fit for tests: it never grows old by the clock, and hears of writes no commit announces."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_delete, post_save

from editorial import caching
from editorial.models import ContentChange, Term

NEVER = 3600.0


def forget(**about: Any) -> None:
    """Forget at once: a test's own transaction never commits, so nothing would say that content changed."""
    caching.forget_everything()


@contextmanager
def fresh_memory() -> Iterator[None]:
    """Start and end with an empty memory, so that counts of queries depend neither on the clock nor on the test before."""
    every, caching.VERSION_READ_EVERY = caching.VERSION_READ_EVERY, NEVER
    watched = [(signal, sender) for signal in (post_save, post_delete) for sender in (ContentChange, Term)]
    for signal, sender in watched:
        signal.connect(forget, sender=sender)
    forget()
    try:
        yield
    finally:
        for signal, sender in watched:
            signal.disconnect(forget, sender=sender)
        caching.VERSION_READ_EVERY = every
        forget()
