"""The journal of a sheet, for those who work on it: everything that happened, fifty lines a page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..drafted import read_draft
from ..journal import entries_of, told
from ..models import Practice
from ..permissions import can_edit, can_read_journal, works_on
from .doors import for_practice

LINES = 50
"""Lines of one page."""


def may_read(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read the journal; a reviewer is asked about the places the draft in review names."""
    if works_on(user, practice):
        return can_read_journal(user, practice)
    return can_read_journal(user, practice) and can_read_journal(user, read_draft(practice))


@for_practice(may_read)
@require_safe
def practice_journal(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Show what happened to a sheet, the newest first."""
    page = Paginator(entries_of(practice), LINES).get_page(request.GET.get("page"))
    context = {
        "practice": practice,
        "page": page,
        "lines": told(practice, page.object_list),
        "may_edit": can_edit(request.user, practice),
    }
    return render(request, "practices/journal.html", context)
