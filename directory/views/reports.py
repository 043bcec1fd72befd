"""The desk's side of what readers report: the list, and the page where one report is answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.wording import LANGUAGES

from ..actions import AlreadyAnswered, answer_report
from ..desk import report_row
from ..forms import AnswerForm
from ..models import Report
from ..permissions import can_answer_report, can_see_reports
from ..signing import who_answered

ENTRIES = 30
"""Reports a page of the list shows."""
LATELY = 10
"""Answered reports the list still shows."""


@login_required
@never_cache
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer at one's places, and what was answered lately."""
    if not can_see_reports(request.user):
        raise Http404
    mine = Report.objects.for_desk_of(request.user).to_show()
    page = Paginator(mine.open(), ENTRIES).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [report_row(report) for report in page.object_list],
        "closed": list(mine.closed()[:LATELY]),
    }
    return render(request, "directory/reports.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a reader reported; take the answer."""
    report = Report.objects.to_show().select_related("answered_by").filter(pk=pk).first()
    if report is None or not can_answer_report(request.user, report):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, report=report)
    if not form.is_bound:
        return show(request, report, form)
    if not report.is_open:
        return show(request, report, form, status=409)
    if not form.is_valid():
        return show(request, report, form, status=422)
    try:
        answer_report(
            report=report, state=form.cleaned_data["state"], answer=form.cleaned_data["answer"], by=request.user
        )
    except AlreadyAnswered as first:
        return show(request, first.report, form, status=409)
    messages.success(request, _("Your answer is on its way.") if report.reply_to else _("The report is closed."))
    return redirect("reports")


def show(request: HttpRequest, report: Report, form: AnswerForm, status: int = 200) -> HttpResponse:
    """Give the page of a report: with its form while it is open, else with what was decided, and what was typed in vain."""
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "language": LANGUAGES[report.language],
        "who": "" if report.is_open else who_answered(report),
        "in_vain": form.data.get("answer", "").strip() if status == 409 else "",
        "too_late": status == 409 and report.answered_by_id != request.user.pk,
    }
    return render(request, "directory/answer_report.html", context, status=status)
