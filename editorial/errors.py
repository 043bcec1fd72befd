"""The pages for what goes wrong, in the language of the address; those for a broken database ask it nothing."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from .addresses import language_of

RETRY_AFTER = "5"


def page(request: HttpRequest, template: str, status: int, *, with_request: bool) -> HttpResponse:
    """Give an error page in the language of the address, kept by nobody."""
    with translation.override(language_of(request)):
        body = loader.render_to_string(template, request=request if with_request else None)
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def quiet_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Give an error page made without database or session, or where even that fails a bare sentence."""
    try:
        return page(request, template, status, with_request=False)
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError):
        sentence = _("The site cannot answer at the moment. Please try again in a minute.")
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`: a helpful page in the reader's language."""
    return page(request, "404.html", 404, with_request=True)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`: denied looks like absent."""
    return page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`: a request nobody can read."""
    return quiet_page(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: something broke, or the database is away and the error arose outside any view."""
    error = sys.exc_info()[1]
    if error is not None and is_database_trouble(error):
        return database_away(request)
    return quiet_page(request, "500.html", 500)


def database_away(request: HttpRequest) -> HttpResponse:
    """Give the 503 page, which needs no database and says when to try again."""
    response = quiet_page(request, "503.html", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def is_database_trouble(error: BaseException) -> bool:
    """Say whether an error means that the database is locked, full or gone, rather than that our code is wrong."""
    wrong_code = str(error).startswith(("no such ", "near ", "no query"))
    return isinstance(error, OperationalError | InterfaceError) and not wrong_code
