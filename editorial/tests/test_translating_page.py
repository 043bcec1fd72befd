"""The translating page: who may come, what it shows, what is saved, published, refused."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse

from editorial.translating import page as around
from multilingual.freshness import field_states
from multilingual.models import TranslationSource, WorkingTranslation
from practices.models import Practice, Step
from practices.tests.factories import PracticeFactory

from .translating import address, change, entries, fields, network, open_page, post, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


def fresh(sheet: Practice) -> Practice:
    return Practice.objects.get(pk=sheet.pk)


def shown(person, thing, code="it"):
    return signed_in(person).get(address(thing, code)).content.decode()


def publish(network, **texts):  # noqa: F811
    return post(network.translator, network.sheet, do="publish", **texts)


# --- who may come ------------------------------------------------------------------------------


def test_a_reader_is_sent_to_sign_in(network, client):  # noqa: F811
    assert client.get(address(network.sheet)).url == f"/fr/account/login/?next={address(network.sheet)}"


@pytest.mark.parametrize("code", ["xx", "fr", "pt-br", "en-gb"])
def test_no_page_for_a_language_that_is_not_ours_or_the_originals_own(network, code):  # noqa: F811
    assert signed_in(network.translator).get(address(network.sheet, code)).status_code == 404


def test_no_page_before_publication_nor_for_who_holds_no_role(network):  # noqa: F811
    draft = PracticeFactory(live=False, place=network.limoges)
    assert signed_in(network.translator).get(address(draft)).status_code == 404
    assert signed_in(network.stranger).get(address(network.sheet)).status_code == 404
    missing = reverse("translate_practice", kwargs={"pk": 987654, "code": "it"})
    assert signed_in(network.translator).get(missing).status_code == 404


@pytest.mark.parametrize("what", ["sheet", "page", "limoges"])
def test_one_page_for_sheets_standing_pages_and_places(network, what):  # noqa: F811
    assert 'lang="it"' in shown(network.member, getattr(network, what))


def test_publishing_is_offered_to_those_who_may(network):  # noqa: F811
    assert 'value="publish"' in shown(network.translator, network.sheet)
    assert 'value="publish"' in shown(network.administrator, network.sheet)
    assert 'value="ask"' in shown(network.translator, network.sheet, "pt")
    assert 'value="publish"' not in shown(network.member, network.sheet)


def test_a_member_who_asks_to_publish_anyway_publishes_nothing(network):  # noqa: F811
    post(network.member, network.sheet, headline="Titolo", do="publish")
    assert (fresh(network.sheet).headline_it, entries(network.sheet)["headline"]["text"]) == (None, "Titolo")


# --- saving ------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_read_by_nobody(network):  # noqa: F811
    step = fresh(network.sheet).steps.first().pk
    answer = post(network.member, network.sheet, headline="Titolo", **{f"text:steps/{step}/title": "Riunire"})
    assert answer.status_code == 302
    assert {key: entry["text"] for key, entry in entries(network.sheet).items()} == {
        "headline": "Titolo",
        f"steps/{step}/title": "Riunire",
    }
    assert Step.objects.get(pk=step).title_it is None


def test_saving_nothing_makes_no_work(network):  # noqa: F811
    assert post(network.member, network.sheet).status_code == 302
    assert not WorkingTranslation.objects.exists()


def test_autosave_answers_with_the_version_to_send_next(network):  # noqa: F811
    opened = open_page(network.member, network.sheet)
    first = post(network.member, network.sheet, autosave=True, opened=opened, headline="Uno").json()
    second = post(
        network.member, network.sheet, autosave=True, opened=opened, headline="Due", version=str(first["version"])
    ).json()
    assert (first["version"], second["version"], first["states"]["headline"]) == (1, 2, "done")
    assert entries(network.sheet)["headline"]["text"] == "Due"


def test_a_text_typed_and_taken_back_is_still_to_look_at(network):  # noqa: F811
    publish(network, headline="Titolo", summary="Riassunto")
    change(network.sheet, summary_fr="Autre chose.")
    post(network.member, network.sheet, summary="Riassunto!")
    post(network.member, network.sheet, summary="Riassunto")
    publish(network)
    assert field_states(fresh(network.sheet), "it")["summary"] == "outdated"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeffUn\x0bdue\r\ntre\x00\x07", "Un\ndue\ntre"),
        ("abc\u200f\u202ertl", "abc\u200f\u202ertl"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 5_000, "x" * 5_000),
    ],
)
def test_whatever_is_pasted_is_kept(network, typed, kept):  # noqa: F811
    post(network.member, network.sheet, summary=typed)
    assert entries(network.sheet)["summary"]["text"] == kept
    page = shown(network.member, network.sheet)
    assert fields(page)["text:summary"] == kept
    assert "<script>alert" not in page


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 400, "²"])
def test_a_version_that_never_was_is_refused_and_the_text_kept(network, version):  # noqa: F811
    answer = post(network.member, network.sheet, headline="Mio", version=version)
    assert (answer.status_code, fields(answer.content.decode())["text:headline"]) == (409, "Mio")


# --- two people, and an original that moves ------------------------------------------------------


def test_the_second_to_save_sees_both_texts_and_loses_nothing(network):  # noqa: F811
    opened = open_page(network.member, network.sheet)
    post(network.translator, network.sheet, headline="Loro")
    assert post(network.member, network.sheet, autosave=True, opened=opened, headline="Mio").status_code == 409
    answer = post(network.member, network.sheet, opened=opened, headline="Mio")
    page = answer.content.decode()
    assert (answer.status_code, fields(page)["text:headline"], "Loro" in page) == (409, "Mio", True)
    assert post(network.member, network.sheet, opened=fields(page)).status_code == 302
    assert entries(network.sheet)["headline"]["text"] == "Mio"


def test_a_colleague_at_work_is_named_for_ten_minutes(network):  # noqa: F811
    post(network.translator, network.sheet, headline="Loro")
    assert 'class="notice" role="note"' in shown(network.member, network.sheet)
    assert 'class="notice" role="note"' not in shown(network.translator, network.sheet)
    working = WorkingTranslation.objects.get()
    WorkingTranslation.objects.update(at=working.at - around.timedelta(minutes=11))
    assert 'class="notice" role="note"' not in shown(network.member, network.sheet)


def test_a_form_opened_for_a_week_says_beside_what_it_was_written(network):  # noqa: F811
    opened = open_page(network.translator, network.sheet)
    change(network.sheet, summary_fr="Un conseiller reçoit 1 800 personnes.")
    post(network.translator, network.sheet, opened=opened, headline="Titolo", summary="Quasi duemila.", do="publish")
    states = field_states(fresh(network.sheet), "it")
    assert (states["headline"], states["summary"]) == ("current", "outdated")


def test_words_for_a_row_that_went_away_are_shown_to_be_copied(network):  # noqa: F811
    step = fresh(network.sheet).steps.first()
    opened = open_page(network.member, network.sheet)
    step.delete()
    given = {"headline": "Titolo", f"text:steps/{step.pk}/title": "Riunire tutti"}
    told = post(network.member, network.sheet, autosave=True, opened=opened, **given).json()
    answer = post(network.member, network.sheet, opened=opened, **given, version=str(told["version"]))
    assert (answer.status_code, "Riunire tutti" in answer.content.decode()) == (200, True)
    assert list(entries(network.sheet)) == ["headline"]


# --- what changed ------------------------------------------------------------------------------


def test_what_changed_is_marked_and_the_earlier_text_one_key_away(network):  # noqa: F811
    publish(network, headline="Titolo", summary="Quasi duemila.")
    change(network.sheet, summary_fr="Un conseiller reçoit 1 800 personnes.")
    page = shown(network.translator, network.sheet)
    assert "<del>près de deux mille</del><ins>1\u202f800</ins>" in page
    assert re.search(r'<details class="earlier">.*près de deux mille personnes\.', page, re.DOTALL)
    assert 'name="holds:summary"' in page
    assert 'name="holds:summary"' not in shown(network.member, network.sheet)


def test_a_translator_says_that_a_text_still_holds_and_takes_it_back(network):  # noqa: F811
    publish(network, headline="Titolo", summary="Quasi duemila.")
    change(network.sheet, summary_fr="Un conseiller reçoit 2 000 personnes.")
    post(network.member, network.sheet, **{"holds:summary": "on"})
    assert entries(network.sheet) == {}
    post(network.translator, network.sheet, **{"holds:summary": "on"})
    assert entries(network.sheet)["summary"]["confirmed"]
    opened = open_page(network.translator, network.sheet)
    assert opened.pop("holds:summary") == "on"
    post(network.translator, network.sheet, opened=opened)
    assert entries(network.sheet) == {}
    publish(network, **{"holds:summary": "on"})
    assert TranslationSource.objects.get(key="summary").confirmed
    assert field_states(fresh(network.sheet), "it")["summary"] == "current"


def test_a_colleague_who_saves_leaves_what_was_confirmed(network):  # noqa: F811
    publish(network, headline="Titolo", summary="Quasi duemila.")
    change(network.sheet, summary_fr="Un conseiller reçoit 2 000 personnes.")
    post(network.translator, network.sheet, **{"holds:summary": "on"})
    post(network.member, network.sheet, context="Una città media.")
    assert entries(network.sheet)["summary"]["confirmed"]


def test_every_text_to_do_leads_to_the_next(network):  # noqa: F811
    page = shown(network.member, network.sheet)
    todo = re.findall(r'class="pair" id="([^"]+)"[^>]* data-todo', page)
    assert len(todo) == 12
    for here, following in pairwise(todo):
        assert f'href="#{following}"' in page[page.index(f'id="{here}"') : page.index(f'id="{following}"')]


def test_words_of_the_network_are_underlined_and_said(network):  # noqa: F811
    page = shown(network.member, network.sheet)
    assert "Un <dfn>conseiller</dfn> reçoit" in page
    assert '<b lang="it">consulente</b>' in page


# --- publishing --------------------------------------------------------------------------------


def test_saving_and_publishing_is_one_request(network):  # noqa: F811
    assert publish(network, headline="Titolo", summary="Riassunto").status_code == 302
    sheet = fresh(network.sheet)
    assert (sheet.headline_it, sheet.summary_it, sheet.translation_states) == (
        "Titolo",
        "Riassunto",
        {"it": "outdated"},
    )
    assert not WorkingTranslation.objects.exists()


def test_a_headline_is_asked_for_at_its_field_and_the_rest_kept(network):  # noqa: F811
    answer = publish(network, summary="Riassunto")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="text-headline"[^>]*aria-invalid="true"[^>]*autofocus', page)
    assert fields(page)["text:summary"] == entries(network.sheet)["summary"]["text"] == "Riassunto"


def test_a_text_ten_times_too_long_is_kept_and_not_published(network):  # noqa: F811
    answer = publish(network, headline="x" * 2_000)
    assert (answer.status_code, fresh(network.sheet).headline_it) == (422, None)
    assert fields(answer.content.decode())["text:headline"] == "x" * 2_000
    assert publish(network, headline="x" * 200).status_code == 302


def test_a_translator_publishes_a_colleagues_work(network):  # noqa: F811
    post(network.member, network.sheet, headline="Titolo", do="ask")
    publish(network)
    assert fresh(network.sheet).headline_it == "Titolo"


def test_work_is_discarded_by_who_did_it_or_may_publish_it(network):  # noqa: F811
    post(network.translator, network.sheet, headline="Titolo")
    post(network.member, network.sheet, do="discard")
    assert WorkingTranslation.objects.exists()
    post(network.translator, network.sheet, do="discard")
    assert not WorkingTranslation.objects.exists()
