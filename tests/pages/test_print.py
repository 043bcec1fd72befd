"""A sheet leaves on two A4 pages, without what only a screen needs."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Visitor
from tests.pages.kinds import to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_sheet_prints_on_two_pages(visitor: Callable[..., Visitor], scene: SimpleNamespace, scheme: str) -> None:
    page = visitor(color_scheme=scheme).page
    page.goto(to("practice", slug=scene.sheets.long.slug))
    page.emulate_media(media="print")
    for screen_only in (".top", ".langs-full", ".toc", ".trail", ".foot", ".skip"):
        expect(page.locator(screen_only).first).to_be_hidden()
    expect(page.locator(".print-head")).to_contain_text("FP-1001")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
