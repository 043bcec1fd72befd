"""What sheets hear of: Wagtail's workflow, whose letters would be lost with the mail server, and roles that begin or end."""

from typing import Any

from wagtail import signals
from wagtail.models import TaskState, WorkflowState

from multilingual.signals import content_changed


def silence(**kwargs: Any) -> None:
    """Stand where Wagtail's own receiver stood."""


def connect() -> None:
    """Take the places of Wagtail's letters, whatever the order of the apps, and hear of publications and roles."""
    from accounts.models import User
    from directory.models import Role

    for signal, uid, sender in (
        (signals.workflow_submitted, "workflow_state_submitted_email_notification", WorkflowState),
        (signals.workflow_rejected, "workflow_state_rejected_email_notification", WorkflowState),
        (signals.workflow_approved, "workflow_state_approved_email_notification", WorkflowState),
        (signals.task_submitted, "group_approval_task_submitted_email_notification", TaskState),
    ):
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(silence, sender=sender, dispatch_uid=uid)
    signals.page_published.connect(end_void_review, dispatch_uid="practices_end_void_review")
    content_changed.connect(number_publication, dispatch_uid="practices_number_publication")
    content_changed.connect(look_after_reviews, sender=Role, dispatch_uid="practices_look_after_reviews")
    content_changed.connect(look_after_suspended, sender=User, dispatch_uid="practices_look_after_suspended")


def end_void_review(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Cancel a review that a publication through another door made void."""
    from .models import Practice

    if isinstance(instance, Practice) and not instance.has_unpublished_changes:
        state = instance.current_workflow_state
        if state is not None:
            state.cancel(user=kwargs.get("user"))


def number_publication(sender: Any, thing: Any, kind: str, **kwargs: Any) -> None:
    """Give a publication without a review its number."""
    from .actions.numbering import number_published
    from .models import Practice

    if kind == "published" and isinstance(thing, Practice):
        number_published(practice=thing)


def look_after_reviews(sender: Any, thing: Any, kind: str, **kwargs: Any) -> None:
    """Hand back what a person may no longer review; say so where a place is left without anybody who decides its reviews."""
    from directory.models import RoleKind

    from .actions import release_reviews_of

    if kind not in ("granted", "ended"):
        return
    release_reviews_of(person=thing.person)
    if kind == "ended" and thing.kind == RoleKind.MANAGER and thing.place is not None:
        tell_where_nobody_decides(thing.place, key=f"role {thing.pk} {thing.ends}")


def look_after_suspended(sender: Any, thing: Any, kind: str, **kwargs: Any) -> None:
    """Do for who is suspended what is done where roles end: theirs rest until the account is open again."""
    from directory.models import RoleKind

    from .actions import release_reviews_of

    if kind != "suspended":
        return
    release_reviews_of(person=thing)
    for role in thing.roles.current().of_kind(RoleKind.MANAGER).to_show().order_by("pk"):
        tell_where_nobody_decides(role.place, key=f"suspended {thing.pk} {thing.suspended_at} {role.place_id}")


def tell_where_nobody_decides(place: Any, *, key: str) -> None:
    """Tell the network administrators where sheets of a place, its sites and centres wait for nobody, once for each `key`."""
    from .emails import tell_nobody_decides
    from .models import Practice

    stuck = Practice.objects.in_place_review().without_other_manager().below(place).count()
    if stuck:
        tell_nobody_decides(place, many=stuck, key=key)
