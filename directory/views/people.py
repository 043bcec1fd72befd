"""Who does what: the list of those one looks after, the people of one place, one of them there, the journal of roles."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User

from ..actions import LastManager, end_roles_at
from ..forms import GiveAtPlaceForm, KnowingForm, WhoForm
from ..journal import lines
from ..models import Place, Role, RoleJournal
from ..names import Names, hint_of, told_apart
from ..people import below, known_around, places_looked_after
from ..permissions import can_look_after, can_see_everybody, can_see_people
from ..roster import entries
from .roles import after_ending, give

ROWS = 40
"""Roles, or lines of the journal, a page of a list shows."""
LATELY = 10
"""Roles that are over, and lines of the journal, beside the present ones."""


@login_required
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List who does what at the places one looks after, in the whole network for its administrators."""
    if not can_see_people(request.user):
        raise Http404
    form = WhoForm(request.GET, places=places_looked_after(request.user))
    form.is_valid()
    page = Paginator(asked(request.user, form.cleaned_data), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "entries": entries(page.object_list),
        "by_function": form.cleaned_data.get("order") == "function",
        "sees_everybody": can_see_everybody(request.user),
        "narrowed": any(form.cleaned_data.get(name) for name in ("q", "place", "kind")),
    }
    return render(request, "directory/people/list.html", context)


def asked(user: Any, given: dict[str, Any]) -> Any:
    """Give the roles a reader of the list asks for, in the order they ask for."""
    roles = Role.objects.looked_after_by(user).lasting().to_show()
    roles = roles.matching(given.get("q", ""), by_address=can_see_everybody(user))
    if given.get("place"):
        roles = roles.held_at(given["place"])
    if given.get("kind"):
        roles = roles.of_kind(given["kind"])
    place, function = ("place__country", "place__zone", "place"), ("kind", "language")
    return roles.order_by(*((*function, *place) if given.get("order") == "function" else (*place, *function)), "pk")


def place_looked_after(request: HttpRequest, pk: int) -> Place:
    """Give the place `pk` names; Http404 where there is none, and for who does not look after its people."""
    place = Place.objects.filter(pk=pk).first()
    if place is None or not can_look_after(request.user, place):
        raise Http404
    return place


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who does what at a place, and who did; give a role there to somebody who has an account."""
    place = place_looked_after(request, pk)
    near = list(known_around(place))
    names = Names(near)
    called = told_apart(near, {person.pk: names.of(person) for person in near})
    choices = [(person, called[person.pk]) for person in near]
    form = GiveAtPlaceForm(request.POST if request.method == "POST" else None, people=choices)
    if form.is_bound and form.is_valid() and give(request, form, place=place):
        return redirect("place_people", pk=pk)
    present = Role.objects.held_at(place).lasting().to_show().order_by("kind", "begins", "pk")
    page = Paginator(present, ROWS).get_page(request.GET.get("page"))
    past = list(Role.objects.held_at(place).past().to_show().order_by("-ends", "-pk")[:LATELY])
    context = {
        "place": place,
        "form": form,
        "page": page,
        "entries": entries(page.object_list),
        "past": entries(past),
        "below": list(below(place)),
    }
    return render(request, "directory/people/place.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_person(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Show one person's roles at a place and the journal of them; end all that hold."""
    place = place_looked_after(request, pk)
    found = User.objects.filter(pk=person).first()
    roles = list(Role.objects.held_at(place).filter(person=person).to_show().order_by("-begins", "-pk"))
    if found is None or not roles:
        raise Http404
    form, last = KnowingForm(request.POST if request.method == "POST" else None), False
    if form.is_bound and form.is_valid():
        try:
            end_roles_at(person=found, place=place, by=request.user, knowing=form.cleaned_data["knowing"])
        except LastManager:
            last = True
        else:
            messages.success(request, _("The roles at this place are ended."))
            return after_ending(request, found, back=("place_people", pk))
    said = RoleJournal.objects.at(place).about(found).order_by("-pk")[:ROWS]
    context = {
        "place": place,
        "person": found,
        "name": Names([found]).of(found),
        "hint": hint_of(found),
        "entries": entries(roles),
        "lasting": any(not entry.is_over for entry in entries(roles)),
        "journal": lines(said),
        "form": form,
        "last": last,
    }
    return render(request, "directory/people/place_person.html", context, status=409 if last else 200)


@login_required
@never_cache
@require_safe
def place_journal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the journal of the roles at a place, the latest line first."""
    place = place_looked_after(request, pk)
    return show_journal(request, RoleJournal.objects.at(place), place)


@login_required
@never_cache
@require_safe
def roles_journal(request: HttpRequest) -> HttpResponse:
    """Show the whole journal of roles, the latest line first."""
    if not can_see_everybody(request.user):
        raise Http404
    return show_journal(request, RoleJournal.objects.all(), None)


def show_journal(request: HttpRequest, rows: Any, place: Place | None) -> HttpResponse:
    """Give a page of the journal."""
    page = Paginator(rows.order_by("-pk"), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "lines": lines(page.object_list), "place": place}
    return render(request, "directory/people/journal.html", context)
