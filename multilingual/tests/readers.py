"""What does a reader without an account find of a sheet, page by page? For the runs that withdraw it and bring it back."""

from typing import Any

from django.test import Client

from practices.models import Practice

ADDRESSES = {
    "sheet": "/{language}/practices/{slug}/",
    "version": "/{language}/practices/{code}/v1/",
    "history": "/{language}/practices/{code}/history/",
    "citation": "/{language}/practices/{code}/v1/cite.bib",
    "list": "/{language}/practices/?q=&archived=1",
    "feed": "/{language}/practices/feed/",
    "front": "/{language}/",
    "map": "/sitemap.xml",
}
"""The pages a published sheet stands on."""


def pages(practice: Practice) -> list[tuple[str, int, str]]:
    """Give each page a sheet can stand on, in three languages: its name, the status it answers with, what it says."""
    names = {"slug": practice.slug, "code": practice.code}
    found = []
    for language in ("fr", "it", "ca"):
        for name, address in ADDRESSES.items():
            answer = Client().get(address.format(language=language, **names))
            found.append((name, answer.status_code, answer.content.decode()))
    return found


def traces(practice: Practice, words: str) -> list[tuple[str, int]]:
    """Give the pages of a withdrawn sheet that still say some of its words, name its address, or answer as if it were there.

    The sheet's own page is left to say its code, headline and reason, with the status of what is gone.
    """
    left = []
    for name, status, said in pages(practice):
        gone = {"sheet": 410, "version": 404, "history": 404, "citation": 404}.get(name, 200)
        is_named = name != "sheet" and f"/{practice.slug}/" in said and status == 200
        if status != gone or words in said or is_named:
            left.append((name, status))
    return left


def standing(practice: Practice) -> dict[str, Any]:
    """Give what a sheet must be again when it is brought back."""
    names = ("code", "slug", "live", "life", "grade", "live_revision_id", "latest_revision_id", "last_published_at")
    return {name: getattr(practice, name) for name in names} | {"states": practice.translation_states}
