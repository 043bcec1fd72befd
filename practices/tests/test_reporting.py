"""Anybody reports a published sheet: the form, what it refuses, what it keeps."""

import re
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache

from accounts.actions import write_due_notices
from directory.models import Report
from directory.tests.scenes import a_person
from editorial import caching
from editorial.open_forms import PER_PAGE
from practices.models import Practice
from practices.tests.factories import PlaceFactory, PracticeFactory, translate, with_vocabularies
from tests.queries import queries
from tests.xss import PAYLOADS

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}
SENTENCE = "Le lien vers l’annuaire est mort."


@pytest.fixture(autouse=True)
def _vocabularies(db):
    with_vocabularies()


@pytest.fixture
def limoges():
    return PlaceFactory(slug="limoges")


@pytest.fixture
def sheet(limoges):
    caching.forget_everything()
    return PracticeFactory(published=True, place=limoges, slug="un-club", headline_fr="Un club")


def where(language="fr", slug="un-club"):
    return f"/{language}/practices/{slug}/report/"


def send(client, language="fr", headers=HERE, **given):
    return client.post(where(language), {"sentence": SENTENCE, "reply_to": "", **given}, headers=headers)


def test_the_form_says_what_is_kept_and_sets_no_cookie(client, sheet):
    answer = client.get(where())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in page
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert '<meta name="robots" content="noindex">' in page
    assert "30" in page
    assert 'href="/fr/practices/un-club/"' in page


def test_the_sheet_leads_to_it_and_its_preview_does_not(client, sheet):
    assert f'href="{where()}"' in client.get("/fr/practices/un-club/").content.decode()


def test_a_remark_is_taken_for_the_place_and_its_reader_thanked(client, sheet, limoges):
    manager = a_person("manager", limoges)
    answer = send(client, "it", reply_to="lectrice@exemple.example")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/it/practices/un-club/report/?sent=1")
    assert not answer.cookies
    report = Report.objects.get()
    assert (report.place, report.sentence, report.language, report.reply_to) == (
        limoges,
        SENTENCE,
        "it",
        "lectrice@exemple.example",
    )
    assert (report.title, report.title_language, report.path) == ("Un club", "fr", "/it/practices/un-club/")
    assert (report.subject_type.model, report.subject_id) == ("practice", str(sheet.pk))
    write_due_notices()
    assert [letter.to for letter in mail.outbox] == [[manager.email]]
    thanks = client.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert not thanks.cookies
    assert "<form" not in thanks.content.decode().partition("<main")[2].partition("</main>")[0]
    assert SENTENCE not in thanks.content.decode()


def test_the_title_is_the_one_that_was_read(client, sheet):
    translate(sheet, "it", headline="Un circolo")
    send(client, "it")
    report = Report.objects.get()
    assert (report.title, report.title_language) == ("Un circolo", "it")


@pytest.mark.parametrize(
    ("life", "live", "status"), [("to_update", True, 200), ("archived", True, 200), ("withdrawn", False, 404)]
)
def test_a_sheet_is_reported_as_long_as_it_is_read(client, sheet, life, live, status):
    Practice.objects.filter(pk=sheet.pk).update(life=life, live=live)
    caching.forget_everything()
    assert client.get(where()).status_code == status
    assert send(client).status_code == (302 if status == 200 else 404)
    assert Report.objects.count() == (status == 200)


def test_what_is_not_published_is_not_there(client, limoges):
    PracticeFactory(place=limoges, slug="brouillon")
    PracticeFactory(published=True, place=limoges, slug="un-club")
    nowhere = client.get(where(slug="nothing-of-this-name"))
    for method in (client.get, lambda address: client.post(address, {"sentence": SENTENCE}, headers=HERE)):
        answer = method(where(slug="brouillon"))
        assert answer.status_code == 404
        assert answer.content.replace(b"brouillon", b"nothing-of-this-name") == nowhere.content
    assert Report.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}])
def test_what_another_site_sends_is_refused_alike_whether_the_sheet_is_there(client, sheet, headers):
    there, nowhere = (
        client.post(where(slug=slug), {"sentence": SENTENCE}, headers=headers) for slug in ("un-club", "nothing")
    )
    assert (there.status_code, nowhere.status_code) == (403, 403)
    assert there.content.replace(b"un-club", b"nothing") == nowhere.content
    assert not there.cookies
    assert Report.objects.count() == 0


@pytest.mark.parametrize("sentence", ["", "   \n\t ", "…!?", "à" * 501, "à" * 100_000, "avant\x00après", "\u200b"])
def test_a_bad_sentence_is_refused_at_its_field_and_kept(client, sheet, sentence):
    answer = send(client, sentence=sentence, reply_to="lectrice@exemple.example")
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert not answer.cookies
    assert 'id="id_sentence_error"' in page
    assert 'id="id_reply_to_error"' not in page
    assert sentence.strip() in page
    assert 'value="lectrice@exemple.example"' in page
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    ["personne", "a@", "a@b.example\nBcc: c@d.example", "a" * 300 + "@exemple.example", "a\x00@b.example", "a@b c.d"],
)
def test_an_address_that_is_none_is_refused_at_its_field_and_the_sentence_kept(client, sheet, address):
    answer = send(client, reply_to=address)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'id="id_reply_to_error"' in page
    assert SENTENCE in page
    assert Report.objects.count() == 0


def test_500_letters_with_line_ends_of_windows_are_500(client, sheet):
    assert send(client, sentence="à" * 249 + "\r\n" + "é" * 250).status_code == 302
    assert Report.objects.get().sentence == "à" * 249 + "\n" + "é" * 250


def test_scripts_stay_words(client, sheet):
    for payload in PAYLOADS:
        main = send(client, sentence=payload, reply_to=payload).content.decode().partition("<main")[2]
        assert not any(sign in payload and payload in main for sign in "<\"'"), payload


def test_the_trap_asks_again_and_keeps_the_text(client, sheet):
    answer = send(client, website="https://spam.example")
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert SENTENCE in page
    assert "spam.example" not in page
    assert re.search(r"<div hidden><label[^>]*>[^<]+</label><input[^>]*name=\"website\"", answer.content.decode())
    assert Report.objects.count() == 0


def test_a_double_click_is_one_report(client, sheet):
    for _click in range(PER_PAGE + 2):
        assert send(client).status_code == 302
    assert Report.objects.count() == 1


def test_too_many_are_refused_with_the_text_kept(client, sheet):
    for number in range(PER_PAGE):
        assert send(client, sentence=f"Remarque {number}").status_code == 302
    answer = send(client, sentence="Une de trop")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert "Une de trop" in answer.content.decode()
    assert Report.objects.count() == PER_PAGE
    assert send(client, sentence="Remarque 1").status_code == 302
    cache.clear()
    assert send(client, sentence="Une de trop").status_code == 302


def test_a_mistake_costs_no_turn(client, sheet):
    for _turn in range(PER_PAGE + 3):
        assert send(client, sentence="").status_code == 422
    assert send(client).status_code == 302


def test_a_member_who_is_signed_in_may_and_is_not_written_down(client, sheet, limoges):
    client.force_login(a_person("advisor", limoges))
    assert send(client).status_code == 302
    assert Report.objects.filter(answered_by=None).count() == 1


def test_a_reader_without_cookies_of_ours_needs_no_token():
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(where(slug="nothing"), {}, headers=HERE).status_code == 404


def test_other_methods_are_refused(client, sheet):
    assert client.put(where()).status_code == 405
    assert client.head(where()).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_form_costs_the_same_whatever_was_reported(client, sheet, limoges, number):
    for turn in range(number):
        cache.clear()
        send(client, sentence=f"Remarque {turn}")
    caching.forget_everything()
    with queries(2):  # the version of the content, the sheet with its place
        assert client.get(where()).status_code == 200
