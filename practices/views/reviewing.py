"""How a reviewer asks for a sheet: reads it, takes it, gives it back, decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from directory.signing import Signatures

from ..actions import (
    AlreadyDecided,
    AlreadyTaken,
    DecisionRefused,
    Stale,
    decide_review,
    give_back_review,
    take_review,
)
from ..drafted import read_draft
from ..forms import DecisionForm
from ..models import Practice, Verdict
from ..permissions import can_decide, can_edit, can_open_review, can_read_review, can_review
from ..review import Review, review_of
from ..versions import version
from .doors import for_practice
from .reviewing_page import over_context, review_context


@for_practice(can_open_review)
@require_http_methods(["GET", "POST"])
def review_practice(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show the draft with what changed, its remarks and the decision; take the decision."""
    review, draft = review_of(practice), read_draft(practice)
    if request.method == "POST":
        return decide(request, practice, draft, review)
    if not can_read_review(request.user, draft, review):
        return lead_away(request, practice, review)
    return show_review(request, practice, draft, review)


def decision_form(practice: Practice, draft: Any, review: Review, data: Any = None) -> DecisionForm:
    """Give the form of the decision, as `review` asks for it."""
    initial = {"version": version(practice), "round": review.state.pk if review.state else None}
    return DecisionForm(data, initial=initial, review=review, form=draft.form)


def show_review(
    request: HttpRequest, practice: Practice, draft: Any, review: Review, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the reviewing page; `more` is what a refused form leaves to say."""
    if more.get("form") is None and can_decide(request.user, draft, review):
        more["form"] = decision_form(practice, draft, review)
    context = review_context(request, practice=practice, draft=draft, review=review, **more)
    return render(request, "practices/review.html", context, status=status)


def decide(request: HttpRequest, practice: Practice, draft: Any, review: Review) -> HttpResponse:
    """Take the decision that was sent; what stands against it is said beside its field, or on a page that keeps the word."""
    if not can_decide(request.user, draft, review):
        return came_late(request, practice)
    form = decision_form(practice, draft, review, request.POST)
    if not form.is_valid():
        return show_review(request, practice, draft, review, status=422, form=form)
    try:
        decided = decide_review(
            practice=practice,
            round_id=form.cleaned_data["round"] or 0,
            expected=form.cleaned_data["version"],
            decision=form.decision(),
            by=request.user,
        )
    except AlreadyDecided:
        return came_late(request, practice)
    except Stale as stale:
        return show_stale(request, stale.practice)
    except DecisionRefused as refusal:
        form.refuse(refusal.gaps)
        return show_review(request, practice, draft, review, status=422, form=form)
    return after_decision(request, decided, form.cleaned_data["verdict"])


def after_decision(request: HttpRequest, decided: Practice, verdict: str) -> HttpResponse:
    """Lead on: to the published page, else to the desk, saying what happens next."""
    if verdict == Verdict.PUBLISHED:
        return redirect("practice", slug=decided.slug)
    said = {
        Verdict.SENT_ON: _("The sheet goes on to the network’s reviewers."),
        Verdict.TO_REVISE: _("The sheet is back with its author, with your remarks."),
        Verdict.DECLINED: _("The review is over. The author can read your word."),
    }
    messages.info(request, said[Verdict(verdict)])
    return redirect("desk")


def show_stale(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show the newer draft with everything that was filled in kept: it was not read yet."""
    practice = Practice.objects.select_related("latest_revision", "place", "owner").get(pk=practice.pk)
    review, draft = review_of(practice), read_draft(practice)
    if not can_decide(request.user, draft, review):
        return came_late(request, practice)
    data = request.POST.copy()
    data["version"] = version(practice)
    form = decision_form(practice, draft, review, data)
    return show_review(request, practice, draft, review, status=409, form=form, stale=True)


def came_late(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Say who decided and how, with the words that were sent still there to copy; one's own second click goes on."""
    context = over_context(request, practice, round_id=posted_round(request))
    if context["own"]:
        return redirect("desk")
    return render(request, "practices/review/over.html", context, status=409)


def lead_away(request: HttpRequest, practice: Practice, review: Review) -> HttpResponse:
    """Lead who may not read the round to where the sheet stands, if they work on it and another reads it now."""
    if review.is_open and can_edit(request.user, practice):
        return redirect("write_practice", pk=practice.pk)
    return tell_over(request, practice)


def tell_over(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Lead to the desk somebody who came when there is nothing to decide any more."""
    messages.info(request, _("This review is over: somebody decided, or the author took the sheet back."))
    return redirect("desk")


@for_practice(can_open_review)
@require_POST
def take_practice_review(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Take the sheet from the network's queue."""
    review, draft = review_of(practice), read_draft(practice)
    if not can_review(request.user, draft, review):
        raise Http404
    if not review.is_with_network:
        return tell_over(request, practice)
    try:
        take_review(practice=practice, round_id=posted_round(request), by=request.user)
    except AlreadyTaken as taken:
        who = Signatures(practice.place, [taken.by]).of(taken.by)
        messages.info(request, _("Somebody was faster. This sheet is now held by: %(who)s") % {"who": who})
    except AlreadyDecided:
        return tell_over(request, practice)
    return redirect("review_practice", pk=practice.pk)


@for_practice(can_open_review)
@require_POST
def give_back_practice_review(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Put the sheet one holds back into the network's queue."""
    if not can_review(request.user, read_draft(practice), review_of(practice)):
        raise Http404
    try:
        give_back_review(practice=practice, round_id=posted_round(request), by=request.user)
    except AlreadyDecided:
        return tell_over(request, practice)
    messages.info(request, _("The sheet is back in the queue: another reviewer can take it."))
    return redirect("desk")


def posted_round(request: HttpRequest) -> int:
    """Give the key of the round the form was made for, 0 where none is named."""
    number = request.POST.get("round", "")
    return int(number) if number.isdecimal() and len(number) < DIGITS else 0


DIGITS = 18
"""A number of more digits is no key of any table."""
