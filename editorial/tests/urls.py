"""A few addresses, so that this app is tested without those above it."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import get_user
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import get_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from editorial.caching import public_page
from editorial.models import Term


@public_page
def words(request: HttpRequest) -> HttpResponse:
    """Every term, in the language of the address, and how often the page was made."""
    words.made += 1
    labels = ",".join(str(term) for term in Term.objects.order_by("pk"))
    return HttpResponse(f"{get_language()} {labels} {get_user(request)} {words.made}")


words.made = 0


@public_page
def with_cookie(request: HttpRequest) -> HttpResponse:
    """A public page that sets a cookie after all."""
    response = HttpResponse("cookie")
    response.set_cookie("seen", "1")
    return response


def own(request: HttpRequest) -> HttpResponse:
    """A page that is nobody else's."""
    return HttpResponse("own")


def locked(request: HttpRequest) -> HttpResponse:
    """A view that finds the database locked."""
    raise OperationalError("database is locked")


def wrong(request: HttpRequest) -> HttpResponse:
    """A view that is wrong."""
    raise OperationalError("no such table: nothing")


handler400 = "editorial.errors.bad_request"
handler403 = "editorial.errors.permission_denied"
handler404 = "editorial.errors.page_not_found"
handler500 = "editorial.errors.server_error"

urlpatterns = [
    path("", include("editorial.urls")),
    path("sitemap.xml", own, name="sitemap"),
    path("feed/", words, name="unprefixed"),
    path("cms/page/", own),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("", words, name="front"),
        path("practices/", words, name="practices"),
        path("sign-in/", own, name="account_login"),
        path("sign-out/", own, name="account_logout"),
        path("account/", own, name="account"),
        path("desk/", own, name="desk"),
        path("desk/notifications/", own, name="notifications"),
        path("start/", own, name="start_practice"),
        path("p/<slug:slug>/", own, name="standing"),
        path("cookie/", with_cookie),
        path("own/", own),
        path("locked/", locked),
        path("wrong/", wrong),
    ),
]
