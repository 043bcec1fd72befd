"""What follows a sign-in or a new password: the session is listed, the others of that person end; paused letters are told."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from .actions import end_sessions, list_session
from .models import User


@receiver(user_logged_in)
def list_the_session(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """List the session that just began."""
    list_session(person=user, session=request.session, agent=request.META.get("HTTP_USER_AGENT", ""))


@receiver(user_logged_in)
def tell_of_paused_letters(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """Say to somebody whose mail server refuses our letters that they pause, with the way to let them come again."""
    if user.mail_paused_at is None:
        return
    with override(user.language):
        said = _("Your mail server refused our letters, so nothing is mailed to you.")
        link = format_html('<a class="button button-small" href="{}">{}</a>', reverse("letters"), _("Send them again"))
    messages.warning(request, format_html("{} {}", said, link), fail_silently=True)


@receiver([password_changed, password_set])
def keep_this_session_only(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """End the sessions elsewhere; the one in which the password was changed goes on under a new key."""
    end_sessions(person=user, by=user)
    list_session(person=user, session=request.session, agent=request.META.get("HTTP_USER_AGENT", ""))


@receiver(password_reset)
def keep_no_session(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """End every session of somebody who chose a new password by a letter."""
    end_sessions(person=user, by=user)
