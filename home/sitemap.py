"""The sitemap: every public address, in the languages it can be read in and no other, each naming the others."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from multilingual.languages import CODES
from multilingual.models import MISSING
from practices.models import Practice

from .models import StandingPage

LIMIT = 50_000
"""Addresses one sitemap may hold, by its own rules."""


class Place(NamedTuple):
    """One thing the public can read: the end of its address, its languages, and when it last changed."""

    path: str
    languages: list[str]
    changed: datetime | None


def places() -> Iterator[Place]:
    """Give everything the public can read (two queries)."""
    yield Place("", list(CODES), None)
    yield Place(tail(reverse("practices")), list(CODES), None)
    for page in StandingPage.objects.live().order_by("path"):
        yield Place(
            tail(reverse("standing", kwargs={"slug": page.slug})), page.readable_languages(), page.last_published_at
        )
    sheet = tail(reverse("practice", kwargs={"slug": "SLUG"}))
    fields = ("slug", "last_published_at", "original_language", "translation_states")
    for slug, changed, original, states in Practice.objects.published().newest_first().values_list(*fields):
        languages = [code for code in CODES if code == original or states.get(code, MISSING) != MISSING]
        yield Place(sheet.replace("SLUG", slug), languages, changed)


def tail(path: str) -> str:
    """Give an address without the language it begins with."""
    return path.split("/", 2)[2]


def render_sitemap(found: Iterable[Place]) -> SafeString:
    """Give the sitemap as XML, cut at the number of addresses one may hold."""
    entries: list[SafeString] = []
    for place in found:
        entries += entries_of(place)
    return format_html(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}</urlset>\n',
        SafeString("".join(entries[:LIMIT])),
    )


def entries_of(place: Place) -> Iterator[SafeString]:
    """Give one entry per language of a thing; each names them all, itself included."""
    addresses = [(code, f"{settings.SITE_ADDRESS}/{code}/{place.path}") for code in place.languages]
    others = format_html_join("", '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', addresses)
    changed = format_html("<lastmod>{}</lastmod>", place.changed.date().isoformat()) if place.changed else ""
    for _code, address in addresses:
        yield format_html("<url><loc>{}</loc>{}{}</url>\n", address, changed, others)
