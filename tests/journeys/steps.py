"""What people do in more than one journey."""

import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page, expect

PASSWORD = "une phrase de passe"
BLOCKING = ("advertising", "anonymous", "rights")


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


def submit(page: Page) -> None:
    """Submit the sheet that is being written."""
    page.locator("#sheet-form [name=do][value=submit]").click()
    expect(page).to_have_url(re.compile(r"/desk/practices/(#.*)?$"))


def open_review(page: Page, pk: int) -> None:
    """Find the sheet among what waits on the desk, and open it."""
    page.goto("/fr/desk/")
    page.locator(f"main a[href$='/desk/practices/{pk}/review/']").first.click()
    expect(page).to_have_url(re.compile("/review/$"))


def take(page: Page) -> None:
    """Take the sheet out of the network's queue."""
    page.locator("form[action$='/take/'] button").click()
    expect(page.locator("#decide")).to_be_visible()


def remark(page: Page, about: str, text: str) -> None:
    """Write a remark beside the field or the row `about`."""
    door = page.locator(f".remark-door:has(input[name=about][value='{about}'])").first
    door.locator("summary").click()
    door.locator("textarea").fill(text)
    door.locator("button").click()
    expect(page.locator(".remark-words", has_text=text)).to_be_visible()


def decide(page: Page, verdict: str, *, ticked: Iterable[str] = (), grade: str = "", **words: str) -> None:
    """Fill in the decision and send it; `words` are texts by the name of their field."""
    form = page.locator("#decide")
    for key in ticked:
        form.locator(f"[name=checklist][value={key}]").check()
    if grade:
        form.locator(f"[name=grade][value={grade}]").check()
    for name, text in words.items():
        form.locator(f"[name={name}]").fill(text)
    form.locator(f"[name=verdict][value={verdict}]").check()
    form.locator("button").click()


def send_on(page: Page, pk: int) -> None:
    """Read a full sheet at its place and send it on to the network."""
    open_review(page, pk)
    decide(page, "sent_on")
    expect(page).to_have_url(re.compile("/desk/$"))


def grade_and_publish(page: Page, slug: str = "") -> None:
    """Publish the sheet one holds, with the points that block ticked and a grade."""
    why = "Des présences comptées chaque mois, sans noms."
    decide(page, "published", ticked=BLOCKING, grade="monitored", grade_reason=why)
    expect(page).to_have_url(re.compile(rf"/fr/practices/{slug}"))
