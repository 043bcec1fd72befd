"""What a reader sees of a translated object, and how fresh each text is."""

from types import SimpleNamespace

import pytest

from multilingual.actions import (
    TranslationRefused,
    carry_minor_changes,
    confirm_translation,
    publish_translation,
    refresh_states,
    save_translation,
)
from multilingual.freshness import field_states
from multilingual.languages import writing_in
from multilingual.models import Shown, TranslationSource, WorkingTranslation
from practices.actions import start_practice
from practices.models import Practice, Step
from practices.tests.conftest import *  # noqa: F403  its fixtures: a place, its people, a sheet in each stage
from practices.tests.conftest import fresh

HEADLINE = "Un club pour chercher à plusieurs"
STEP = "11111111-1111-4111-8111-111111111111"


def translate(practice: Practice, language: str, by: object, **texts: str) -> Practice:
    """Publish these texts (key → text, `steps__title` for the step's title) in `language`."""
    keys = {name.replace("steps__", f"steps/{STEP}/"): text for name, text in texts.items()}
    working = save_translation(thing=practice, language=language, texts=keys, by=by)
    return publish_translation(thing=practice, working=working, by=by)


def test_a_reader_sees_their_language_else_the_original_never_a_third(
    house: SimpleNamespace, published: Practice
) -> None:
    translate(published, "it", house.milano_advisor, headline="Un club per cercare insieme")
    sheet = fresh(published)
    seen = {}
    for language in ("fr", "it", "pt"):
        with writing_in(language):
            seen[language] = (sheet.headline, sheet.shown("headline"))
    assert seen == {
        "fr": ("Un club pour chercher à plusieurs", Shown("Un club pour chercher à plusieurs", "fr", False)),
        "it": ("Un club per cercare insieme", Shown("Un club per cercare insieme", "it", False)),
        "pt": ("Un club pour chercher à plusieurs", Shown("Un club pour chercher à plusieurs", "fr", True)),
    }


def test_a_bare_name_is_read_in_the_original_language_and_not_in_the_sites(house: SimpleNamespace) -> None:
    sheet = start_practice(place=house.milano, form="full", language="ca", headline="Un títol", by=house.milano_advisor)
    Practice.objects.filter(pk=sheet.pk).update(headline_fr="Un titre")
    seen = {}
    for language in ("ca", "fr", "en"):
        with writing_in(language):
            seen[language] = (fresh(sheet).headline, str(house.milano))
    assert seen == {
        "ca": ("Un títol", "Città dei mestieri di Milano"),
        "fr": ("Un titre", "Città dei mestieri di Milano"),
        "en": ("Un títol", "Città dei mestieri di Milano"),
    }


def test_a_row_asks_its_sheet_for_the_original_language(published: Practice) -> None:
    with writing_in("ca"):
        assert fresh(published).steps.get().shown("title") == Shown("Réunir un groupe", "fr", True)


def test_a_translation_in_work_is_seen_by_nobody(house: SimpleNamespace, published: Practice) -> None:
    save_translation(thing=published, language="it", texts={"headline": "Bozza"}, by=house.milano_advisor)
    assert (fresh(published).headline_it, fresh(published).translation_states) == (None, {})
    entry = WorkingTranslation.objects.about(published).get().entries["headline"]
    assert entry == {"text": "Bozza", "source": HEADLINE, "machine": False, "confirmed": False}


def test_publishing_a_language_writes_its_columns_and_no_other(house: SimpleNamespace, published: Practice) -> None:
    translate(published, "pt", house.milano_advisor, headline="Um clube", steps__title="Reunir um grupo")
    before = {name: value for name, value in vars(fresh(published)).items() if not name.startswith("_")}
    translate(published, "it", house.milano_advisor, headline="Un club", steps__title="Riunire un gruppo")
    after = {name: value for name, value in vars(fresh(published)).items() if not name.startswith("_")}
    changed = {name for name in after if after[name] != before.get(name)}
    # an Italian column that was never written becomes an empty text; the summary of states changes too
    assert {name for name in changed if not name.endswith("_it")} == {"translation_states"}
    assert Step.objects.get(pk=STEP).title_pt == "Reunir um grupo"


def test_without_a_headline_a_language_is_not_published(house: SimpleNamespace, published: Practice) -> None:
    with pytest.raises(TranslationRefused) as refusal:
        translate(published, "it", house.milano_advisor, summary="Un riassunto")
    assert (refusal.value.reason, fresh(published).summary_it) == ("headline", None)


def test_the_original_is_no_translation(house: SimpleNamespace, published: Practice) -> None:
    with pytest.raises(TranslationRefused) as refusal:
        save_translation(thing=published, language="fr", texts={}, by=house.author)
    assert refusal.value.reason == "language"


def test_each_text_has_its_own_freshness(house: SimpleNamespace, published: Practice) -> None:
    translate(published, "it", house.milano_advisor, headline="Un club", summary="Un riassunto", steps__title="Riunire")
    Practice.objects.filter(pk=published.pk).update(summary_fr="Un autre résumé.")
    states = field_states(fresh(published), "it")
    shown = {key: states[key] for key in ("headline", "summary", "context", f"steps/{STEP}/title")}
    assert shown == {
        "headline": "current",
        "summary": "outdated",
        "context": "missing",
        f"steps/{STEP}/title": "current",
    }


def complete_italian(practice: Practice, by: object) -> Practice:
    """Translate every text that has an original."""
    texts = {place.key: "testo" for place in practice.text_places() if place.holder.text_in(place.field, "fr")}
    working = save_translation(thing=practice, language="it", texts=texts, by=by)
    return publish_translation(thing=practice, working=working, by=by)


def test_a_language_is_current_when_every_text_is(house: SimpleNamespace, published: Practice) -> None:
    complete_italian(fresh(published), house.milano_advisor)
    assert fresh(published).translation_states == {"it": "current"}
    assert fresh(published).language_states() == [
        ("fr", "original"), ("it", "current"), ("es", "missing"), ("pt", "missing"), ("en", "missing"), ("ca", "missing"),
    ]  # fmt: skip


def test_a_translator_confirms_what_still_holds(house: SimpleNamespace, published: Practice) -> None:
    complete_italian(fresh(published), house.milano_advisor)
    Practice.objects.filter(pk=published.pk).update(summary_fr="Un texte !")
    refresh_states(thing=fresh(published))
    assert fresh(published).translation_states == {"it": "outdated"}
    confirm_translation(thing=fresh(published), language="it", keys=["summary"], by=house.milano_advisor)
    source = TranslationSource.objects.about(published).get(key="summary")
    assert (fresh(published).translation_states, source.confirmed, source.by) == (
        {"it": "current"},
        True,
        house.milano_advisor,
    )


def test_a_minor_change_keeps_a_current_translation_current(house: SimpleNamespace, published: Practice) -> None:
    complete_italian(fresh(published), house.milano_advisor)
    Practice.objects.filter(pk=published.pk).update(summary_fr="Un texte, corrigé.")
    carry_minor_changes(thing=fresh(published), before={"summary": "Un texte."}, keys=["summary"], by=house.author)
    assert fresh(published).translation_states == {"it": "current"}


def test_saving_in_another_language_leaves_the_original_in_the_bare_column(published: Practice) -> None:
    with writing_in("it"):
        sheet = fresh(published)
        sheet.period = "2016"
        sheet.save()
    assert Practice.objects.filter(pk=published.pk).values_list("headline_fr", "headline_it").get() == (
        "Un club pour chercher à plusieurs",
        None,
    )
