"""The other doors: Wagtail's and Django's own lead to the one sign-in; `/cms/` opens to those who may enter it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

CLOSED = frozenset({"wagtailusers_users", "wagtailusers_groups", "wagtailusers_api_tokens"})
"""Parts of Wagtail's admin that do not exist here: people and their rights are what our actions own."""


def to_sign_in(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """Lead to the one sign-in, then to `next` where it is an address of this site, else to `/cms/`."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("wagtailadmin_home")
    return redirect_to_login(onward)


def to_sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out whoever asks by the menu of the admin; a mere visit leads to the page that asks."""
    return allauth_views.logout(request) if request.method == "POST" else redirect("account_logout")


def to_new_password(request: HttpRequest, **_parts: Any) -> HttpResponse:
    """Lead to the page where one asks for a new password."""
    return redirect("account_reset_password")


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view of the admin to those who may enter it: the anonymous sign in first, for others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        match = request.resolver_match
        if not request.user.may_enter_cms or CLOSED & set(match.namespaces) or concerns_people(match.kwargs):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def concerns_people(parts: dict[str, Any]) -> bool:
    """Say whether an address of the admin does something to many accounts or groups at once."""
    return (parts.get("app_label"), parts.get("model_name")) in {("accounts", "user"), ("auth", "group")}


urlpatterns = [
    path("cms/login/", to_sign_in),
    path("cms/logout/", to_sign_out),
    re_path(r"^cms/password_reset/(?P<rest>.*)$", to_new_password),
    re_path(r"^admin/(?P<rest>.*)$", to_sign_in),
    path("cms/", include(decorate_urlpatterns(wagtail_urls.urlpatterns, for_editors))),
]
