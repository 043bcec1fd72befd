"""How somebody who was asked in comes in: the page of the letter's link, which changes nothing until its form is sent."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User

from ..actions import AccountThere, InvitationClosed, accept_invitation
from ..forms import ComingInForm
from ..invitations import hash_of, inviter_of, opened_by, owner_of
from ..models import Invitation

HELD = "come_in"
"""Where a session keeps the hash of the token of who signs in first."""


@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation offers to who opens its link, and let them in when they send the form."""
    return discreet(answer(request, hash_of(token)))


@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in_again(request: HttpRequest) -> HttpResponse:
    """Show the same to who had to sign in on the way: the token is in no address any more."""
    return discreet(answer(request, request.session.get(HELD, "")))


def discreet(response: HttpResponse) -> HttpResponse:
    """Let no page that is reached from here learn the address with the token; forms still say which site they are of."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def answer(request: HttpRequest, token_hash: str) -> HttpResponse:
    """Give the page of an invitation, or the one page for all that open nothing."""
    found = opened_by(token_hash)
    owner = owner_of(found.address) if found is not None else None
    if found is None or (owner is not None and not owner.is_active):
        return closed(request)
    person = request.user if request.user.is_authenticated else None
    if person is not None and person != owner:
        return show(request, found, "somebody_else.html")
    if owner is not None and person is None:
        return sign_in_first(request, found)
    accepted = person is not None and person.conditions_accepted_at is not None
    sent = request.POST if request.method == "POST" else None
    form = ComingInForm(sent, address=found.address, known=person is not None, accepted=accepted)
    if sent is None or not form.is_valid():
        return show(request, found, "come_in.html", form=form, status=200 if sent is None else 422)
    return let_in(request, found, form.cleaned_data, person)


def closed(request: HttpRequest) -> HttpResponse:
    """Give the page for what opens nothing: used, withdrawn, too old or unknown, all alike."""
    return render(request, "directory/invitations/closed.html", status=404)


def show(request: HttpRequest, found: Invitation, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Give a page about an invitation: who asks, in which role, where."""
    context = {"invitation": found, "inviter": inviter_of(found), **more}
    return render(request, f"directory/invitations/{template}", context, status=status)


def sign_in_first(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Ask who has an account already to sign in, then lead them back here by an address without the token."""
    if request.method != "POST":
        return show(request, found, "sign_in_first.html")
    request.session[HELD] = found.token_hash
    return redirect(f"{reverse('account_login')}?next={reverse('come_in_again')}")


def let_in(request: HttpRequest, found: Invitation, given: dict[str, Any], person: User | None) -> HttpResponse:
    """Give the role, and a new person their account: who has just come in is signed in and led to the first steps."""
    language, password = given.get("language", ""), given.get("password1") or None
    try:
        member = accept_invitation(token_hash=found.token_hash, language=language, password=password, by=person)
    except (InvitationClosed, AccountThere):  # another window was first
        return closed(request)
    request.session.pop(HELD, None)
    if person is not None:
        messages.success(request, _("The role is yours from now on."))
        return redirect("desk")
    with override(member.language):
        onward = reverse("first_steps")
    record_authentication(request, member, method="code")  # the link came by mail, as a code does
    return perform_login(request, Login(user=member, redirect_url=onward, email=member.email))
