"""Proving again who one is by a mailed code, for those who have neither a password nor a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..codes import is_right, new_code, waiting
from ..emails import send_letter
from ..forms import MailedCodeForm
from ..limits import counted_as

PURPOSE = "proof"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove_by_code(request: HttpRequest) -> HttpResponse:
    """Mail a code (`do` is send), then take it: what was asked before goes on."""
    way = get_adapter().get_reauthentication_methods(request.user)[0]
    if way["id"] != "code":
        raise ReauthenticationRequired  # a letter does not stand in for a password or a passkey
    asked = request.POST.get("do") == "send"
    if asked:
        send_code(request)
    form = MailedCodeForm(request.POST if request.method == "POST" and not asked else None)
    if form.is_bound and form.is_valid():
        if is_right(request.session, PURPOSE, form.cleaned_data["code"]):
            record_authentication(request, request.user, method="code", reauthenticated=True)
            return resume_request(request) or redirect("account")
        form.add_error("code", _("This is not the code of the last letter. Copy it as it is written there."))
    facts = {"form": form, "sent": waiting(request.session, PURPOSE), "onward": onward(request)}
    return render(request, "account/prove_by_code.html", facts)


def send_code(request: HttpRequest) -> None:
    """Mail a code to the main address of who is signed in, within the limit of codes."""
    person = request.user
    if not ratelimit.consume(request, action="request_login_code", key=counted_as(person.email)):
        messages.error(request, _("Too many requests. Wait a few minutes, then try again."))
        return
    code = new_code(request.session, PURPOSE, person.email)
    send_letter(to=person, template="accounts/letters/sign_in_code", context={"code": code})


def leads_back(name: str) -> Callable[..., Any]:
    """Let a refused passkey lead back to the page `name`, and still on from there; the library forgets both."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            answer = view(request)
            if request.method != "POST" or answer.headers.get("Location") != reverse("account_login"):
                return answer
            on = onward(request)
            return redirect(reverse(name) + (f"?{urlencode({'next': on})}" if on else ""))

        return asked

    return decorator


def onward(request: HttpRequest) -> str:
    """Give where the proof leads on, where that is an address of this site."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
