"""Wagtail's own workflow letters are sent inside the request and lost when the mail server is down: ours replace them."""

from typing import Any

from wagtail import signals
from wagtail.models import TaskState, WorkflowState


def silence(**kwargs: Any) -> None:
    """Stand where Wagtail's own receiver stood."""


def connect() -> None:
    """Take the places of Wagtail's letters, whatever the order of the apps."""
    for signal, uid, sender in (
        (signals.workflow_submitted, "workflow_state_submitted_email_notification", WorkflowState),
        (signals.workflow_rejected, "workflow_state_rejected_email_notification", WorkflowState),
        (signals.workflow_approved, "workflow_state_approved_email_notification", WorkflowState),
        (signals.task_submitted, "group_approval_task_submitted_email_notification", TaskState),
    ):
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(silence, sender=sender, dispatch_uid=uid)
    signals.page_published.connect(end_void_review, dispatch_uid="practices_end_void_review")


def end_void_review(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Cancel a review that a publication through another door made void."""
    from .models import Practice

    if isinstance(instance, Practice) and not instance.has_unpublished_changes:
        state = instance.current_workflow_state
        if state is not None:
            state.cancel(user=kwargs.get("user"))
