"""The desk's side of invitations: who was asked in and has not come, asking one person, asking a whole list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..actions import (
    AlreadyHeld,
    AlreadyInvited,
    InvitationClosed,
    invite,
    invite_many,
    resend_invitation,
    withdraw_invitation,
)
from ..forms import InvitationForm, ListForm
from ..judging import Defaults, Judge
from ..models import Invitation, RoleKind
from ..models.roles import AT_A_PLACE
from ..people import places_looked_after
from ..permissions import can_change_invitation, can_give_role, can_see_invitations, is_administrator
from ..reading_csv import TableRefused, read_table

ENTRIES = 30
"""Invitations a page of the list shows."""
REFUSED, TAKEN = 200, 50
"""Rows of a list its preview shows, refused and taken; the others are counted."""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """List who was asked in and has not come; send one again or withdraw it (`do` and `invitation`)."""
    if not can_see_invitations(request.user):
        raise Http404
    if request.method == "POST":
        return changed(request)
    mine = Invitation.objects.for_desk_of(request.user).pending().to_show()
    page = Paginator(mine, ENTRIES).get_page(request.GET.get("page"))
    return render(request, "directory/invitations/list.html", {"page": page})


def changed(request: HttpRequest) -> HttpResponse:
    """Do to an invitation what was asked, and say it."""
    key = request.POST.get("invitation", "")
    number = int(key) if key.isdecimal() and len(key) < 16 else 0
    found = Invitation.objects.select_related("place").filter(pk=number).first()
    action = {"resend": resend_invitation, "withdraw": withdraw_invitation}.get(request.POST.get("do", ""))
    if found is None or action is None or not can_change_invitation(request.user, found):
        raise Http404
    try:
        action(invitation=found, by=request.user)
    except InvitationClosed:
        messages.info(request, _("This invitation was used or withdrawn meanwhile."))
        return redirect("invitations")
    if action is resend_invitation:
        words = _("A new letter is on its way to %(address)s. The link of the old one opens nothing any more.")
    else:
        words = _("The invitation of %(address)s is withdrawn: its link opens nothing any more.")
    messages.success(request, words % {"address": found.address})
    return redirect("invitations")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """Ask one person in."""
    if not can_see_invitations(request.user):
        raise Http404
    form = InvitationForm(request.POST if request.method == "POST" else None, **offers(request))
    if form.is_bound and form.is_valid() and invited(request, form):
        words = _("The invitation is on its way to %(address)s.")
        messages.success(request, words % {"address": form.cleaned_data["address"]})
        return redirect("invitations")
    return render(request, "directory/invitations/invite.html", {"form": form}, status=422 if form.is_bound else 200)


def offers(request: HttpRequest) -> dict[str, Any]:
    """Give what the person may offer, and where; an address of the site may choose the place (`?place=`)."""
    kinds = RoleKind.values if is_administrator(request.user) else [kind for kind in RoleKind if kind in AT_A_PLACE]
    places = places_looked_after(request.user).signing()
    given = request.GET.get("place", "")
    known = list(places[:2])
    alone = known[0].pk if len(known) == 1 else None
    chosen = int(given) if given.isdecimal() and len(given) < 16 else alone
    return {"kinds": kinds, "places": places, "initial": {"place": chosen}}


def invited(request: HttpRequest, form: InvitationForm) -> bool:
    """Ask in whom a form names; False where they need not be asked, which is said at the field."""
    given = form.cleaned_data
    offer = {name: given[name] for name in ("address", "kind", "place", "written_in", "word")}
    if not can_give_role(request.user, given["kind"], given["place"]):
        raise Http404
    try:
        invite(**offer, language=given.get("language", ""), by=request.user)
    except AlreadyHeld:
        form.add_error("address", _("This person has this role already."))
    except AlreadyInvited:
        form.add_error("address", _("This person is invited already: send the letter again from the list."))
    except ValidationError as refusal:
        form.add_error("address", refusal.messages[0])
    return not form.errors


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite_list(request: HttpRequest) -> HttpResponse:
    """Ask a list of people in: the first sending shows what would become of each row, the second (`confirm`) does it."""
    if not can_see_invitations(request.user):
        raise Http404
    form = ListForm(request.POST or None, request.FILES or None, **offers(request))
    if not form.is_bound or not form.is_valid():
        return show_list(request, form, status=422 if form.is_bound else 200)
    try:
        table = read_table(form.text)
    except TableRefused as refusal:
        form.add_error("file" if request.FILES else "pasted", refusal.sentence)
        return show_list(request, form, status=422)
    given = form.cleaned_data
    names = ("kind", "place", "language", "written_in", "word")
    judged = Judge(request.user, Defaults(**{name: given[name] for name in names if given.get(name)})).judge(table.rows)
    taken = [each.invitation for each in judged if each.invitation is not None]
    if taken and "confirm" in request.POST:
        return confirmed(request, invite_many(invitations=taken, by=request.user))
    refused = [each for each in judged if each.invitation is None]
    return show_list(request, form, **preview(form, table.unknown, taken, refused))


def preview(form: ListForm, unknown: list[str], taken: list[Any], refused: list[Any]) -> dict[str, Any]:
    """Give what the page says of a list before anything is sent."""
    return {
        "previewed": True,
        "text": form.text,
        "unknown": unknown,
        "taken": taken[:TAKEN],
        "taken_count": len(taken),
        "taken_more": max(0, len(taken) - TAKEN),
        "refused": refused[:REFUSED],
        "refused_count": len(refused),
        "refused_more": max(0, len(refused) - REFUSED),
    }


def show_list(request: HttpRequest, form: ListForm, *, status: int = 200, **context: Any) -> HttpResponse:
    """Give the page of a list."""
    return render(request, "directory/invitations/invite_list.html", {"form": form, **context}, status=status)


def confirmed(request: HttpRequest, count: int) -> HttpResponse:
    """Say how many were asked in."""
    if count:
        words = ngettext("One invitation is on its way.", "%(count)s invitations are on their way.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("All of them were invited already."))
    return redirect("invitations")
