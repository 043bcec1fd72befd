"""What accounts put into the templates of lower apps: the bell in the header, for who is signed in."""

from typing import Any

from django.template.context import BaseContext
from django.template.loader import render_to_string

from editorial.registry import slot
from editorial.templatetags.editorial.frame import has_session

from .models import Notification

MANY = 99
"""How far the bell counts: it says 99+ where there is more, and costs the same however much there is."""


@slot("bell")
def bell(_thing: Any, context: BaseContext) -> str:
    """Give the way to one's notifications with the number of unread ones (one query); nothing for other readers."""
    user = getattr(context["request"], "user", None) if has_session(context) else None
    if user is None or not user.is_authenticated:
        return ""
    unread = Notification.objects.for_person(user).unread().count_to(MANY + 1)
    return render_to_string("accounts/notifications/bell.html", {"unread": min(unread, MANY), "more": unread > MANY})
