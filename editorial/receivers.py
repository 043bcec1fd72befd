"""What this app does when content changes: it lets every process know that its cached pages are old."""

from typing import Any

from django.dispatch import receiver

from multilingual.signals import content_changed

from .actions import note_content_change


@receiver(content_changed, dispatch_uid="editorial.note_content_change")
def renew_pages(sender: type, thing: Any, kind: str, **more: Any) -> None:
    """Write down, in the transaction of the change, that content changed."""
    note_content_change()
