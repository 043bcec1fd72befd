"""Everything a mouse does, a keyboard does, and the focus is never lost."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Visitor
from tests.pages.kinds import to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
TITLES = "#steps [name$=-title]"


def press_on(page: Page, selector: str, key: str = "Enter") -> None:
    """Press a key on what would have the focus."""
    page.locator(selector).focus()
    page.keyboard.press(key)


def test_the_first_tab_skips_to_the_content(visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    for address in (to("front"), to("practices"), to("account_login")):
        page.goto(address)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()


def test_the_menus_of_a_phone_open_and_close(visitor: Callable[..., Visitor]) -> None:
    page = visitor(viewport=PHONE).page
    page.goto(to("practices"))
    for opener, panel in ((".top-menu", "#menu"), (".facets-open", "#filters")):
        press_on(page, opener)
        expect(page.locator(panel)).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate(f"document.querySelector('{panel}').contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(page.locator(panel)).to_be_hidden()
        expect(page.locator(opener)).to_be_focused()


def test_rows_are_added_moved_and_removed(visitor: Callable[..., Visitor], scene: SimpleNamespace) -> None:
    guest = visitor()
    guest.become("author")
    page = guest.page
    page.goto(to("write_practice", pk=scene.sheets.draft.pk))
    first = page.locator(TITLES).first.input_value()

    press_on(page, "#steps [data-add]")
    expect(page.locator(TITLES)).to_have_count(2)
    expect(page.locator(TITLES).nth(1)).to_be_focused()
    page.keyboard.type("Écouter")

    press_on(page, "#steps [data-row]:last-child [data-up]")
    expect(page.locator(TITLES).first).to_have_value("Écouter")
    expect(page.locator("#steps [data-row]:first-child [data-down]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(TITLES).first).to_have_value(first)
    expect(page.locator("#steps [data-row]:last-child [data-up]")).to_be_focused()
    assert page.locator("#steps .sheet-row-number").all_inner_texts() == ["1", "2"]

    press_on(page, "#steps [data-row]:last-child [data-remove]")
    expect(page.locator(TITLES)).to_have_count(1)
    expect(page.locator("#steps [data-remove]")).to_be_focused()


def test_the_toolbar_writes_markdown(visitor: Callable[..., Visitor], scene: SimpleNamespace) -> None:
    guest = visitor()
    guest.become("author")
    page = guest.page
    page.goto(to("write_practice", pk=scene.sheets.note.pk))
    page.locator("[name=solution]").fill("salle")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+b")
    expect(page.locator("[name=solution]")).to_have_value("**salle**")
    press_on(page, ".editor:has([name=solution]) [data-tool=preview]")
    expect(page.locator(".editor-preview strong")).to_have_text("salle")


def test_a_refused_sheet_puts_the_focus_on_its_first_gap(
    visitor: Callable[..., Visitor], scene: SimpleNamespace
) -> None:
    guest = visitor()
    guest.become("author")
    page = guest.page
    page.goto(to("write_practice", pk=scene.sheets.empty.pk))
    press_on(page, ".bar-tools [value=submit]")
    gaps = page.locator("#errors a")
    expect(gaps.first).to_be_visible()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    for target in gaps.evaluate_all("links => links.map(link => link.hash)"):
        assert page.locator(f"[id='{target[1:]}']").count() == 1, target
