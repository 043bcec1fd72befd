"""Milano translates a sheet by keyboard, is interrupted twice, loses nothing, and publishes."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from editorial.tests.translating import address, change, network  # noqa: F401  a published sheet, and members
from practices.models import Practice
from tests.journeys.steps import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOST = re.compile("save-fail")


@pytest.fixture
def milano(network: SimpleNamespace) -> SimpleNamespace:  # noqa: F811  the fixture imported above
    """The network; its translator with a password and a confirmed address."""
    person = network.translator
    person.set_password(PASSWORD)
    person.save()
    person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
    return network


def saved(page: Page) -> None:
    """Wait until the page says that what was typed is saved."""
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1" and answer.ok):
        pass
    expect(page.locator("#save-state")).to_have_class(re.compile("save-done"))


def write(page: Page, words: str) -> None:
    """Type into the field that has the focus, and wait until it is saved."""
    page.keyboard.type(words)
    saved(page)


def test_by_keyboard_with_two_interruptions(milano: SimpleNamespace, visit: Any) -> None:
    here = address(milano.sheet)
    page = visit()
    sign_in(page, milano.translator)
    page.goto(here)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#text-headline")).to_be_focused()
    write(page, "Far conoscere i mestieri")
    expect(page.locator("#headline .state-published")).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#text-summary")).to_be_focused()

    page.context.set_offline(True)  # the train enters a tunnel, and the tab is lost with what was typed there
    page.keyboard.type("Un consulente riceve quasi duemila persone.")
    expect(page.locator("#save-state")).to_have_class(LOST)
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(here)
    expect(page.locator("#text-summary")).to_have_value("Un consulente riceve quasi duemila persone.")
    saved(page)

    page.locator("[value=publish]").click()
    expect(page.locator("[role=note], .notice").first).to_be_visible()
    sheet = Practice.objects.get(pk=milano.sheet.pk)
    assert (sheet.headline_it, sheet.summary_it) == (
        "Far conoscere i mestieri",
        "Un consulente riceve quasi duemila persone.",
    )
    look_at_what_changed(page, here, sheet)


def look_at_what_changed(page: Page, here: str, sheet: Practice) -> None:
    """Come back after the original changed, and read what it said before."""
    change(sheet, summary_fr="Un conseiller reçoit 1 800 personnes.")
    page.goto(here)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#text-summary")).to_be_focused()
    earlier = page.locator("#summary .earlier p")
    expect(earlier).to_be_hidden()
    page.keyboard.press("Alt+o")
    expect(earlier).to_contain_text("près de deux mille")
    page.keyboard.press("Alt+o")
    expect(earlier).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(milano: SimpleNamespace, visit: Any, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    sign_in(page, milano.translator)
    for thing in (milano.sheet, milano.page, milano.limoges):
        page.goto(address(thing))
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_without_scripts_on_a_small_phone(milano: SimpleNamespace, visit: Any) -> None:
    page = visit(javascript=False, viewport={"width": 320, "height": 640})
    sign_in(page, milano.translator)
    page.goto(address(milano.sheet))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("#headline a[href='#summary']").click()
    expect(page).to_have_url(re.compile("#summary$"))
    page.locator("#text-summary").fill("Senza titolo")
    page.locator("[value=publish]").click()
    expect(page.locator("#text-headline")).to_be_focused()
    page.locator("#text-headline").fill("Titolo")
    page.locator("[value=publish]").click()
    expect(page.locator(".notice-ok")).to_be_visible()
    assert Practice.objects.get(pk=milano.sheet.pk).summary_it == "Senza titolo"


def test_who_publishes_while_a_save_is_under_way_meets_nobody(milano: SimpleNamespace, visit: Any) -> None:
    page = visit()
    sign_in(page, milano.translator)
    page.goto(address(milano.sheet))
    page.locator("#text-headline").fill("Titolo")
    with page.expect_request(lambda asked: asked.headers.get("x-autosave") == "1"):
        pass
    page.locator("[value=publish]").click()
    expect(page.locator(".notice-ok")).to_be_visible()
    assert Practice.objects.get(pk=milano.sheet.pk).headline_it == "Titolo"
