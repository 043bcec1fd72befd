"""The way to another organisation's sign-in and back: where the other side is down or talks nonsense, it is said in words."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.openid_connect import views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

logger = logging.getLogger(__name__)


def in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with a page where the other side gives no answer, or one that makes no sense."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, ImmediateHttpResponse):
            raise
        except (RequestException, AttributeError, LookupError, TypeError, ValueError):
            logger.warning("The other side's sign-in failed.", exc_info=True)
            return render(request, "socialaccount/authentication_error.html", status=401)

    return asked


go = in_words(views.login)
come_back = in_words(views.callback)
