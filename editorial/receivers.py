"""What this app does when content changes: it lets every process know that its cached pages are old."""

from typing import Any

from django.dispatch import receiver

from multilingual.signals import content_changed

from .actions import note_content_change

UNSEEN = {
    "drafted",
    "submitted",
    "sent_on",
    "sent_back",
    "declined",
    "taken",
    "given_back",
    "taken_back",
    "binned",
    "restored",
    "granted",
    "ended",
    "reported",
    "answered",
    "remarked",
    "handed_on",
}
"""Changes no reader can see: a page kept for readers stays right, however often a draft is saved."""


@receiver(content_changed, dispatch_uid="editorial.note_content_change")
def renew_pages(sender: type, thing: Any, kind: str, **more: Any) -> None:
    """Write down, in the transaction of the change, that content changed."""
    if kind not in UNSEEN:
        note_content_change()
