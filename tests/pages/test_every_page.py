"""What holds on every type of page: no barrier axe can name, no sideways scroll, one headline, no complaint, one host."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from multilingual.languages import CODES
from tests.pages.conftest import Visitor
from tests.pages.kinds import kinds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What a theme changes: in the dark one the rest is as in the light one."""
WIDTHS = (1280, 390, 320)


def barriers(page: Page, rules: dict[str, Any]) -> Iterator[str]:
    """What axe finds."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    for violation in found.response["violations"]:
        places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        yield f"axe: {violation['id']} at {places}"


def frame_faults(page: Page) -> Iterator[str]:
    """A page without its language, its title, or its one headline."""
    if (language := page.locator("html").get_attribute("lang")) not in CODES:
        yield f"lang is {language}"
    if not page.title().strip(" ·"):
        yield "no title"
    if (headlines := page.locator("h1").count()) != 1:
        yield f"{headlines} h1"
    if page.locator("h1").first.inner_text().strip() == "":
        yield "an empty h1"


def sideways(page: Page, width: int) -> Iterator[str]:
    """A page wider than its window."""
    page.set_viewport_size({"width": width, "height": 900})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        yield f"scrolls to {wide} in {width}"


@pytest.mark.parametrize(
    ("scheme", "rules", "widths"), [("light", EVERYTHING, WIDTHS), ("dark", COLOURS, WIDTHS[:1])], ids=["light", "dark"]
)
def test_every_page_is_open_to_everybody(
    visitor: Callable[..., Visitor], scene: SimpleNamespace, scheme: str, rules: dict[str, Any], widths: tuple[int, ...]
) -> None:
    guest = visitor(color_scheme=scheme, reduced_motion="reduce")
    faults = []
    for kind in kinds(scene):
        guest.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        guest.see(kind)
        found = [*frame_faults(guest.page), *barriers(guest.page, rules)]
        for width in widths:
            found += sideways(guest.page, width)
        faults += [f"{kind.name}: {fault}" for fault in (*found, *guest.complaints)]
        guest.complaints.clear()
    assert faults == []


def test_forced_colours_leave_pages_whole(visitor: Callable[..., Visitor], scene: SimpleNamespace) -> None:
    guest = visitor(forced_colors="active", viewport={"width": 390, "height": 844})
    faults = []
    for kind in kinds(scene)[::3]:
        guest.see(kind)
        faults += [f"{kind.name}: {fault}" for fault in (*sideways(guest.page, 390), *guest.complaints)]
        guest.complaints.clear()
    assert faults == []
