"""What a member was told, the latest first; and the way from there to what it is about."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import mark_all_read, mark_read
from ..models import Notification
from ..notifying import lines
from ..permissions import is_told

ENTRIES = 30
"""Notifications on one page."""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """List what the person was told and may still read; mark one as read, or all that were there to be seen."""
    if request.method == "POST":
        return marked(request)
    page = Paginator(Notification.objects.for_person(request.user), ENTRIES).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    shown = lines(request.user, rows)
    kept = {line.notification.pk for line in shown}
    # what may no longer be read is not counted in the bell for ever
    if closed := [row for row in rows if row.pk not in kept and row.read_at is None]:
        mark_read(notifications=closed, by=request.user)
    context = {
        "page": page,
        "lines": shown,
        "latest": rows[0] if rows else None,
        "unread": Notification.objects.for_person(request.user).unread().count_to(1),
    }
    return render(request, "accounts/notifications/list.html", context)


def marked(request: HttpRequest) -> HttpResponse:
    """Mark as read what the form names: `read` one notification, `all` everything up to one."""
    if "read" in request.POST:
        mark_read(notifications=[find(request, request.POST["read"])], by=request.user)
    elif "all" in request.POST:
        mark_all_read(up_to=find(request, request.POST["all"]), by=request.user)
    page = request.GET.get("page", "")
    return redirect(f"{request.path}?page={page}" if page.isdecimal() and len(page) < 9 else request.path)


@login_required
@never_cache
@require_safe
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what a notification is about and mark it as read; a browser that only looks ahead marks nothing."""
    row = find(request, str(pk))
    found = lines(request.user, [row])
    if not found:
        raise Http404
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        mark_read(notifications=[row], by=request.user)
    return redirect(found[0].told.address)


def find(request: HttpRequest, key: str) -> Notification:
    """Give the person's own notification of that key; Http404 where there is none."""
    number = int(key) if key.isdecimal() and len(key) < 18 else 0
    row = Notification.objects.filter(pk=number).first()
    if row is None or not is_told(request.user, row):
        raise Http404
    return row
