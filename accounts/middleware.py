"""What happens around a member's request: hours are told in their time zone."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .emails import zone_of

MEMBERS_PAGES = re.compile(r"^/[a-z]{2}/(desk|account)/")
"""Where hours are told; elsewhere days are, and asking who reads would cost a query."""


def time_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell hours in the time zone of who is signed in; a reader without a session gets the site's, and no query is sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        here = settings.SESSION_COOKIE_NAME in request.COOKIES and MEMBERS_PAGES.match(request.path_info)
        if not here or not request.user.is_authenticated:
            return get_response(request)
        with timezone.override(zone_of(request.user)):
            return get_response(request)

    return middleware
