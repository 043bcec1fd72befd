"""Where scripts do not run, every button still does its work."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Visitor
from tests.pages.kinds import to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "une phrase de passe"


def test_a_reader_filters_the_list(visitor: Callable[..., Visitor], scene: SimpleNamespace) -> None:
    page = visitor(java_script_enabled=False, viewport={"width": 390, "height": 844}).page
    page.goto(to("practices"))
    page.locator(".facets-open").click()
    page.locator("#filters [name=outcome][value=failed]").check()
    page.locator("#filters .button").click()
    expect(page).to_have_url(re.compile("outcome=failed"))
    expect(page.get_by_role("link", name=scene.sheets.attempt.headline_fr)).to_be_visible()
    expect(page.locator(".card-title")).not_to_have_count(20)
    page.locator(".chip").first.click()
    expect(page.locator(".card-title")).to_have_count(20)


def test_a_member_signs_in_and_adds_a_row(visitor: Callable[..., Visitor], scene: SimpleNamespace) -> None:
    author = scene.house.author
    author.set_password(PASSWORD)
    author.save()
    author.emailaddress_set.update_or_create(email=author.email, defaults={"verified": True, "primary": True})
    page = visitor(java_script_enabled=False).page
    page.goto(to("account_login"))
    page.locator("[name=login]").fill(author.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/desk/"))

    page.goto(to("write_practice", pk=scene.sheets.draft.pk))
    page.locator("#steps [data-add]").click()
    titles = page.locator("#steps [name$=-title]")
    expect(titles).to_have_count(2)
    titles.nth(1).fill("Écouter")
    page.locator("#steps [data-row]").nth(1).locator("[data-up]").click()
    expect(titles.first).to_have_value("Écouter")
    page.locator("#steps [data-row]").nth(1).locator("[data-remove]").click()
    assert titles.first.input_value() == "Écouter"
    page.locator(".bar-tools [value=save]").click()
    expect(page.locator(".said")).to_be_visible()
