"""What happens around a member's request: those who decide prove twice who they are, hours are told in one's time zone."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .actions import see_session
from .emails import zone_of
from .permissions import lacks_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
MEMBERS_PAGES = re.compile(r"^/[a-z]{2}/(desk|account)/")
"""Where hours are told; elsewhere days are, and asking who reads would cost a query."""
CLOSED_PAGES = re.compile(r"^/(cms|admin|files|[a-z]{2}/(desk|account))/")
"""What does not open to somebody on their way to a second factor; elsewhere they are a reader like any other."""
WAY_TO_ONE = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "prove_by_code",
    }
)
"""The addresses by which one comes to a second factor, or leaves."""


def second_factor(get_response: GetResponse) -> GetResponse:
    """Lead those who must have a second factor and lack it to the page where they choose one, before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        if match.url_name in WAY_TO_ONE or match.route == "cms/logout/":
            return None
        if not CLOSED_PAGES.match(request.path_info):
            person = request.user
            request.user = SimpleLazyObject(lambda: AnonymousUser() if lacks_second_factor(person) else person)
            return None
        if not lacks_second_factor(request.user):
            return None
        return redirect_to_login(request.get_full_path(), login_url=reverse("mfa_index"))

    middleware.process_view = process_view
    return middleware


def time_zone(get_response: GetResponse) -> GetResponse:
    """Tell hours in the time zone of who is signed in; a reader without a session gets the site's, and no query is sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        here = settings.SESSION_COOKIE_NAME in request.COOKIES and MEMBERS_PAGES.match(request.path_info)
        if not here or not request.user.is_authenticated:
            return get_response(request)
        see_session(key=request.session.session_key)
        with timezone.override(zone_of(request.user)):
            return get_response(request)

    return middleware
