"""How remarks are asked for: written on the reviewing page, answered and settled in their place, read all together."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multilingual.languages import reader_language

from ..actions import (
    AlreadyDecided,
    RemarkStands,
    add_remark,
    answer_remark,
    change_remark,
    remove_remark,
    reopen_remark,
    settle_remark,
)
from ..drafted import read_draft
from ..forms.remarks import RemarkForm, WordsForm
from ..models import Practice, Remark
from ..permissions import (
    can_answer_remarks,
    can_open_review,
    can_read_review,
    can_remark,
    can_settle_remarks,
)
from ..remarks import tell
from ..review import review_of
from ..subjects import label_of
from .doors import for_practice
from .journal import may_read
from .reviewing import DIGITS, came_late, posted_round, show_review

PAGE = 50
"""Remarks on one page of all remarks."""


@for_practice(can_open_review)
@require_POST
def add_practice_remark(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Write a remark on a field or a row in the open round."""
    review, draft = review_of(practice), read_draft(practice)
    if not can_remark(request.user, draft, review):
        if not review.is_open or review.state is None or posted_round(request) != review.state.pk:
            return came_late(request, practice)
        raise Http404
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return show_review(request, practice, draft, review, status=422, refused=form)
    given = form.cleaned_data
    try:
        remark = add_remark(
            practice=practice,
            round_id=given["round"] or 0,
            about=given["about"],
            text=given["text"],
            language=given["language"],
            by=request.user,
        )
    except AlreadyDecided:
        return came_late(request, practice)
    return back_to(request, practice, remark)


def back_to(request: HttpRequest, practice: Practice, remark: Remark) -> HttpResponse:
    """Come back to the remark: on the reviewing page for who may read it, else on the writing page."""
    reviewing = can_read_review(request.user, read_draft(practice), review_of(practice))
    target = redirect("review_practice" if reviewing else "write_practice", pk=practice.pk)
    target["Location"] += f"#remark-{remark.pk}"
    return target


def remark_of(practice: Practice, pk: int) -> Remark:
    """Give a remark on this sheet, or nothing is there."""
    remark = Remark.objects.filter(practice=practice, pk=pk).first()
    if remark is None:
        raise Http404
    return remark


@for_practice(can_open_review)
@require_POST
def change_practice_remark(request: HttpRequest, practice: Practice, remark: int) -> HttpResponse:
    """Say one's own remark in other words while nobody answered it and its round is open."""
    mine = own_remark(request, practice, remark)
    form = WordsForm(request.POST)
    if not form.is_valid():
        messages.info(request, _("Write what you want to say."))
        return back_to(request, practice, mine)
    try:
        change_remark(
            remark=mine, text=form.cleaned_data["text"], language=form.cleaned_data["language"], by=request.user
        )
    except (RemarkStands, Remark.DoesNotExist):
        return stands(request, practice)
    return back_to(request, practice, mine)


@for_practice(can_open_review)
@require_POST
def remove_practice_remark(request: HttpRequest, practice: Practice, remark: int) -> HttpResponse:
    """Take one's own remark away while nobody answered it and its round is open."""
    if not Remark.objects.filter(practice=practice, pk=remark).exists() and can_remark_now(request, practice):
        return redirect("review_practice", pk=practice.pk)  # the second click on one button
    mine = own_remark(request, practice, remark)
    try:
        remove_remark(remark=mine, by=request.user)
    except RemarkStands:
        return stands(request, practice)
    target = redirect("review_practice", pk=practice.pk)
    target["Location"] += f"#about-{mine.about.replace('/', '-')}"
    return target


def can_remark_now(request: HttpRequest, practice: Practice) -> bool:
    """Say whether who asks may write remarks in the round that is open now."""
    return can_remark(request.user, read_draft(practice), review_of(practice))


def own_remark(request: HttpRequest, practice: Practice, pk: int) -> Remark:
    """Give one's own remark, or nothing is there."""
    mine = remark_of(practice, pk)
    if mine.author_id != request.user.pk:
        raise Http404
    return mine


def stands(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Say that a remark can no longer be taken back."""
    messages.info(request, _("This remark stays as it is: it was answered, or its review is over."))
    return redirect("review_practice", pk=practice.pk)


@for_practice(can_answer_remarks)
@require_POST
def answer_practice_remark(request: HttpRequest, practice: Practice, remark: int) -> HttpResponse:
    """Answer a remark in its place, and settle it where the button says so."""
    asked = remark_of(practice, remark)
    if request.POST.get("do") == "settle" and not can_settle_remarks(request.user, practice):
        raise Http404
    form = WordsForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        answer_remark(remark=asked, text=given["text"], language=given["language"], by=request.user)
    elif request.POST.get("do") != "settle":
        messages.info(request, _("Write what you want to say."))
        return back_to(request, practice, asked)
    if request.POST.get("do") == "settle":
        settle_remark(remark=asked, by=request.user)
    return back_to(request, practice, asked)


@for_practice(can_settle_remarks)
@require_POST
def settle_practice_remark(request: HttpRequest, practice: Practice, remark: int) -> HttpResponse:
    """Mark a remark as done."""
    asked = remark_of(practice, remark)
    settle_remark(remark=asked, by=request.user)
    return back_to(request, practice, asked)


@for_practice(can_settle_remarks)
@require_POST
def reopen_practice_remark(request: HttpRequest, practice: Practice, remark: int) -> HttpResponse:
    """Open a done remark again."""
    asked = remark_of(practice, remark)
    reopen_remark(remark=asked, by=request.user)
    return back_to(request, practice, asked)


def act_on_remark(request: HttpRequest, practice: Practice) -> Remark | None:
    """Answer, settle or reopen the remark a button of the writing form names ("answer:12"); give it, None where none is named."""
    verb, _colon, number = request.POST.get("do", "").partition(":")
    if verb not in ("answer", "settle", "reopen") or not number.isdecimal() or len(number) >= DIGITS:
        return None
    remark = Remark.objects.filter(practice=practice, pk=number).first()
    if remark is None or not can_answer_remarks(request.user, practice):
        return None
    form = WordsForm({"text": request.POST.get(f"answer-{number}", ""), "language": reader_language()})
    if verb == "reopen":
        return reopen_remark(remark=remark, by=request.user)
    if form.is_valid():
        given = form.cleaned_data
        answer_remark(remark=remark, text=given["text"], language=given["language"], by=request.user)
    if verb == "settle":
        return settle_remark(remark=remark, by=request.user)
    return remark


@for_practice(may_read)
@require_safe
def practice_remarks(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show every remark ever made on the sheet, fifty to a page, the latest first."""
    ours = Remark.objects.about(practice).select_related("author", "done_by").order_by("-made_at", "-pk")
    page = Paginator(ours, PAGE).get_page(request.GET.get("page"))
    draft = read_draft(practice)
    rows = [(label_of(told.remark.about, draft), told) for told in tell(practice, page.object_list)]
    context: dict[str, Any] = {
        "practice": practice,
        "headline": draft.text_in("headline", draft.original_language),
        "language": draft.original_language,
        "page": page,
        "rows": rows,
        "may_answer": can_answer_remarks(request.user, practice),
        "may_settle": can_settle_remarks(request.user, practice),
    }
    return render(request, "practices/review/remarks.html", context)
