"""Whose tries are counted together, and who proved just now that it is them."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from .models import User

JUST_NOW = 15 * 60
"""For how many seconds after a sign-in, or a proof asked again, the account may be changed."""


def counted_as(address: str) -> str:
    """Give the key under which tries at `address` are counted: the account, else the address nobody has."""
    person = User.objects.known_by(address)
    return f"account {person.pk}" if person else f"address {User.objects.tidy(address)}"


def is_fresh(request: HttpRequest) -> bool:
    """Say whether who is signed in proved it in this session a moment ago: password, code, passkey or app."""
    proofs = get_authentication_records(request, request.user)
    return any(time.time() - proof["at"] < JUST_NOW for proof in proofs)


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to those who proved who they are a moment ago; others prove it again, and what they sent is then done."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked
