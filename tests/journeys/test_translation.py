"""Milano takes the Limoges sheet into Italian, and Italian readers see which step changed since."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from directory.actions import grant_role
from practices.actions import save_draft, start_practice
from practices.models import Practice
from practices.tests.conftest import complete, fresh, publish
from practices.versions import version
from tests.journeys.steps import saved, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEP = "steps/11111111-1111-4111-8111-111111111111/title"


@pytest.fixture
def sheet(people: SimpleNamespace) -> Practice:
    """The sheet of Limoges, published in French; Milano's advisor translates into Italian."""
    grant_role(person=people.milano_advisor, kind="translator", language="it", by=None)
    practice = start_practice(place=people.limoges, form="full", language="fr", by=people.author)
    save_draft(practice=practice, changes=complete(), expected=version(fresh(practice)), by=people.author)
    return publish(practice, people)


def test_translated_changed_and_confirmed(people: SimpleNamespace, sheet: Practice, visit: Any) -> None:
    milano, reader = visit(), visit(javascript=False)
    sign_in(milano, people.milano_advisor)
    translate(milano, sheet)
    reader.goto(sheet.url_in("it"))
    expect(reader.locator("h1")).to_have_text("testo 0")
    assert reader.locator("main .prose[lang], main .notice").count() == 0
    reader.goto(sheet.url_in("ca"))
    expect(reader.locator("h1")).to_have_attribute("lang", "fr")
    expect(reader.locator(".notice").first).to_be_visible()

    author = visit()
    sign_in(author, people.author)
    change_a_step_and_a_comma(author, sheet)
    publish(sheet, people)

    reader.goto(sheet.url_in("it"))
    assert reader.locator(".aged").count() == 1
    expect(reader.locator("#steps .aged a")).to_have_attribute("href", f"{sheet.url_in('fr')}#steps")

    confirm(milano, sheet)
    reader.goto(sheet.url_in("it"))
    assert reader.locator(".aged").count() == 0


def texts(page: Page) -> Any:
    """Give the controls the translation is typed in."""
    return page.locator("#translation .pair .field").locator("textarea, input.input")


def translate(page: Page, sheet: Practice) -> None:
    """Begin, lose the tab, come back to what was typed, finish and publish."""
    page.goto(sheet.url_in("it"))
    page.locator(f"a[href*='/desk/practices/{sheet.pk}/translate/it/']").first.click()
    texts(page).first.fill("testo 0")
    saved(page)
    page.goto("about:blank")
    page.goto(f"/it/desk/practices/{sheet.pk}/translate/it/")
    expect(texts(page).first).to_have_value("testo 0")
    for number in range(1, texts(page).count()):
        texts(page).nth(number).fill(f"testo {number}")
    with page.expect_navigation():
        page.locator("[name=do][value=publish]").click()
    assert fresh(sheet).translation_states == {"it": "current"}


def change_a_step_and_a_comma(page: Page, sheet: Practice) -> None:
    """Change a step, and a comma of the summary that she calls minor; submit both."""
    page.goto(f"/fr/desk/practices/{sheet.pk}/")
    page.locator("[name^=steps-][name$=-title]").first.fill("Réunir un premier groupe")
    page.locator("[name=summary]").fill("Un texte, corrigé.")
    page.locator("[name=change_note]").fill("Une étape plus claire.")
    page.locator("[name=do][value=save].button").click()
    page.locator("[name=minor_changes][value=summary]").check()
    page.locator("[name=do][value=submit]").click()
    expect(page).to_have_url(re.compile(r"/desk/practices/$"))


def confirm(page: Page, sheet: Practice) -> None:
    """Find the sheet in the queue of her desk, say that the step still holds, translate the new note, publish."""
    page.goto("/it/desk/")
    page.locator(f"main a[href*='/desk/practices/{sheet.pk}/translate/it/']").first.click()
    page.locator(f"[name='holds:{STEP}']").check()
    for box in texts(page).all():
        if not box.input_value():
            box.fill("Una tappa più chiara.")
    with page.expect_navigation():
        page.locator("[name=do][value=publish]").click()
    assert fresh(sheet).translation_states == {"it": "current"}
