"""The feed of the latest sheets, in the reader's language; what is not translated is in its own and says so."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from editorial.markdown import plain
from multilingual.languages import reader_language

from .models.cards import Card

SHEETS = 20
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class SheetFeed(Atom1Feed):
    """An Atom feed whose entries say in which language they are."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Give the attributes of an entry."""
        return {**super().item_attributes(item), "xml:lang": item["language"]}


def render_feed(practices: Any) -> str:
    """Give the feed of the latest of `practices`, a QuerySet in order."""
    site = settings.SITE_ADDRESS
    feed = SheetFeed(
        title=_("Shared practices of the Cités des métiers"),
        link=site + reverse("practices"),
        description=_("What places have done, what did not work included."),
        language=reader_language(),
        feed_url=site + reverse("practices_feed"),
    )
    for card in practices[:SHEETS].for_cards():
        feed.add_item(**entry(card))
    return feed.writeString("utf-8")


def entry(practice: Card) -> dict[str, Any]:
    """Give one sheet as the feed holds it."""
    headline, summary = practice.shown("headline"), practice.shown("summary")
    return {
        "title": storable(headline.text),
        "link": settings.SITE_ADDRESS + practice.get_absolute_url(),
        "description": storable(plain(summary.text or "")),
        "unique_id": settings.SITE_ADDRESS + reverse("practice_code", kwargs={"code": practice.code}),
        "author_name": storable(str(practice.place or "")) or None,
        "pubdate": practice.first_published_at,
        "updateddate": practice.last_published_at or practice.first_published_at,
        "categories": [practice.kind.label] if practice.kind else [],
        "language": headline.lang,
    }


def storable(text: str) -> str:
    """Give a text without the characters XML cannot hold."""
    return NOT_IN_XML.sub("", text)
