"""Which changes mark the translations, for readers and for translators."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from multilingual.actions import publish_translation, save_translation
from multilingual.freshness import field_states
from multilingual.languages import writing_in
from multilingual.models import TranslationSource, WorkingTranslation
from multilingual.tests.test_language_layer import complete_italian
from practices.actions import DraftChanges, save_draft, submit_practice
from practices.changes import changes_of
from practices.models import Practice
from practices.versions import latest_draft, version

from .conftest import complete, fresh, publish
from .test_writing_views import address, signed_in

STEP = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def translated(house: SimpleNamespace, published: Practice) -> Practice:
    """A published French sheet, wholly translated into Italian."""
    complete_italian(published, house.milano_advisor)
    return fresh(published)


def change(sheet: Practice, house: SimpleNamespace, minor: list[str]) -> Practice:
    """Change the summary and the step in a new version, some of it called minor, and publish it."""
    rows = complete().rows["steps"]
    rows[0]["title"] = "Réunir un premier groupe"
    changes = DraftChanges(
        texts={"summary": "Un texte, corrigé.", "change_note": "Deux mots."},
        rows={"steps": rows},
        facts={"minor_changes": minor},
    )
    save_draft(practice=sheet, changes=changes, expected=version(fresh(sheet)), by=house.author)
    return publish(sheet, house)


def outdated(sheet: Practice) -> list[str]:
    """Give the keys of the texts whose Italian is outdated."""
    rows = TranslationSource.objects.about(sheet).filter(outdated_since__isnull=False)
    return sorted(rows.values_list("key", flat=True))


def test_a_change_marks_the_texts_it_touches(house: SimpleNamespace, translated: Practice) -> None:
    sheet = change(translated, house, minor=[])
    assert (outdated(sheet), sheet.translation_states) == ([f"steps/{STEP}/title", "summary"], {"it": "outdated"})


def test_a_minor_change_marks_nothing(house: SimpleNamespace, translated: Practice) -> None:
    sheet = change(translated, house, minor=["summary"])
    assert outdated(sheet) == [f"steps/{STEP}/title"]


def test_a_row_called_minor_keeps_every_text_of_it_current(house: SimpleNamespace, translated: Practice) -> None:
    sheet = change(translated, house, minor=["summary", f"steps/{STEP}"])
    late = {key for key, state in field_states(sheet, "it").items() if state != "current"}
    assert (outdated(sheet), late) == ([], {"change_note"})  # the new version's own note is yet to be translated


def test_what_was_minor_once_is_not_minor_for_ever(house: SimpleNamespace, translated: Practice) -> None:
    sheet = change(translated, house, minor=["summary"])
    save_draft(
        practice=sheet,
        changes=DraftChanges(texts={"summary": "Tout autre chose."}),
        expected=version(fresh(sheet)),
        by=house.author,
    )
    assert latest_draft(fresh(sheet)).minor_changes == []


def test_the_form_names_the_changes_and_only_to_those_who_may_say(house: SimpleNamespace, translated: Practice) -> None:
    save_draft(
        practice=translated,
        changes=DraftChanges(texts={"summary": "Un texte, corrigé."}),
        expected=version(fresh(translated)),
        by=house.author,
    )
    live = fresh(translated)
    assert [found.name for found in changes_of(live, latest_draft(live))] == ["summary"]
    assert 'name="minor_changes"' in signed_in(house.author).get(address(live)).content.decode()
    assert 'name="minor_changes"' not in signed_in(house.colleague).get(address(live)).content.decode()


def test_a_manager_makes_another_language_the_original(house: SimpleNamespace, translated: Practice) -> None:
    change = address(translated, "change_original")
    assert signed_in(house.author).post(change, {"language": "it"}).status_code == 404
    page = signed_in(house.manager).get(address(translated)).content.decode()
    assert f'action="{change}"' in page
    signed_in(house.manager).post(change, {"language": "it"})
    assert (fresh(translated).original_language, fresh(translated).language_states()[0]) == ("it", ("fr", "current"))


@pytest.mark.parametrize("language", ["fr", "xx", "", "pt"])
def test_a_language_that_cannot_be_the_original_is_refused_with_a_sentence(
    house: SimpleNamespace, translated: Practice, language: str
) -> None:
    answer = signed_in(house.manager).post(address(translated, "change_original"), {"language": language}, follow=True)
    assert (answer.status_code, len(list(answer.context["messages"]))) == (200, 1)
    assert fresh(translated).original_language == "fr"


def test_a_reader_is_told_which_passage_changed_and_led_to_it(house: SimpleNamespace, translated: Practice) -> None:
    sheet = change(translated, house, minor=["summary"])
    with writing_in("it"):
        page = signed_in(house.milano_advisor).get(sheet.url_in("it")).content.decode()
    assert page.count('class="aged"') == 1
    assert f'href="{sheet.url_in("fr")}#steps"' in page
    assert 'class="aged"' not in signed_in(house.author).get(sheet.url_in("fr")).content.decode()


def test_a_translation_published_while_a_review_runs_survives_the_decision(
    house: SimpleNamespace, translated: Practice
) -> None:
    changes = DraftChanges(texts={"summary": "Un autre texte.", "change_note": "Un mot."})
    save_draft(practice=translated, changes=changes, expected=version(fresh(translated)), by=house.author)
    submit_practice(practice=translated, expected=version(fresh(translated)), by=house.author)
    working = save_translation(thing=translated, language="it", texts={"need": "Nuovo"}, by=house.milano_advisor)
    publish_translation(thing=translated, working=working, by=house.milano_advisor)
    sheet = publish(translated, house)
    assert (sheet.summary_fr, sheet.need_it, sheet.summary_it) == ("Un autre texte.", "Nuovo", "testo")


@pytest.mark.django_db(transaction=True)
def test_two_languages_published_in_the_same_second_lose_nothing(house: SimpleNamespace, translated: Practice) -> None:
    works = [
        save_translation(thing=translated, language=code, texts={"headline": f"Titolo {code}"}, by=house.milano_advisor)
        for code in ("es", "pt", "en", "ca")
    ]

    def put_out(working: WorkingTranslation) -> None:
        try:
            publish_translation(thing=translated, working=working, by=house.milano_advisor)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put_out, works))
    sheet = fresh(translated)
    assert [getattr(sheet, f"headline_{code}") for code in ("es", "pt", "en", "ca")] == [
        "Titolo es",
        "Titolo pt",
        "Titolo en",
        "Titolo ca",
    ]
    assert sorted(sheet.translation_states) == ["ca", "en", "es", "it", "pt"]
