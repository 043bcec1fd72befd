"""The standing pages and the figures of the network."""

from typing import Any

from home.actions import publish_standing_page, save_figure
from home.models import NetworkFigure, Special, StandingPage
from multilingual.languages import CODES, column

from . import read

ORIGINAL = "fr"


def load_pages(content: dict[str, Any]) -> int:
    """Publish the standing pages that do not exist yet, in their six languages; give how many."""
    known = set(StandingPage.objects.values_list("slug", flat=True))
    new = [entry for entry in content["page"] if entry["slug"] not in known]
    for entry in new:
        special = Special.CHARTER if entry["slug"] == "charter" else ""
        texts = {code: texts_of(entry[code]) for code in CODES if code in entry}
        publish_standing_page(slug=entry["slug"], language=ORIGINAL, texts=texts, special=special, by=None)
    return len(new)


def texts_of(entry: dict[str, Any]) -> dict[str, Any]:
    """Give a page's texts in one language: each passage is a heading with its anchor, and its text."""
    blocks = []
    for passage in entry["body"]:
        blocks.append({"type": "heading", "value": {"text": passage["heading"], "anchor": passage["anchor"]}})
        blocks.append({"type": "paragraphs", "value": passage["text"].strip()})
    return {"headline": entry["headline"], "intro": entry["intro"], "body": blocks}


def load_figures(content: dict[str, Any]) -> int:
    """Write the figures of the network where there are none; give how many."""
    if NetworkFigure.objects.exists():
        return 0
    for position, entry in enumerate(content["figure"], start=1):
        figure = NetworkFigure(value=entry["value"], year=entry["year"], position=position)
        for name in ("when", "label", "source"):
            for code in CODES:
                setattr(figure, column(name, code), entry[name][code])
        save_figure(figure=figure, by=None)
    return len(content["figure"])


def load_standing() -> int:
    """Bring standing pages and figures; give how many."""
    content = read("pages.toml")
    return load_pages(content) + load_figures(content)
