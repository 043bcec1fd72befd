"""What pages cost: CPU in units of a bare page, and queries; nothing kept of the page from one request to the next.

Page and unit are asked for in the same way: by an anonymous reader, of a process that knows neither the page nor how new
the content is, so that both open their connection to the database and read the version of the content.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils.translation import override

from editorial import caching
from home.reading import forget_numbers
from practices.models import Practice

from .scene import READ, draft
from .table import Figure
from .visits import Visitor, cpu, form_in, nothing, sql

BARE = "/fr/bare/"
ROUNDS = 3
"""Each figure is the least of so many: a ratio of two least values hardly feels what else the machine does."""
LIST = "/fr/practices/"
CHOSEN = LIST + "?page=2&pole=emploi&outcome=worked&outcome=mixed&country=FR&country=IT"


@dataclass(frozen=True)
class Page:
    """One page to measure, and what it may cost: units of CPU and queries, each (must, aim)."""

    what: str
    ask: Callable[[Any], Any]
    given: Callable[[], Any]
    units: tuple[float | None, float | None] = (None, None)
    queries: tuple[float | None, float | None] = (None, None)
    before: Callable[[], None] = nothing
    times: int = 10


def forget_pages() -> None:
    """Forget the kept pages, and how new they were: the next reader waits for the page to be made."""
    caching.store.clear()
    caching.version.forget()


def forget_all() -> None:
    """Forget pages, terms and numbers: the next reader is the first since this process started."""
    caching.forget_everything()
    forget_numbers()


def public_pages(handler: WSGIHandler) -> list[Page]:
    """Give the public pages, as an anonymous reader asks for them."""
    reader = Visitor(handler)
    limits: list[tuple[str, str, tuple[float, float | None], tuple[float, float]]] = [
        ("sheet", f"/fr/practices/{READ}/", (7, None), (12, 8)),
        ("list of 20, 8 facets with numbers", LIST, (14, None), (12, 10)),
        ("its page 2, three facets chosen", CHOSEN, (14, None), (12, 10)),
        ("front page", "/fr/", (10, None), (10, 10)),
    ]
    return [
        Page(what + words, reader.hand_over, partial(reader.request, path), units, queries, before)
        for words, before in (("", forget_pages), (", first of a process", forget_all))
        for what, path, units, queries in limits
    ]


def members_pages(handler: WSGIHandler, people: SimpleNamespace) -> Iterator[Page]:
    """Give what members do: for information, but for the pages' own honesty about SQL."""
    author = Visitor(handler, people.author)
    written = draft(people)
    with override("fr"):
        write = reverse("write_practice", kwargs={"pk": written.pk})
        desk, drafts = reverse("desk"), reverse("my_drafts")
        read = Practice.objects.get(slug=READ)
        translate = reverse("translate_practice", kwargs={"pk": read.pk, "code": "it"})
    sheet = f"/fr/practices/{READ}/"
    yield Page("sheet, as a member reads it", author.hand_over, partial(author.request, sheet))
    yield Page("desk, 200 drafts", author.hand_over, partial(author.request, desk))
    yield Page("all drafts of a place, 200", author.hand_over, partial(author.request, drafts), times=3)
    yield Page("translating page", author.hand_over, partial(author.request, translate), (10, None), (12, None))
    yield Page("writing page", author.hand_over, partial(author.request, write))

    def filled_in(**more: str) -> dict[str, Any]:
        form = form_in(author.ask(write).body, "sheet-form")
        return author.request(write, {**form, "context": "Un autre texte.", **more})

    def behind() -> dict[str, Any]:
        return filled_in() | {"HTTP_X_AUTOSAVE": "1"}

    yield Page("autosave", author.hand_over, behind, times=5)
    yield Page("save", author.hand_over, partial(filled_in, do="save"), times=5)


def figures(pages: list[Page], handler: WSGIHandler) -> tuple[float, list[Figure]]:
    """Measure the pages; give the unit in milliseconds, and two figures per page."""
    bare = Visitor(handler)
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for page in pages:
            unit = cpu(bare.hand_over, partial(bare.request, BARE), times=30, before=forget_pages)
            least[BARE] = min(unit, least.get(BARE, unit))
            spent = cpu(page.ask, page.given, times=page.times, before=page.before)
            least[page.what] = min(spent, least.get(page.what, spent))
    return least[BARE], [
        figure for page in pages for figure in (in_units(page, least[page.what], least[BARE]), in_queries(page))
    ]


def in_units(page: Page, spent: float, unit: float) -> Figure:
    """Give what a page costs in units."""
    return Figure(page.what, spent / unit, "units", *page.units, note=f"{spent:.1f} ms")


def in_queries(page: Page) -> Figure:
    """Give how many queries a page sends."""
    page.before()
    given = page.given()
    answers: list[Any] = []
    count = sql(lambda: answers.append(page.ask(given)))
    if answers[0].status not in (200, 302):
        raise RuntimeError(f"{page.what}: {answers[0].status}")
    return Figure("", count, "SQL", *page.queries)
