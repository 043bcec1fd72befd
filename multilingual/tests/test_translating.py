"""A translation in work, from its first word to its publication, and what changes under it meanwhile."""

from types import SimpleNamespace

import pytest

from multilingual.actions import (
    StaleTranslation,
    TranslationRefused,
    change_original_language,
    publish_translation,
    refresh_states,
    save_translation,
)
from multilingual.freshness import digest, field_states
from multilingual.models import TranslationSource, WorkingTranslation
from practices.actions import DraftChanges, save_draft
from practices.models import Practice
from practices.tests.conftest import *  # noqa: F403  its fixtures: a place, its people, a sheet in each stage
from practices.tests.conftest import fresh
from practices.versions import latest_draft, version
from tests.queries import queries

from .test_language_layer import STEP, complete_italian, published  # noqa: F401  a published French sheet


def work_on(practice: Practice) -> WorkingTranslation:
    """Give the Italian work on a sheet."""
    return WorkingTranslation.objects.about(practice).into("it").get()


def change_summary(practice: Practice, text: str) -> Practice:
    """Change the original of the summary as a publication would."""
    Practice.objects.filter(pk=practice.pk).update(summary_fr=text)
    refresh_states(thing=fresh(practice))
    return fresh(practice)


def test_the_second_of_two_translators_is_told(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    first = save_translation(
        thing=published, language="it", texts={"headline": "A"}, by=house.milano_advisor, expected=0
    )
    with pytest.raises(StaleTranslation) as refusal:
        save_translation(thing=published, language="it", texts={"headline": "B"}, by=house.milano_manager, expected=0)
    assert (refusal.value.working, work_on(published).entries["headline"]["text"]) == (first, "A")


def test_keys_that_are_not_named_stay_as_they_were(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    save_translation(thing=published, language="it", texts={"headline": "A"}, by=house.milano_advisor)
    save_translation(thing=published, language="it", texts={"summary": "B"}, by=house.milano_advisor)
    assert {key: entry["text"] for key, entry in work_on(published).entries.items()} == {
        "headline": "A",
        "summary": "B",
    }


def test_a_text_that_did_not_change_is_no_work(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    save_translation(
        thing=published, language="it", texts={"headline": "testo", "need": "Nuovo"}, by=house.milano_advisor
    )
    assert list(work_on(published).entries) == ["need"]


def test_a_text_written_beside_an_older_original_stays_outdated(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    read = {"headline": digest("Un club pour chercher à plusieurs"), "summary": digest("Un texte.")}
    change_summary(published, "Un texte tout neuf.")
    texts = {"headline": "Un club", "summary": "Un testo"}
    working = save_translation(thing=published, language="it", texts=texts, by=house.milano_advisor, read=read)
    publish_translation(thing=published, working=working, by=house.milano_advisor)
    states = field_states(fresh(published), "it")
    assert (states["headline"], states["summary"]) == ("current", "outdated")


def test_what_an_engine_suggested_is_not_published_unread(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    texts = {"headline": "Un club", "need": "Un bisogno"}
    working = save_translation(thing=published, language="it", texts=texts, by=house.milano_advisor, machine=["need"])
    with pytest.raises(TranslationRefused) as refusal:
        publish_translation(thing=published, working=working, by=house.milano_advisor)
    assert (refusal.value.reason, refusal.value.keys, fresh(published).headline_it) == ("machine", ("need",), None)
    working = save_translation(thing=published, language="it", texts={"need": "Un bisogno"}, by=house.milano_advisor)
    publish_translation(thing=published, working=working, by=house.milano_advisor)
    assert fresh(published).need_it == "Un bisogno"


def test_a_field_that_went_away_meanwhile_is_dropped_in_silence(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    working = save_translation(
        thing=published, language="it", texts={"headline": "A", "steps/gone/title": "B"}, by=house.milano_advisor
    )
    assert list(working.entries) == ["headline"]


def test_nothing_is_translated_before_the_first_publication(house: SimpleNamespace, draft: Practice) -> None:
    with pytest.raises(TranslationRefused) as refusal:
        save_translation(thing=draft, language="it", texts={"headline": "A"}, by=house.milano_advisor)
    assert refusal.value.reason == "unpublished"


def test_a_text_remembers_since_when_it_is_outdated(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    change_summary(published, "Un autre texte.")
    dates = dict(TranslationSource.objects.about(published).values_list("key", "outdated_since"))
    assert [key for key, since in dates.items() if since] == ["summary"]
    change_summary(published, "Un texte.")
    assert not TranslationSource.objects.about(published).filter(outdated_since__isnull=False).exists()


def test_publishing_costs_thirteen_queries_and_one_more_per_kind_of_file(
    house: SimpleNamespace,
    published: Practice,  # noqa: F811
) -> None:
    places = fresh(published).text_places()
    texts = {place.key: "altro" for place in places if place.holder.text_in(place.field, "fr")}
    complete_italian(fresh(published), house.milano_advisor)  # content types are known from here on
    working = save_translation(thing=published, language="it", texts=texts, by=house.milano_advisor)
    with queries(13):
        publish_translation(thing=published, working=working, by=house.milano_advisor)


def test_the_original_language_changes_and_nothing_is_lost(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    change_original_language(page=published, language="it", by=house.manager)
    sheet = fresh(published)
    assert (sheet.original_language, sheet.headline_it, sheet.headline_fr, sheet.translation_states) == (
        "it",
        "testo",
        "Un club pour chercher à plusieurs",
        {"fr": "current"},
    )
    assert (sheet.title, latest_draft(sheet).original_language, sheet.live_revision_id == sheet.latest_revision_id) == (
        "testo",
        "it",
        True,
    )


def test_an_older_revision_does_not_bring_the_old_language_back(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    older = fresh(published).live_revision
    change_original_language(page=published, language="it", by=house.manager)
    assert older.as_object().original_language == "it"


def test_while_a_draft_is_open_the_original_stays(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    changes = DraftChanges(texts={"need": "Un autre besoin."})
    save_draft(practice=published, changes=changes, expected=version(fresh(published)), by=house.author)
    with pytest.raises(TranslationRefused) as refusal:
        change_original_language(page=fresh(published), language="it", by=house.manager)
    assert refusal.value.reason == "draft"


def test_a_language_that_is_not_current_cannot_become_the_original(house: SimpleNamespace, published: Practice) -> None:  # noqa: F811
    complete_italian(fresh(published), house.milano_advisor)
    change_summary(published, "Changé.")
    with pytest.raises(TranslationRefused) as refusal:
        change_original_language(page=published, language="it", by=house.manager)
    assert (refusal.value.reason, refusal.value.keys) == ("stale", ("summary",))


def test_the_step_of_a_translation_is_named_by_its_key(published: Practice) -> None:  # noqa: F811
    assert f"steps/{STEP}/title" in [place.key for place in fresh(published).text_places()]
