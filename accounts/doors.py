"""The other doors: Wagtail's and Django's own lead to the one sign-in; `/cms/` opens to those who may enter it."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from allauth.account import views as allauth_views
from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, include, path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import urls as wagtail_urls
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .permissions import can_enter_cms

CLOSED = frozenset({"wagtailusers_users", "wagtailusers_groups", "wagtailusers_api_tokens"})
"""Parts of Wagtail's admin that do not exist here: people and their rights are what our actions own."""
CLOSED_VIEWS = frozenset(
    {
        "wagtailadmin_reports:page_types_usage",  # names the page changed last, whoever may read it
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_error_test",  # breaks on purpose
    }
)
"""Single addresses of it that do not exist here either."""
PAGE_PARTS = frozenset({"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"})
"""What the addresses of the admin call a page."""
LONGEST_KEY = 19
"""Digits of a number no column holds."""


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
    """Open a view of the admin to those who may enter it: the anonymous sign in first, for others it does not exist.

    Nor for technical accounts (superusers): Wagtail asks them for no right, so that no rule of ours would hold there.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        match = request.resolver_match
        if not can_enter_cms(request.user) or is_closed(match) or names_hidden_page(request, match):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def is_closed(match: ResolverMatch) -> bool:
    """Say whether an address of the admin does not exist here, for anybody."""
    if CLOSED & set(match.namespaces) or match.view_name in CLOSED_VIEWS or concerns_people(match.kwargs):
        return True
    # Wagtail answers 500 here: these choosers make nothing, for what they choose is made by actions of ours
    return match.view_name.startswith("wagtailsnippetchoosers_") and match.url_name == "create"


def names_hidden_page(request: HttpRequest, match: ResolverMatch) -> bool:
    """Say whether an address names a page outside of what the person may look at: members' sheets, above all.

    Wagtail asks for a right before it changes a page, yet shows the titles of some on the way there: of all that a bulk
    action was asked to take ("all"), of the one a redirect leads to.
    """
    named = {str(key) for key in names_of_pages(request, match)}
    keys = {key for key in named if key.isdecimal()}
    if any(len(key) >= LONGEST_KEY for key in keys):
        return True
    pages = Page.objects.filter(depth__gt=1)
    if "all" in named:
        above = request.GET.get("childOf", "")
        pages = pages.filter(path__startswith=path_of(above)) if above in keys else pages
    elif keys:
        pages = pages.filter(pk__in=keys)
    else:
        return False
    seen = PagePermissionPolicy().explorable_instances(request.user)
    return pages.exclude(pk__in=seen.values("pk")).exists()


def names_of_pages(request: HttpRequest, match: ResolverMatch) -> Iterator[Any]:
    """Give everything in a request to the admin that names a page."""
    parts = match.kwargs
    yield from (parts[name] for name in PAGE_PARTS & parts.keys())
    yield from request.POST.getlist("redirect_page")
    if match.view_name.startswith(("wagtailadmin_pages:", "wagtailadmin_api:pages:")):
        yield parts.get("pk", "")
    if is_of_pages(parts) or match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        yield from (*request.GET.getlist("id"), request.GET.get("childOf", ""), parts.get("object_id", ""))


def path_of(key: str) -> str:
    """Give where a page stands in the tree, empty for one that is not there."""
    return Page.objects.filter(pk=key).values_list("path", flat=True).first() or ""


def is_of_pages(parts: dict[str, Any]) -> bool:
    """Say whether an address of the admin is about a kind of page, by the names of its model."""
    try:
        return issubclass(apps.get_model(parts.get("app_label", ""), parts.get("model_name", "")), Page)
    except LookupError:
        return False


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
