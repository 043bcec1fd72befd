"""How a member asks for the life of a sheet: see it, mark it, archive it, withdraw it, bring it back, hand it on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User

from ..actions import (
    LifeChanged,
    UnderReview,
    archive_practice,
    bring_back,
    declare_true,
    hand_on,
    mark_to_update,
    withdraw_practice,
)
from ..forms.life import HandOnForm, ReasonForm
from ..life import Act, act_named, acts_for, heirs_of, turns_of
from ..models import Practice
from ..permissions import can_edit, can_hand_on, can_read_journal, can_see_life, works_on
from ..review import review_of
from .doors import for_practice

ACTIONS = {
    "mark": mark_to_update,
    "declare": declare_true,
    "archive": archive_practice,
    "withdraw": withdraw_practice,
    "bring_back": bring_back,
}


@for_practice(can_see_life)
@require_http_methods(["GET", "POST"])
def practice_life(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show where a sheet stands and what may be done about it; do what the posted form says."""
    if request.method == "POST":
        return change(request, practice)
    return show(request, practice)


def change(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Do the act a form names; who may not do it finds nothing, who comes second is told."""
    act = act_named(request.POST.get("do", ""), request.user, practice)
    if act is None:
        raise Http404
    form = act.form(request.POST, prefix=act.name) if act.form is not None else None
    if form is not None and not form.is_valid():
        return show(request, practice, sent=form, status=422)
    given = form.cleaned_data if form is not None else {}
    try:
        changed = ACTIONS[act.name](practice=practice, by=request.user, **given)
    except LifeChanged as refusal:
        return show(request, refusal.practice, sent=form, late=act, status=409)
    messages.info(request, done(act.name))
    return redirect("practice_life", pk=changed.pk) if can_see_life(request.user, changed) else redirect(changed)


def done(act: str) -> str:
    """Say what was done."""
    return {
        "mark": _("The sheet is marked to update. Readers see why, and its people are reminded."),
        "declare": _("The mark is gone: the sheet is published as it is."),
        "archive": _("The sheet is in the archive: readable, and out of the lists."),
        "withdraw": _("The sheet is withdrawn: readers find your reason in its place."),
        "bring_back": _("The sheet is back as it was."),
    }[act]


@for_practice(can_hand_on)
@require_POST
def hand_on_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Make somebody else of the place the author of the sheet."""
    form = HandOnForm(request.POST, heirs=heirs_of(practice), prefix="hand_on")
    if not form.is_valid():
        return show(request, practice, handing=form, status=422)
    try:
        hand_on(practice=practice, to=User.objects.get(pk=form.cleaned_data["to"]), by=request.user)
    except UnderReview:
        form.add_error("to", _("The draft is being reviewed: hand the sheet on once the review is over."))
        return show(request, practice, handing=form, status=409)
    except LifeChanged as refusal:
        form.add_error("to", _("Somebody handed the sheet on before you, or this person has just left the place."))
        return show(request, refusal.practice, handing=form, status=409)
    messages.info(request, _("The sheet has a new author, who gets a letter."))
    return redirect("practice_life", pk=practice.pk)


def show(
    request: HttpRequest,
    practice: Practice,
    *,
    sent: ReasonForm | None = None,
    handing: HandOnForm | None = None,
    late: Act | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page: `sent` is a form that was refused, `late` what somebody made impossible by coming first."""
    user, inside = request.user, works_on(request.user, practice)
    may_hand_on = can_hand_on(user, practice)
    context: dict[str, Any] = {
        "practice": practice,
        "headline": practice.shown("headline"),
        "turns": turns_of(practice) if inside else [],
        "acts": [(act, form_of(act, sent)) for act in acts_for(user, practice)],
        "sent": sent,
        "late": late,
        "lost_words": sent.cleaned_data.get("reason", "") if late is not None and sent is not None else "",
        "handing": handing or (HandOnForm(heirs=heirs_of(practice), prefix="hand_on") if may_hand_on else None),
        "in_review": may_hand_on and review_of(practice).is_open,
        "may_edit": can_edit(user, practice),
        "may_read_journal": can_read_journal(user, practice),
        "inside": inside,
    }
    return render(request, "practices/life.html", context, status=status)


def form_of(act: Act, sent: ReasonForm | None) -> ReasonForm | None:
    """Give the form of an act: the one that was sent, where it is the same, so that its text is kept."""
    if sent is not None and sent.prefix == act.name:
        return sent
    return act.form(prefix=act.name) if act.form is not None else None
