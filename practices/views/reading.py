"""How readers ask for the list of sheets, for one sheet, and for the feed; nobody needs an account for any of it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from editorial.caching import public_page
from editorial.markdown import plain
from multilingual.languages import OWN_NAMES, reader_language

from ..citing import citation_of
from ..feeds import render_feed
from ..linked import licence_address, linked_data
from ..listing import ORDERS, Listing
from ..models import Life, LifeChange, Practice
from ..models.page import published_sheet
from ..sheet import languages_of_answer, outcome_words, parts_of
from ..wording import LANGUAGES

DESCRIPTION = 200
"""Characters of a sheet that engines and shared links show."""


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the sheets that answer the choices made in the address."""
    listing = Listing(request.GET)
    context = {"listing": listing, "orders": ORDERS, "canonical": canonical_list(request, listing)}
    return render(request, "practices/index.html", context)


def canonical_list(request: HttpRequest, listing: Listing) -> str:
    """Give the address engines should know the list under: its page when nothing is chosen, else its beginning."""
    number = listing.page.number
    return f"{request.path}?page={number}" if number > 1 and not listing.is_narrowed else request.path


@require_safe
@public_page
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one sheet, or the notice of its withdrawal; another spelling of its address leads to it, a draft is not there."""
    found = published_sheet(slug)
    if found is not None:
        context = sheet_context(request, found) | {"change": standing_change(found)}
        return render(request, "practices/practice.html", context)
    withdrawal = LifeChange.objects.withdrawal_at(slug)
    if withdrawal is not None:
        return withdrawn(request, withdrawal)
    return redirect(one_or_404(Practice.objects.announced().filter(slug__iexact=slug)), permanent=True)


def standing_change(practice: Practice) -> LifeChange | None:
    """Give why, by which place and since when a sheet is to be updated or archived (one query), None for neither."""
    if practice.life == Life.PUBLISHED:
        return None
    return practice.life_changes.standing().into(practice.life).select_related("place").order_by("pk").last()


def withdrawn(request: HttpRequest, change: LifeChange) -> HttpResponse:
    """Say that a sheet was withdrawn, from the row of that change: its code, its headline, why and when, nothing else."""
    language = reader_language()
    if not change.headlines.get(language):
        language = change.practice.original_language
    context = {
        "change": change,
        "practice": change.practice,
        "headline": change.headlines.get(language, ""),
        "headline_language": language,
    }
    return render(request, "practices/withdrawn.html", context, status=410)


@require_safe
@public_page
def practice_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a code, in capitals or not, with or without its leading noughts, to the sheet in the same language."""
    spelled = f"FP-{int(code[3:]):04d}"
    found = one_or_404(Practice.objects.announced().filter(code=spelled))
    if found.slug == code:
        return practice(request, slug=code)  # a headline without a letter left this sheet its code for an address
    return redirect(found, permanent=True)


def one_or_404(sheets: Any) -> Practice:
    """Give the one sheet that was asked for."""
    found = sheets.first()
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """Give the latest sheets as an Atom feed in the reader's language."""
    latest = Practice.objects.listed().newest_first()
    return HttpResponse(render_feed(latest), content_type="application/atom+xml; charset=utf-8")


def sheet_context(request: HttpRequest, practice: Practice) -> dict[str, Any]:
    """Give what the page of a sheet shows, published or, in a preview, as its draft stands."""
    practice.know_ages()
    headline, summary = practice.shown("headline"), practice.shown("summary")
    readable = practice.readable_languages()
    reader = reader_language()
    address = (
        "" if practice.code is None else practice.url_in(reader if reader in readable else practice.original_language)
    )
    parts = parts_of(practice)
    context = {
        "practice": practice,
        "headline": headline,
        "summary": summary,
        "description": plain(summary.text or practice.shown("context").text or "")[:DESCRIPTION],
        "parts": parts,
        "pictures": next((part.holds for part in parts if part.key == "pictures"), []),
        "outcome": outcome_words(practice.outcome),
        "kind": practice.term("kind"),
        "grade": practice.grade_term,
        "reader_language": LANGUAGES[reader],
        "shown_language": LANGUAGES[headline.lang],
        "elsewhere": [(code, OWN_NAMES[code], practice.url_in(code)) for code in readable if code != headline.lang],
        "answers_in": [LANGUAGES[code] for code in languages_of_answer(practice)],
        "readable": readable,
        "canonical": address,
        "short_address": short_address(practice),
        "licence_address": licence_address(practice),
        "citation": citation_of(practice, getattr(practice, "last_version", None)),
        "site": settings.SITE_ADDRESS,
    }
    return context | {"linked": linked_data(practice, context)}


def short_address(practice: Practice) -> str:
    """Give the address to print and to cite, which holds the code and never changes."""
    if practice.code is None:
        return ""
    return settings.SITE_ADDRESS + reverse("practice_code", kwargs={"code": practice.code})
