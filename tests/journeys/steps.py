"""What people do in more than one journey."""

import re
from typing import Any

from playwright.sync_api import Page, expect

PASSWORD = "une phrase de passe"


def sign_in(page: Page, person: Any) -> None:
    """Sign in as `person` by password."""
    page.goto("/fr/account/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/desk/"))


def saved(page: Page) -> None:
    """Wait until the page says that the draft is saved."""
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        pass
    expect(page.locator("#save-state")).to_have_class(re.compile("save-done"))
