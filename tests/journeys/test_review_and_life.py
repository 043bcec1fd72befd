"""A sheet of Limoges is read twice, published, published again, withdrawn and brought back."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import DurationField, F, Value
from playwright.sync_api import Page, expect

from editorial.uploads import check_picture
from home.demo.dates import dated
from practices.actions import DraftChanges, save_draft, start_practice, submit_practice
from practices.models import Practice, Remark
from practices.review import review_of
from practices.tests.conftest import complete, fresh
from practices.tests.conftest import decide as decided
from practices.versions import version
from tests.journeys.steps import decide, grade_and_publish, open_review, remark, send_on, sign_in, submit, take
from tests.journeys.test_first_sheet import drawing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = "11111111-1111-4111-8111-111111111111", "33333333-3333-4333-8333-333333333333"
PICTURE = "44444444-4444-4444-8444-444444444444"
HEADLINE = "Un club pour chercher à plusieurs"
REASON = "Une photo montrait des personnes qui n’avaient pas donné leur accord."
MONTH = timedelta(days=30)


@pytest.fixture
def sheet(people: SimpleNamespace) -> Practice:
    """A draft of Limoges with two steps and a picture, ready to be submitted."""
    practice = start_practice(place=people.limoges, form="full", language="fr", by=people.author)
    upload = check_picture(SimpleUploadedFile("cercle.png", drawing(), content_type="image/png"))
    whole = complete()
    rows = {
        **whole.rows,
        "steps": [
            {"id": FIRST, "title": "Réunir un groupe", "body": "Vite."},
            {"id": SECOND, "title": "Écouter", "body": "Longtemps."},
        ],
        "pictures": [{"id": PICTURE, "alt": "Un cercle de chaises", "credit": "Dessin", "upload": upload}],
    }
    changes = DraftChanges(facts=whole.facts, texts=whole.texts, terms=whole.terms, rows=rows)
    save_draft(practice=practice, changes=changes, expected=version(fresh(practice)), by=people.author)
    return fresh(practice)


def test_from_two_readings_to_two_versions_and_away_and_back(
    people: SimpleNamespace, sheet: Practice, visit: Any
) -> None:
    author, manager, reviewer, reader = visit(), visit(), visit(), visit(javascript=False)
    for page, person in ((author, people.author), (manager, people.manager), (reviewer, people.reviewer)):
        sign_in(page, person)

    author.goto(f"/fr/desk/practices/{sheet.pk}/")
    submit(author)
    send_on(manager, sheet.pk)
    geneve_asks_for_changes(reviewer, sheet)
    limoges_answers_and_fixes(author, sheet)
    assert review_of(fresh(sheet)).is_held_by(people.reviewer)
    open_review(reviewer, sheet.pk)
    expect(reviewer.locator("#decide")).to_be_visible()
    grade_and_publish(reviewer)
    assert fresh(sheet).code == "FP-0001"
    expect(reader_at(reader, fresh(sheet)).locator("#means")).to_contain_text("Deux heures par semaine")

    a_month_goes_by(sheet)
    limoges_publishes_again(author, manager, reviewer, sheet)
    anyone_reads_what_changed(reader)

    kept = addresses(reader, fresh(sheet))
    withdraw(manager, sheet)
    it_is_gone_everywhere(reader, fresh(sheet), kept)
    bring_back(manager, sheet)
    everything_is_there_again(reader, fresh(sheet), kept)
    assert reader.context.cookies() == []


def geneve_asks_for_changes(page: Page, sheet: Practice) -> None:
    """Take it from the queue, remark on the means and on step 2, send it back."""
    open_review(page, sheet.pk)
    take(page)
    remark(page, "means_people", "Combien d’heures ?")
    remark(page, f"steps/{SECOND}", "Qui écoute qui ?")
    decide(page, "to_revise", word="Une belle idée.")
    expect(page).to_have_url(re.compile("/desk/$"))


def limoges_answers_and_fixes(page: Page, sheet: Practice) -> None:
    """See what is asked beside each field, answer both remarks, mend what they are about, submit again."""
    page.goto(f"/fr/desk/practices/{sheet.pk}/")
    expect(page.locator("main")).to_contain_text("Une belle idée.")
    asked = {each.about: each.pk for each in Remark.objects.filter(practice=sheet)}
    assert list(asked) == ["means_people", f"steps/{SECOND}"]
    page.locator("[name=means_people]").fill("Deux heures par semaine, à deux.")
    page.locator("[name^=steps-][name$=-body]").nth(1).fill("Chacun écoute chacun.")
    for about, words in (("means_people", "Deux, c’est écrit."), (f"steps/{SECOND}", "Tous, tour à tour.")):
        key = asked[about]
        page.locator(f"[name=answer-{key}]").fill(words)
        page.locator(f"[name=do][value='settle:{key}']").click()
        expect(page.locator(f"details#remark-{key}")).to_be_visible()
    submit(page)


def reader_at(page: Page, sheet: Practice) -> Page:
    """Open the sheet as anyone reads it."""
    answer = page.goto(sheet.url_in("fr"))
    assert answer is not None
    assert answer.status == 200
    return page


def a_month_goes_by(sheet: Practice) -> None:
    """Move everything that happened a month into the past."""
    for rows, names in dated(sheet):
        rows.update(**{name: F(name) - Value(MONTH, output_field=DurationField()) for name in names})


def limoges_publishes_again(author: Page, manager: Page, reviewer: Page, sheet: Practice) -> None:
    """Say what changed, be read twice, and be published as version 2."""
    author.goto(f"/fr/desk/practices/{sheet.pk}/")
    author.locator("[name=summary]").fill("Un autre texte.")
    author.locator("[name=change_note]").fill("Le résumé dit ce que nous faisons.")
    submit(author)
    send_on(manager, sheet.pk)
    open_review(reviewer, sheet.pk)
    take(reviewer)
    expect(reviewer.locator("#about-summary ins")).to_contain_text("autre")
    grade_and_publish(reviewer)
    first, second = fresh(sheet).versions.order_by("number")
    assert (first.number, second.number, second.note) == (1, 2, "Le résumé dit ce que nous faisons.")
    assert (second.published_at - first.published_at).days == MONTH.days


def anyone_reads_what_changed(page: Page) -> None:
    """Read the difference and the first version, without account or scripts."""
    page.goto("/fr/practices/FP-0001/history/")
    expect(page.locator(".history li").first).to_contain_text("Le résumé dit ce que nous faisons.")
    expect(page.locator(".history-differences ins")).to_contain_text(["autre"])
    page.goto("/fr/practices/FP-0001/v1/")
    expect(page.locator("main")).to_contain_text("Un texte.")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", re.compile("noindex"))


def addresses(page: Page, sheet: Practice) -> dict[str, str]:
    """Give what of the sheet anyone can fetch: its versions, its history, its reference, its form, its picture."""
    reader_at(page, sheet)
    picture = page.locator("main figure img").first.get_attribute("src")
    page.goto("/fr/practices/FP-0001/v1/")
    older = page.locator("main figure img").first.get_attribute("src")
    base = "/fr/practices/FP-0001"
    return {
        "first": f"{base}/v1/",
        "second": f"{base}/v2/",
        "history": f"{base}/history/",
        "reference": f"{base}/v2/cite.bib",
        "report": f"{sheet.url_in('fr')}report/",
        "picture": str(picture),
        "older picture": str(older),
    }


def statuses(page: Page, kept: dict[str, str]) -> dict[str, int]:
    """Give how each address answers."""
    return {name: page.request.get(address).status for name, address in kept.items()}


def listed(page: Page, sheet: Practice) -> dict[str, bool]:
    """Say where the sheet is named: the list, the feed, the sitemap, the front page."""
    ways = {"list": "/fr/practices/", "feed": "/fr/practices/feed/", "sitemap": "/sitemap.xml", "front": "/fr/"}
    return {name: sheet.slug in page.request.get(address).text() for name, address in ways.items()}


def withdraw(page: Page, sheet: Practice) -> None:
    """Withdraw the sheet, saying why."""
    page.goto(f"/fr/desk/practices/{sheet.pk}/life/")
    act = page.locator("details:has([name=do][value=withdraw])")
    act.locator("summary").click()
    act.locator("[name=do]").click()
    expect(page.locator("#errors, .field-error, .error").first).to_be_visible()  # nobody withdraws without a word
    act.locator("[name=withdraw-reason]").fill(REASON)
    act.locator("[name=do]").click()
    expect(page.locator("details:has([name=do][value=bring_back])")).to_be_visible()


def it_is_gone_everywhere(page: Page, sheet: Practice, kept: dict[str, str]) -> None:
    """Find the code, the headline, the reason, and nothing else anywhere."""
    assert statuses(page, kept) == dict.fromkeys(kept, 404)
    assert listed(page, sheet) == {"list": False, "feed": False, "sitemap": False, "front": False}
    for address in (sheet.url_in("fr"), sheet.url_in("pt"), "/fr/practices/FP-0001/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 410
        expect(page.locator("h1")).to_have_text(HEADLINE)
        expect(page.locator("main")).to_contain_text("FP-0001")
        expect(page.locator("main .notice [lang=fr]" if "/pt/" in address else "main .notice")).to_contain_text(REASON)
        expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
        for text in ("Un autre texte.", "Chacun écoute chacun.", "Un cercle de chaises"):
            assert text not in page.content()


def bring_back(page: Page, sheet: Practice) -> None:
    """Bring the sheet back."""
    page.goto(f"/fr/desk/practices/{sheet.pk}/life/")
    act = page.locator("details:has([name=do][value=bring_back])")
    act.locator("summary").click()
    act.locator("[name=do]").click()
    expect(page.locator("details:has([name=do][value=withdraw])")).to_be_visible()


def everything_is_there_again(page: Page, sheet: Practice, kept: dict[str, str]) -> None:
    """Read everything as before, pictures included."""
    pictures = {name: address for name, address in addresses(page, sheet).items() if "picture" in name}
    assert statuses(page, {**kept, **pictures}) == dict.fromkeys(kept, 200)
    assert listed(page, sheet) == {"list": True, "feed": True, "sitemap": True, "front": True}
    reader_at(page, sheet)
    expect(page.locator("main")).to_contain_text("Un autre texte.")
    assert page.locator("main figure img").first.evaluate("picture => picture.complete && picture.naturalWidth > 0")


def test_a_reviewer_without_scripts_on_a_small_phone(people: SimpleNamespace, sheet: Practice, visit: Any) -> None:
    submit_practice(practice=sheet, expected=version(sheet), by=people.author)
    decided(sheet, people.manager, "sent_on")
    page = visit(javascript=False, viewport={"width": 320, "height": 640})
    sign_in(page, people.reviewer)
    open_review(page, sheet.pk)
    take(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    decide(page, "published", ticked=["rights"], grade="testimony", word="Merci.")
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("#decide [name=word]")).to_have_value("Merci.")
    expect(page.locator("#decide [name=grade][value=testimony]")).to_be_checked()
    expect(page.locator("#id_grade_reason_error")).to_be_visible()
    decide(page, "to_revise")
    expect(page.locator("#errors")).to_be_visible()  # no remark yet

    remark(page, "need", "Pour qui ?")
    decide(page, "to_revise")
    expect(page).to_have_url(re.compile("/desk/$"))
    review = review_of(fresh(sheet))
    assert (review.step, list(review.state.remarks.values_list("about", "text"))) == (
        "to_revise",
        [("need", "Pour qui ?")],
    )
