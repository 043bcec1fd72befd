"""The way to another organisation's sign-in and back: where the other side is down or talks nonsense, it is said in words."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.openid_connect import views
from allauth.socialaccount.views import login_cancelled
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import activate
from requests import RequestException

from multilingual.languages import CODES

LEFT_IN = "left_in"
"""What the session calls the language of the page one left."""
logger = logging.getLogger(__name__)


def in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with a page where the other side gives no answer, or one that makes no sense; in the language one left in."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        speak(request)
        try:
            return view(request, *args, **kwargs)
        except (Http404, ImmediateHttpResponse):
            raise
        except (RequestException, AttributeError, LookupError, TypeError, ValueError):
            logger.warning("The other side's sign-in failed.", exc_info=True)
            return render(request, "socialaccount/authentication_error.html", status=401)

    return asked


def speak(request: HttpRequest) -> None:
    """Speak the language of the page one left for the other side: these addresses have none, and a browser has its own."""
    if (left_in := request.POST.get("language")) in CODES:
        request.session[LEFT_IN] = left_in
    if (code := request.session.get(LEFT_IN)) in CODES:
        activate(code)
        request.LANGUAGE_CODE = code


go = in_words(views.login)
come_back = in_words(views.callback)
turn_back = in_words(login_cancelled)
