"""How anybody reports a page: the form every app mounts below its own public pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from editorial.open_forms import HOUR, TooOften, count_posting
from multilingual.languages import reader_language
from multilingual.models import Shown

from .actions import Reported, report_page, same_report
from .forms import ReportForm
from .models import Place


def report_view(request: HttpRequest, thing: Any, *, place: Place | None, title: Shown, back: str) -> HttpResponse:
    """Show the form about `thing`, take it, and thank. Mount it under `open_form` and `public_page`, with the page loaded.

    `place` answers (None: the network administrators), `title` is the page's as the reader sees it, `back` its address.
    """
    page = Reported(thing, place, title.text, title.lang, back)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return answer(request, page, form, status=422 if form.is_bound else 200)
    given = {"page": page, "sentence": form.cleaned_data["sentence"], "reply_to": form.cleaned_data["reply_to"]}
    if same_report(**given) is None:
        try:
            count_posting(request, f"{thing._meta.label_lower} {thing.pk}")
        except TooOften:
            return answer(request, page, form, status=429)
        report_page(**given, language=reader_language(), by=None)
    return redirect(f"{request.path}?sent=1")


def answer(request: HttpRequest, page: Reported, form: ReportForm, *, status: int) -> HttpResponse:
    """Give the page of the form, with the text that was typed; of the thanks, where it was sent."""
    context = {"page": page, "form": form, "too_often": status == 429, "sent": "sent" in request.GET}
    response = render(request, "directory/report.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(HOUR)
    return response
