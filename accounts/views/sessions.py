"""Where a person is signed in, and signing out there."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import end_session, end_sessions
from ..browsers import browser_of
from ..models import User


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions of who is signed in, and end one of them (`session`) or all others."""
    here = request.session.session_key
    if request.method == "POST":
        return ended(request, here)
    rows = sessions_of(request.user, here)
    return render(request, "account/sessions.html", {"sessions": rows, "elsewhere": len(rows) > 1})


def sessions_of(person: User, here: str | None) -> list[dict[str, Any]]:
    """Give the sessions that go on, this one first, by one query: never their keys."""
    going_on = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=going_on).order_by("-last_seen_at", "-pk")
    told = [
        {
            "pk": row.pk,
            "is_here": row.session_key == here,
            "browser": browser_of(row.user_agent),
            "since": row.created_at,
            "seen": row.last_seen_at,
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: not row["is_here"])


def ended(request: HttpRequest, here: str | None) -> HttpResponse:
    """End what was asked for, and say how much it was; this very session ends by signing out."""
    row = request.POST.get("session", "")
    if row.isdecimal() and len(row) < 16:
        mine = UserSession.objects.filter(user=request.user, pk=row, session_key=here).exists()
        count = 0 if mine else end_session(person=request.user, row=int(row), by=request.user)
    else:
        count = end_sessions(person=request.user, but=here, by=request.user)
    if count:
        words = ngettext("Signed out in %(count)s place.", "Signed out in %(count)s places.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("That session had ended already."))
    return redirect("sessions")
