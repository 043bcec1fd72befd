"""Translations of a sheet out as a file and back in: what is taken, what is refused, what is never lost."""

import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.tests.scenes import a_person
from editorial.exchange.reading import read_upload
from editorial.exchange.results import judge
from editorial.exchange.units import portion_of
from editorial.exchange.writing import file_of
from multilingual.actions import save_translation
from multilingual.models import WorkingTranslation
from multilingual.pairs import working_on
from practices.models import Practice
from practices.tests.factories import PracticeFactory

from .exchanging import STEP, brought, browser, confirmed, entries, outcomes, place_of, put, taken_out


def test_a_sheet_goes_out_is_translated_elsewhere_and_comes_back_as_work(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.xlf"))
    assert '<segment state="final"><source>Un club</source><target>Un circolo</target></segment>' in out
    assert "Étape 1 · Étape" in out or "Step" in out
    out = put(put(out, "summary", "Un laboratorio"), f"steps/{STEP}/title", "Riunire un gruppo")
    address = place_of(sheet, "import/")
    preview = brought(advisor, address, put(out, "headline", "Il circolo"))
    assert outcomes(preview) == {"headline": "changed", "summary": "new", f"steps/{STEP}/title": "new"}
    assert "<del>Un</del><ins>Il</ins> circolo" in preview.content.decode()
    assert not WorkingTranslation.objects.exists()
    answer = confirmed(advisor, address, preview)
    assert (answer.status_code, answer["Location"]) == (302, place_of(sheet, ""))
    assert entries(sheet) == {
        "headline": "Il circolo",
        "summary": "Un laboratorio",
        f"steps/{STEP}/title": "Riunire un gruppo",
    }
    assert Practice.objects.get(pk=sheet.pk).headline_it == "Un circolo"


def test_a_po_of_the_same_sheet_does_the_same(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.po"))
    entry = f'msgctxt "practice/{sheet.pk}/summary"\nmsgid "Un atelier par mois."\nmsgstr "'
    assert entry in out
    address = place_of(sheet, "import/")
    preview = brought(advisor, address, out.replace(entry, f"{entry}Un laboratorio al mese."))
    assert outcomes(preview) == {"summary": "new"}
    confirmed(advisor, address, preview)
    assert entries(sheet) == {"summary": "Un laboratorio al mese."}


def test_a_text_whose_original_changed_since_is_refused_and_says_so(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.xlf"))
    Practice.objects.filter(pk=sheet.pk).update(summary_fr="Deux ateliers par mois.")
    out = put(put(out, "summary", "Un laboratorio"), "need", "Pochi lo sapevano.")
    preview = brought(advisor, place_of(sheet, "import/"), out)
    assert outcomes(preview) == {"summary": "source", "need": "new"}
    assert "l’original a changé" in preview.content.decode() or "original changed" in preview.content.decode()
    confirmed(advisor, place_of(sheet, "import/"), preview)
    assert entries(sheet) == {"need": "Pochi lo sapevano."}


def test_an_original_that_changes_between_preview_and_confirmation_is_left_out(sheet, advisor):
    out = put(taken_out(advisor, place_of(sheet, "export.xlf")), "summary", "Un laboratorio")
    preview = brought(advisor, place_of(sheet, "import/"), put(out, "need", "Pochi."))
    Practice.objects.filter(pk=sheet.pk).update(summary_fr="Deux ateliers par mois.")
    confirmed(advisor, place_of(sheet, "import/"), preview)
    assert entries(sheet) == {"need": "Pochi."}


def test_a_colleague_who_saves_meanwhile_loses_nothing(sheet, advisor, translator):
    out = put(taken_out(advisor, place_of(sheet, "export.xlf")), "summary", "Un laboratorio")
    preview = brought(advisor, place_of(sheet, "import/"), out)
    save_translation(thing=sheet, language="it", texts={"summary": "Un atelier"}, by=translator)
    again = confirmed(advisor, place_of(sheet, "import/"), preview)
    assert (again.status_code, again.context["stale"], outcomes(again)) == (409, True, {"summary": "changed"})
    assert entries(sheet) == {"summary": "Un atelier"}
    confirmed(advisor, place_of(sheet, "import/"), again)
    assert entries(sheet) == {"summary": "Un laboratorio"}


def test_unknown_texts_too_long_ones_and_control_characters_are_refused(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.xlf"))
    out = put(put(out, "headline", "a" * 201), "summary", 'Un<cp hex="0007"/>')
    stray = '<unit id="x" name="nothing"><segment><source>A</source><target>B</target></segment></unit></file>'
    preview = brought(advisor, place_of(sheet, "import/"), out.replace("</file>", stray))
    assert outcomes(preview) == {"headline": "long", "summary": "control", "nothing": "unknown"}
    assert preview.context["promise"] == ""


def test_an_outdated_text_declared_final_still_holds_for_who_may_say_so(sheet, advisor, translator):
    Practice.objects.filter(pk=sheet.pk).update(headline_fr="Un club ouvert")
    address = place_of(sheet, "import/")
    out = taken_out(advisor, place_of(sheet, "export.xlf"))
    assert '<segment state="translated"><source>Un club ouvert</source>' in out
    out = put(out, "headline", "Un circolo", "final")
    assert outcomes(brought(advisor, address, out)) == {}
    preview = brought(translator, address, out)
    assert outcomes(preview) == {"headline": "holds"}
    confirmed(translator, address, preview)
    assert working_on(sheet, "it").entries["headline"]["confirmed"]


def test_a_suggestion_comes_back_unread_until_the_file_says_otherwise(sheet, advisor):
    save_translation(thing=sheet, language="it", texts={"summary": "Bozza"}, machine=["summary"], by=advisor)
    address = place_of(sheet, "import/")
    out = taken_out(advisor, place_of(sheet, "export.xlf"))
    assert outcomes(brought(advisor, address, out)) == {}
    preview = brought(advisor, address, put(out, "summary", "Bozza", "final"))
    confirmed(advisor, address, preview)
    assert working_on(sheet, "it").entries["summary"]["machine"] is False


def test_a_fuzzy_text_is_taken_in_and_stays_to_be_looked_at(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.po"))
    entry = f'msgctxt "practice/{sheet.pk}/summary"\nmsgid "Un atelier par mois."\nmsgstr "'
    address = place_of(sheet, "import/")
    confirmed(advisor, address, brought(advisor, address, out.replace(entry, f"#, fuzzy\n{entry}Forse")))
    (unit,) = [unit for unit in portion_of(sheet, "it").units if unit.key == "summary"]
    assert (unit.target, unit.state) == ("Forse", "translated")


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing", b"PK\x03\x04broken", b"<xliff/>", b"\xff\xfe", b"a" * (5 * 1024 * 1024 + 1)],
    ids=["empty", "noise", "zip", "xml", "encoding", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field(sheet, advisor, content):
    answer = brought(advisor, place_of(sheet, "import/"), content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_file_for_another_language_is_refused(sheet, advisor):
    out = taken_out(advisor, place_of(sheet, "export.xlf", code="es"))
    assert brought(advisor, place_of(sheet, "import/"), out).status_code == 422


def test_a_promise_that_was_made_to_somebody_else_is_not_kept(sheet, advisor, translator):
    out = put(taken_out(advisor, place_of(sheet, "export.xlf")), "summary", "Un laboratorio")
    preview = brought(advisor, place_of(sheet, "import/"), out)
    assert confirmed(translator, place_of(sheet, "import/"), preview).status_code == 422
    assert browser(advisor).post(place_of(sheet, "import/"), {"promise": "anything"}).status_code == 422
    assert entries(sheet) == {}


def test_other_objects_than_the_pages_own_are_left_out(sheet, advisor):
    other = PracticeFactory(published=True)
    out = put(taken_out(advisor, place_of(other, "export.xlf")), "summary", "Un laboratorio")
    preview = brought(advisor, place_of(sheet, "import/"), out)
    assert preview.context["judgement"].absent == [f"practice/{other.pk}"]
    assert preview.context["promise"] == ""


@pytest.mark.parametrize("what", ["export.xlf", "export.po", "import/"])
def test_who_may_not_translate_and_what_may_not_be_translated_find_nothing(sheet, advisor, what):
    draft = PracticeFactory()
    nowhere = [place_of(draft, what), place_of(sheet, what, code="fr"), place_of(sheet, what, code="de")]
    assert [browser(advisor).get(address).status_code for address in nowhere] == [404, 404, 404]
    assert browser(a_person()).get(place_of(sheet, what)).status_code == 404
    assert Client().get(place_of(sheet, what)).status_code == 302


@pytest.mark.parametrize("form", ["xlf", "po"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_out_then_in_unchanged_gives_nothing_to_write(sheet, translator, form, data):
    """Whatever is in work, suggested, confirmed or published, and whatever the originals became since."""
    WorkingTranslation.objects.all().delete()
    words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20)
    keys = st.sampled_from(["headline", "summary", "need", f"steps/{STEP}/title", f"steps/{STEP}/body"])
    texts = data.draw(st.dictionaries(keys, words, max_size=4))
    machine = data.draw(st.sets(st.sampled_from(sorted(texts)))) if texts else set()
    save_translation(thing=sheet, language="it", texts=texts, machine=machine, by=translator)
    Practice.objects.filter(pk=sheet.pk).update(summary_fr=data.draw(words), need_fr=data.draw(words))
    thing = Practice.objects.get(pk=sheet.pk)
    made = file_of([portion_of(thing, "it")], form, "x")
    held: Any = io.BytesIO(made.content)
    held.size = len(made.content)
    judgement = judge(read_upload(held).texts, "it", may_confirm=True)
    assert [(result.outcome, result.given.key) for result in judgement.taken] == []
    assert [result for result in judgement.results if result.is_refused] == []
