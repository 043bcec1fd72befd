"""Which sheets is a member asked to review? All of them, page by page: those of their place, those they hold, the queue."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.permissions import reviews
from editorial.registry import DeskRow, DeskSection

from .desk import Line, held_row, is_manager, lines_in_review, review_row
from .models import Practice

PAGE = 50
"""Sheets on one page."""
PLACE, HELD, QUEUE = "place", "held", "queue"


def page_of_reviews(user: Any, number: Any) -> Page:
    """Give a page of the sheets `user` is asked to review, each as (why, key), in the order of the desk (three queries)."""
    return Paginator(list(asked_of(user)), PAGE).get_page(number)


def asked_of(user: Any) -> Iterable[tuple[str, int]]:
    """Give why and by which key each sheet waits for `user` (at most three queries)."""
    sheets = Practice.objects
    kinds: list[tuple[str, Callable[[Any], Any]]] = [(PLACE, sheets.waiting_for)] if is_manager(user) else []
    if reviews(user):
        kinds += [(HELD, sheets.taken_by_reviewer), (QUEUE, sheets.to_take)]
    for why, which in kinds:
        for key in which(user).rewrite(False).values_list("pk", flat=True):
            yield why, key


def sections_of(page: Page) -> list[DeskSection]:
    """Give what a page shows under the desk's own headings (one query)."""
    asked = list(page.object_list)
    known = lines_of([key for _why, key in asked])
    headings = {PLACE: _("To review"), HELD: _("Sheets you hold"), QUEUE: _("In the network’s queue")}
    rows: dict[str, list[DeskRow]] = {}
    for why, key in asked:
        if key in known:  # still in review
            rows.setdefault(why, []).append(row_of(why, known[key]))
    return [DeskSection(heading=headings[why], rows=found) for why, found in rows.items()]


def row_of(why: str, line: Line) -> DeskRow:
    """Give the row of one sheet as the desk shows it."""
    if why == HELD:
        return held_row(line)
    return review_row(line, _("Review") if why == PLACE else pgettext("a sheet of the queue", "Look and take"))


def lines_of(keys: list[int]) -> dict[int, Line]:
    """Give what is shown of some sheets in review, by key; of those whose review ended meanwhile nothing (one query)."""
    return {line.pk: line for line in lines_in_review(keys)}
