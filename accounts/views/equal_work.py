"""Asking for a letter: the same work and the same answer, whether or not the address is known."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from ..actions import write_to_nobody
from ..emails import address_of, write_letter
from ..models import User


def letter_or_blank(letter: str) -> Callable[..., Any]:
    """Write `letter` to nobody after a request that was taken and for which none was written to somebody."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            taken = request.method == "POST" and response.status_code == 302
            if taken and not getattr(request, "letter_written", False):
                subject, body = blank(letter)
                write_to_nobody(subject=subject, body=body)
            return response

        return asked

    return decorator


def blank(letter: str) -> tuple[str, str]:
    """Give a letter of signing in as it would be written to somebody."""
    nobody = User(language=settings.LANGUAGE_CODE, time_zone=settings.TIME_ZONE)
    facts = {"code": get_random_string(8), "link": address_of(get_random_string(40))}
    return write_letter(to=nobody, template=letter, context=facts)


def one_lookup(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask the database for nobody where a code is waited for that was mailed to nobody, as for somebody it asks for them."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.session.get("account_login") or {}).get("user_pk"):
            User.objects.filter(pk=0).first()
        return view(request, *args, **kwargs)

    return asked
