"""Limoges writes a sheet, her manager sends it back, then on; a reviewer from Genève publishes it, and anyone reads it."""

import re
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from practices.models import Practice
from practices.versions import latest_draft
from tests.journeys.steps import decide, grade_and_publish, open_review, remark, saved, send_on, sign_in, submit, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Chercher un emploi à plusieurs"
PROSE = "Nous avons ouvert une salle **deux heures** par semaine, sans inscription ni liste de noms."


def drawing() -> bytes:
    """Give a small picture."""
    picture = Image.new("RGB", (640, 400), "#fbfaf6")
    ImageDraw.Draw(picture).ellipse((220, 100, 420, 300), outline="#17212b", width=6)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def test_from_the_first_word_to_a_reader_far_away(people: SimpleNamespace, visit: Any) -> None:
    page = visit()
    sign_in(page, people.author)

    write_first_words(page)
    address = page.url
    page.context.new_page().goto(address)  # the tab is lost; she opens the address again later
    page.close()
    page = page.context.pages[0]
    expect(page.locator("[name=headline]")).to_have_value(HEADLINE)
    expect(page.locator("[name=context]")).to_have_value(PROSE)

    submit_too_early(page)
    complete(page)
    submit(page)

    sheet = Practice.objects.get()
    manager, reviewer = visit(), visit()
    sign_in(manager, people.manager)
    send_back(manager, sheet)

    page.goto(address)
    expect(page.locator(".remark", has_text="Datez mieux le résultat.")).to_be_visible()
    page.locator("[name^=results-][name$=-period]").first.fill("2016, janvier à juin")
    submit(page)

    send_on(manager, sheet.pk)
    sign_in(reviewer, people.reviewer)
    publish(reviewer, sheet)
    assert Practice.objects.get().code == "FP-0001"
    read_without_account_or_scripts(visit(javascript=False))
    print_it(visit())


def write_first_words(page: Page) -> None:
    """Start a sheet, write, and wait for nothing but the page's own saving."""
    page.goto("/fr/desk/practices/new/")
    page.locator("[name=headline]").fill(HEADLINE)
    page.get_by_role("button", name="Commencer à écrire").click()
    page.locator("[name=kind]").select_option(index=1)
    page.locator("[name=context]").fill(PROSE)
    saved(page)


def submit_too_early(page: Page) -> None:
    """Submit what is not complete: refused, everything kept, the first gap under the cursor."""
    page.locator("#sheet-form [name=do][value=submit]").click()
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("[name=context]")).to_have_value(PROSE)
    expect(page.locator("[name=outcome]").first).to_be_focused()


def complete(page: Page) -> None:
    """Fill in what the summary of gaps asked for, with a step, a result and a picture."""
    page.locator("[name=outcome][value=worked]").check()
    for name in (
        "summary",
        "need",
        "solution",
        "means_people",
        "success_conditions",
        "difficulties",
        "transferability",
    ):
        page.locator(f"[name={name}]").fill(PROSE)
    for name in ("poles", "publics", "services"):
        page.locator(f"[name={name}]").first.check()
    page.locator("[name^=steps-][name$=-title]").first.fill("Réunir un premier groupe")
    page.get_by_role("button", name="Ajouter une étape").click()
    page.locator("[name^=steps-][name$=-title]").nth(1).fill("Écouter")
    page.locator("#steps [data-up]").nth(1).click()
    for name, value in (("indicator", "Personnes venues"), ("value", "120"), ("period", "2016")):
        page.locator(f"[name^=results-][name$=-{name}]").first.fill(value)
    page.locator("[name^=pictures-][name$=-alt]").first.fill("Un cercle de chaises")
    upload = {"name": "cercle.png", "mimeType": "image/png", "buffer": drawing()}
    page.locator("[name^=pictures-][name$=-upload]").first.set_input_files(upload)
    expect(page.locator("#pictures-rows .sheet-row-file img")).to_be_visible()


def send_back(page: Page, sheet: Practice) -> None:
    """Read what waits and send it back with a remark; without a remark the form asks for one."""
    open_review(page, sheet.pk)
    decide(page, "to_revise")
    expect(page.locator("#errors")).to_be_visible()
    [result] = latest_draft(sheet).results.all()
    remark(page, f"results/{result.pk}", "Datez mieux le résultat.")
    decide(page, "to_revise")
    expect(page).to_have_url(re.compile("/desk/$"))


def publish(page: Page, sheet: Practice) -> None:
    """Take it, read it once more and publish it."""
    open_review(page, sheet.pk)
    take(page)
    expect(page.locator("main")).to_contain_text("2016, janvier à juin")
    grade_and_publish(page, "chercher-un-emploi-a-plusieurs/$")


def read_without_account_or_scripts(page: Page) -> None:
    """Find the sheet in the list and read it in French, then in Portuguese with the notice; no cookie is set."""
    page.goto("/fr/practices/")
    page.get_by_role("link", name=HEADLINE, exact=True).click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    assert page.locator(".steps h3").all_inner_texts() == ["Écouter", "Réunir un premier groupe"]
    assert page.locator("main img").first.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    page.goto(page.url.replace("/fr/", "/pt/"))
    expect(page.locator("html")).to_have_attribute("lang", "pt")
    expect(page.locator("h1")).to_have_attribute("lang", "fr")
    expect(page.locator(".notice").first).to_be_visible()
    assert page.context.cookies() == []


def print_it(page: Page) -> None:
    """Print the sheet on no more than two A4 pages."""
    page.goto("/fr/practices/FP-0001/")
    printed = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
