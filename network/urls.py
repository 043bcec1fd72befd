"""Every address of the site: the language comes first for readers and members, nothing for machines and editors."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.documents import urls as document_urls
from wagtail.views import serve

from accounts.doors import urlpatterns as doors
from accounts.views import elsewhere
from accounts.views.letters import unsubscribe
from home.views import sitemap

handler400 = "editorial.errors.bad_request"
handler403 = "editorial.errors.permission_denied"
handler404 = "editorial.errors.page_not_found"
handler500 = "editorial.errors.server_error"

urlpatterns = [
    path("", include("editorial.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("documents/", include(document_urls)),
    *doors,
    path("mail/unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
    # without a language: the other side knows one address to come back to
    path("elsewhere/<slug:provider_id>/", elsewhere.go, name="openid_connect_login"),
    path("elsewhere/<slug:provider_id>/back/", elsewhere.come_back, name="openid_connect_callback"),
    path("elsewhere/", elsewhere.turn_back, name="socialaccount_login_cancelled"),
    *i18n_patterns(
        path("account/", include("accounts.urls")),
        path("", include("accounts.urls_told")),
        path("", include("directory.urls")),
        path("", include("practices.urls")),
        path("", include("home.urls")),
        # previews, redirects and pages without a view of ours pass here; Wagtail's own doors to passwords do not
        re_path(r"^((?:[a-z0-9_\-]+/)*)$", serve, name="wagtail_serve"),
    ),
]

if settings.DEMO:  # elsewhere the server in front gives published files out
    from home.views import media

    urlpatterns.insert(0, path("media/<path:path>", media, name="media"))
