"""How a role is given and ended, how somebody leaves, and what network administrators do with an account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User

from ..actions import (
    LastAdministrator,
    LastManager,
    OneselfSuspended,
    end_role,
    end_roles_at,
    grant_role,
    restore_account,
    suspend_account,
)
from ..forms import EndRoleForm, GiveToForm, KnowingForm
from ..journal import lines
from ..models import Place, Role, RoleJournal
from ..names import Names, function_of
from ..permissions import (
    can_end_role,
    can_give_role,
    can_leave,
    can_restore,
    can_see_everybody,
    can_suspend,
    is_member,
)
from ..roster import entries

LATELY = 40
"""Lines of the journal on the page of one person."""


def give(request: HttpRequest, form: forms.Form, *, place: Place | None, person: User | None = None) -> bool:
    """Give the role a valid form describes and say so; False where it cannot be, which the form then says."""
    asked = form.cleaned_data
    whom, facts = person or asked["person"], {"kind": asked["kind"], "language": asked.get("language", "")}
    if not can_give_role(request.user, facts["kind"], place):
        raise Http404
    drawn = Role(person=whom, place=place, **facts)
    if Role.objects.alike(drawn).lasting().exists():
        messages.info(request, _("They have this role already; nothing changed."))
        return True
    try:
        grant_role(person=whom, place=place, begins=asked["begins"], ends=asked["ends"], by=request.user, **facts)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    messages.success(request, _("The role is given: %(role)s.") % {"role": function_of(drawn)})
    return True


def after_ending(request: HttpRequest, person: User, *, back: tuple[Any, ...]) -> HttpResponse:
    """Lead on once roles of `person` ended; who ended their own last one is signed out here too, and told so."""
    if person.pk != request.user.pk:
        return redirect(*back)
    if is_member(User.objects.get(pk=person.pk)):
        return redirect("my_roles")
    logout(request)
    return render(request, "directory/people/left.html")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one role that is not over; end it, today or on another day."""
    found = Role.objects.to_show().filter(pk=pk).first()
    if found is None or not can_end_role(request.user, found):
        raise Http404
    form, refused = EndRoleForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            end_role(role=found, on=given["on"], by=request.user, knowing=given["knowing"])
        except (LastManager, LastAdministrator) as reason:
            refused = type(reason).__name__
        else:
            messages.success(request, _("The end of the role is written down."))
            back = ("place_people", found.place_id) if found.place_id else ("member", found.person_id)
            return after_ending(request, found.person, back=back)
    context = {"entry": entries([found])[0], "role": found, "form": form, "refused": refused}
    status = 409 if refused else 422 if form.is_bound else 200
    return render(request, "directory/people/role.html", context, status=status)


@login_required
@never_cache
@require_safe
def my_roles(request: HttpRequest) -> HttpResponse:
    """Show somebody their own roles, those that are over too, and how they leave a place."""
    shown = entries(request.user.roles.to_show().order_by("-begins", "-pk"))
    here = {entry.role.place_id: entry.place for entry in shown if entry.place is not None and not entry.is_over}
    context = {
        "present": [entry for entry in shown if not entry.is_over],
        "past": [entry for entry in shown if entry.is_over],
        "places": [place for place in here.values() if can_leave(request.user, place)],
    }
    return render(request, "directory/people/mine.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then end one's own roles at a place."""
    place = Place.objects.filter(pk=pk).first()
    if place is None or not request.user.roles.held_at(place).exists():
        raise Http404
    if not can_leave(request.user, place):  # the second of two clicks
        return redirect("my_roles")
    form, last = KnowingForm(request.POST if request.method == "POST" else None), False
    if form.is_bound and form.is_valid():
        try:
            end_roles_at(person=request.user, place=place, by=request.user, knowing=form.cleaned_data["knowing"])
        except LastManager:
            last = True
        else:
            return after_ending(request, request.user, back=("my_roles",))
    mine = entries(request.user.roles.held_at(place).lasting().to_show().order_by("pk"))
    context = {"place": place, "entries": mine, "form": form, "last": last}
    return render(request, "directory/people/leave.html", context, status=409 if last else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a network administrator one person: roles, journal, account; give a role, close the account, open it again."""
    person = User.objects.filter(pk=pk).first()
    if person is None or not can_see_everybody(request.user):
        raise Http404
    gives = request.method == "POST" and request.POST.get("do") == "give"
    form = GiveToForm(request.POST if gives else None)
    if gives and person.is_active and form.is_valid():
        if give(request, form, place=form.cleaned_data["place"], person=person):
            return redirect("member", pk=pk)
    elif request.method == "POST" and not gives:
        change_account(request, person)
        return redirect("member", pk=pk)
    context = {
        "person": person,
        "name": Names([person]).of(person),
        "entries": entries(person.roles.to_show().order_by("-begins", "-pk")),
        "journal": lines(RoleJournal.objects.about(person).order_by("-pk")[:LATELY]),
        "form": form,
        "may_suspend": can_suspend(request.user, person),
        "may_restore": can_restore(request.user, person),
    }
    return render(request, "directory/people/member.html", context, status=422 if gives else 200)


def change_account(request: HttpRequest, person: User) -> None:
    """Close or open an account as the button asks, and say what became of it."""
    wish = request.POST.get("do")
    if wish == "suspend" and can_suspend(request.user, person):
        try:
            suspend_account(person=person, by=request.user)
        except LastAdministrator:
            messages.error(request, _("Nobody else administers the network: name somebody first."))
        except OneselfSuspended:
            raise Http404 from None
        else:
            messages.success(request, _("The account is suspended; its sessions are closed."))
    elif wish == "restore" and can_restore(request.user, person):
        restore_account(person=person, by=request.user)
        messages.success(request, _("The account is open again."))
