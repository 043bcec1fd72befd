"""What happens around every request: trouble with the database, kept public pages, the language, the editors' policy."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .addresses import language_of, prefix_of
from .caching import LARGEST_KEY, LARGEST_PAGE, answer, content_version, keep, may_be_kept, store
from .errors import database_away, is_database_trouble

GetResponse = Callable[[HttpRequest], HttpResponse]
EDITORS_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
"""Wagtail's admin has scripts and styles in its pages, and previews in a frame."""


def database_trouble(get_response: GetResponse) -> GetResponse:
    """Answer 503 where a view finds the database locked or gone; `editorial.errors.server_error` does so for the rest."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return database_away(request) if is_database_trouble(exception) else None

    middleware.process_exception = process_exception
    return middleware


def public_cache(get_response: GetResponse) -> GetResponse:
    """Give readers without a session the public pages this process keeps, as long as the content has not changed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not is_anonymous(request):
            return closed(get_response(request))
        key = key_of(request)
        shows = content_version()
        if kept := store.get(key, shows):
            return answer(request, kept)
        response = get_response(request)
        if not may_be_kept(response):
            return closed(response)
        page = keep(response, shows)
        if request.method == "GET" and len(page.body) <= LARGEST_PAGE and len(key[-2]) <= LARGEST_KEY:
            store.put(key, page)
        return answer(request, page)

    return middleware


def is_anonymous(request: HttpRequest) -> bool:
    """Say whether a request carries nothing of a person: neither a session nor a message waiting to be shown."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and CookieStorage.cookie_name not in cookies


def key_of(request: HttpRequest) -> tuple[str, ...]:
    """Give what a public page may depend on: host, address, and where the address names no language the one asked for."""
    language = "" if prefix_of(request.path_info) else language_of(request)
    return (request.scheme or "", request.get_host(), request.get_full_path(), language)


def closed(response: HttpResponse) -> HttpResponse:
    """Let nobody but the reader's own browser keep what was made for them, and that only after asking again."""
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def language(get_response: GetResponse) -> GetResponse:
    """Speak the language the address begins with; from `/` lead to the front page in the one the browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = language_of(request)
        if request.path_info == "/":
            response: HttpResponse = HttpResponseRedirect(f"{get_script_prefix()}{code}/")
            patch_vary_headers(response, ["Accept-Language"])
            return response
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        if prefix_of(request.path_info) is None:
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or code)
        return response

    return middleware


def editors_policy(get_response: GetResponse) -> GetResponse:
    """Relax the content security policy under `/cms/`, and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/cms/"):
            response._csp_replace = EDITORS_POLICY
        return response

    return middleware


def one_thread(get_response: GetResponse) -> GetResponse:
    """Keep a request in one thread from its first middleware to its view.

    Stands last: being synchronous only, it makes Django run the whole chain so, instead of changing thread and back around
    each middleware that could do both; under ASGI that nearly halves the time of a small page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware
