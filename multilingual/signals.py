"""The one signal of the house."""

from django.dispatch import Signal

content_changed = Signal()
"""Sent as `content_changed.send(sender=type(thing), thing=thing, kind="published")` by every action, inside its transaction.

`kind` is a past participle: "saved", "drafted", "published", "withdrawn", "binned", "restored", "translated", "reviewed",
"granted", "ended", and of an account "suspended", "restored".
"""


def announce(thing: object, kind: str) -> None:
    """Tell every receiver that `thing` changed in the way `kind` says; call it inside the transaction of the change."""
    content_changed.send(sender=type(thing), thing=thing, kind=kind)
