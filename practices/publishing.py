"""What Wagtail's engine calls when a review ends well. Imported while `wagtail.models` loads: no model at module level."""

from typing import Any


def publish_reviewed_revision(workflow_state: Any, user: Any = None) -> None:
    """Publish what the last reviewer read; Wagtail's own action would publish the latest draft, and refuse members."""
    from .actions import publish_reviewed

    publish_reviewed(workflow_state=workflow_state, by=user)
