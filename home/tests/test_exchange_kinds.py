"""Files of standing pages, of places, and of a whole queue."""

import re

from editorial.exchange.units import portion_of
from editorial.exchange.writing import file_of
from home.models import StandingPage
from home.translations import queue_for
from multilingual.actions import publish_translation
from multilingual.pairs import working_on
from practices.tests.factories import PracticeFactory

from .conftest import body
from .exchanging import brought, browser, confirmed, entries, outcomes, place_of, put, taken_out


def test_a_standing_page_goes_out_passage_by_passage(association, advisor):
    address = place_of(association, "import/", "pages", "es")
    out = taken_out(advisor, place_of(association, "export.xlf", "pages", "es"))
    paths = re.findall(r'name="body#([^"]+)"', out)
    assert len(paths) == 6
    for number, path in enumerate(paths):
        out = put(out, f"body#{path}", f"Texto {number}")
    preview = brought(advisor, address, put(out, "headline", "La asociación"))
    confirmed(advisor, address, preview)
    working = working_on(association, "es")
    publish_translation(thing=association, working=working, by=advisor)
    page = StandingPage.objects.get(pk=association.pk)
    assert [block.block_type for block in page.body_es] == ["heading", "paragraphs", "points", "notice"]
    assert page.body_es[0].value["text"] == "Texto 0"
    assert page.body_es[0].value["anchor"] == "passage"
    assert {unit.state for unit in portion_of(page, "es").units if "#" in unit.key} == {"final"}


def test_a_passage_whose_original_changed_is_refused_the_others_are_taken(association, advisor):
    out = taken_out(advisor, place_of(association, "export.xlf", "pages", "es"))
    first, second = re.findall(r'name="(body#[^"]+)"', out)[:2]
    changed = body("Elle relie.")
    changed[0]["value"]["text"] = "Autrement"
    page = StandingPage.objects.get(pk=association.pk)
    page.body_fr = changed
    page.save()
    preview = brought(
        advisor, place_of(association, "import/", "pages", "es"), put(put(out, first, "Uno"), second, "Dos")
    )
    assert outcomes(preview) == {first: "source", second: "new"}


def test_a_place_goes_out_too(limoges, advisor):
    assert "Cité des métiers de Limoges" in taken_out(advisor, place_of(limoges, "export.po", "places"))


def test_a_queue_goes_out_in_one_file_and_comes_back(sheet, association, advisor, translator):
    queue = "/fr/desk/translations/it/"
    out = taken_out(advisor, f"{queue}export.xlf")
    assert out.count("<file ") == len(queue_for(advisor, "it"))
    address = f"{queue}import/"
    preview = brought(advisor, address, put(out, "summary", "Un laboratorio"))
    assert outcomes(preview) == {"summary": "new"}
    answer = confirmed(advisor, address, preview)
    assert (answer["Location"], entries(sheet)) == (queue, {"summary": "Un laboratorio"})
    assert taken_out(advisor, f"{queue}export.po").count("msgctxt") == out.count("<unit ")


def test_a_queue_may_not_bring_in_what_is_not_published(site, advisor):
    draft = PracticeFactory(headline_fr="Secret")
    made = file_of([portion_of(draft, "it")], "xlf", "x").content.decode()
    preview = brought(advisor, "/fr/desk/translations/it/import/", put(made, "summary", "Rubato"))
    assert preview.context["judgement"].absent == [f"practice/{draft.pk}"]
    assert "Secret" not in preview.content.decode()


def test_originals_in_two_languages_leave_in_a_zip(sheet, advisor):
    PracticeFactory(published=True, original_language="ca", headline_ca="Un club", headline_fr="")
    answer = browser(advisor).get("/fr/desk/translations/it/export.xlf")
    assert "translations-it.zip" in answer["Content-Disposition"]
    preview = brought(advisor, "/fr/desk/translations/it/import/", answer.content)
    assert (preview.status_code, outcomes(preview)) == (200, {})


def test_an_empty_queue_says_so(site, limoges, translator):
    answer = browser(translator).get("/fr/desk/translations/it/export.xlf?place=nowhere&pole=choisir", follow=True)
    assert answer.redirect_chain == [("/fr/desk/translations/it/", 302)]


def test_the_pages_lead_to_the_files(sheet, advisor):
    page = browser(advisor).get(place_of(sheet, "")).content.decode()
    queue = browser(advisor).get("/fr/desk/translations/it/?pole=choisir").content.decode()
    for address in (place_of(sheet, "export.xlf"), place_of(sheet, "export.po"), place_of(sheet, "import/")):
        assert f'href="{address}"' in page
    assert 'href="/fr/desk/translations/it/export.xlf?pole=choisir"' in queue
    assert 'href="/fr/desk/translations/it/import/"' in queue
