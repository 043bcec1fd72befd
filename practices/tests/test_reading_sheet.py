"""One sheet as its reader meets it: parts, languages, outcome, addresses; and what nobody may meet."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.documents.models import Document

from editorial import caching
from editorial.models import Picture
from editorial.vocabularies import terms
from practices.models import Attachment, Cosignature, Figure, Outcome, Practice
from practices.tests.factories import PlaceFactory, PracticeFactory, many_practices, translate, with_vocabularies
from tests.queries import queries
from tests.xss import PAYLOADS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabularies(db):
    with_vocabularies()


@pytest.fixture
def sheet():
    return PracticeFactory(
        published=True,
        headline_fr="Rendre visite aux lecteurs",
        kind=terms("kind")[0],
        terms=[terms("pole")[0], terms("public")[1], terms("service")[2], terms("principle")[0]],
        steps=[{"title_fr": "Écouter", "body_fr": "Avec **soin**"}, {"title_fr": "Agir"}],
        results=[{"indicator_fr": "Ateliers", "value": "56", "period": "2016", "method_fr": "relevé"}],
        partners="Gréta\nAFPA",
    )


def read(client, practice, language="fr"):
    caching.forget_everything()
    answer = client.get(f"/{language}/practices/{practice.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_sheet_costs_the_same_whatever_the_number_of_sheets(client, number):
    many_practices(number)
    caching.forget_everything()
    with queries(6):  # version and terms, which stay in memory; the sheet, what it has, steps, results
        assert client.get("/fr/practices/sheet-3/").status_code == 200


def test_everything_is_there(client, sheet):
    page = read(client, sheet)
    for text in (
        "Rendre visite aux lecteurs",
        sheet.code,
        "Écouter",
        "<strong>soin</strong>",
        "Agir",
        "56",
        "2016",
        "relevé",
    ):
        assert text in page
    for text in ("Gréta", "AFPA", "contact@limoges.example", "CC BY-SA 4.0", "Un atelier par mois.", "Les horaires."):
        assert text in page
    assert page.index("Écouter") < page.index("Agir")


@pytest.mark.parametrize("outcome", Outcome.values)
def test_how_it_went_is_said_in_the_same_place_for_all(client, outcome):
    page = read(client, PracticeFactory(published=True, outcome=outcome), "en")
    said = {"worked": "It worked", "mixed": "Mixed", "failed": "It did not work"}[outcome]
    assert f"<dt>How it went</dt><dd>{said}</dd>" in page


def test_a_portuguese_reader_of_a_french_sheet_is_told(client, sheet):
    page = read(client, sheet, "pt")
    assert page.count('role="note"') == 1
    assert '<h1 lang="fr">' in page
    body = page[page.index("<h1") : page.index("<footer")]
    for text in ("Rendre visite aux lecteurs", "Un atelier par mois.", "Écouter", "Agir", "Ateliers", "relevé"):
        assert re.search(f'lang="fr"[^>]*>[^<]*{text}', body), text
    assert '<link rel="alternate" hreflang="fr"' in page
    assert 'hreflang="pt" href="http' not in page
    assert f'<link rel="canonical" href="http://localhost:8000/fr/practices/{sheet.slug}/">' in page


def test_a_reader_of_a_translation_is_told_of_what_is_missing_in_it(client, sheet):
    translate(sheet, "en", headline="Visiting readers", summary="One workshop a month.")
    page = read(client, sheet, "en")
    assert "<h1>Visiting readers</h1>" in page
    assert "This sheet is not yet translated" not in page
    assert "This part is not wholly translated" in page
    assert 'hreflang="en" href="http' in page
    assert read(client, sheet, "fr").count('role="note"') == 0


def test_a_place_is_named_as_co_signer_once_it_agreed(client):
    genova, porto = PlaceFactory(slug="genova", country="IT"), PlaceFactory(slug="porto", country="PT")
    milano = PlaceFactory(slug="milano", country="IT")
    sheet = PracticeFactory(published=True, cosigning=[genova, porto])
    for place in (genova, milano):  # Milano agreed, then was taken off
        Cosignature.objects.create(practice=sheet, place=place, agreed_at=timezone.now())
    page = read(client, sheet)
    assert "Genova" in page
    assert "Porto" not in page
    assert "Milano" not in page


def test_without_a_result_the_day_to_look_again_is_given(client):
    page = read(client, PracticeFactory(published=True, look_again_on=date(2027, 3, 1)), "en")
    assert "There is no result yet." in page
    assert "2027" in page


def test_a_flash_note_shows_only_what_it_has(client):
    page = read(client, PracticeFactory(published=True, flash=True, attempt=True, means_people_fr=""), "en")
    assert "What was tried" in page
    assert 'id="elsewhere"' not in page
    assert 'id="steps"' not in page
    assert 'id="results"' not in page


def test_the_code_leads_to_the_sheet_in_the_same_language(client, sheet):
    for code in (sheet.code, sheet.code.lower(), "fp-" + sheet.code[3:].lstrip("0")):
        answer = client.get(f"/pt/practices/{code}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/pt/practices/{sheet.slug}/")


def test_another_spelling_of_the_address_leads_to_it(client, sheet):
    answer = client.get(f"/it/practices/{sheet.slug.upper()}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/it/practices/{sheet.slug}/")


def test_a_sheet_whose_code_is_its_address_is_shown_at_it(client, sheet):
    Practice.objects.filter(pk=sheet.pk).update(slug=sheet.code.lower())
    assert client.get(f"/fr/practices/{sheet.code.lower()}/").status_code == 200
    answer = client.get(f"/fr/practices/{sheet.code}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/fr/practices/{sheet.code.lower()}/")


def test_a_draft_is_as_absent_as_what_never_was(client):
    draft = PracticeFactory(headline_fr="Un brouillon secret")
    Practice.objects.filter(pk=draft.pk).update(code="FP-0900")
    for there, nowhere in ((draft.slug, "no-such-sheet"), ("FP-0900", "FP-0901")):
        answers = [client.get(f"/en/practices/{name}/") for name in (there, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content.replace(there.encode(), b"") == answers[1].content.replace(nowhere.encode(), b"")
        assert b"brouillon" not in answers[0].content


TEXTS = (
    *("headline", "summary", "context", "need", "solution", "success_conditions", "difficulties", "transferability"),
    *("means_people", "means_space", "means_equipment"),
)


MEMBERS_OWN = {
    "p",
    "strong",
    "em",
    "code",
    "pre",
    "a",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "li",
    "ul",
    "ol",
    "dd",
    "div",
    "dt",
    "section",
}


class Markup(HTMLParser):
    """The tags of a page as a browser sees them, and whatever in them would run."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.running = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or address.startswith(("javascript:", "vbscript:", "data:"))
            ):
                self.running.append((tag, name, value))


def test_no_field_brings_markup_of_its_own(client):
    rows = {"steps": [{"title_fr": "x"}], "results": [{"indicator_fr": "x"}]}
    plain = PracticeFactory(published=True, **rows, **{f"{name}_fr": "x" for name in TEXTS})
    expected = Markup(read(client, plain)).tags | MEMBERS_OWN
    for start in range(0, len(PAYLOADS), len(TEXTS)):
        # PostgreSQL holds no NUL: forms refuse it
        some = [text.replace("\x00", "") for text in (PAYLOADS[start:] + PAYLOADS)[: len(TEXTS)]]
        texts = {f"{name}_fr": text[:200] for name, text in zip(TEXTS, some, strict=True)}
        place = PlaceFactory(slug=f"place-{start}", zone=some[0][:80], headline_fr=some[1][:160])
        facts = {"period": some[2][:60], "partners": some[3], "licence": some[4][:40], "place": place}
        rows = {
            "steps": [{"title_fr": some[5], "body_fr": some[6]}],
            "results": [
                {"indicator_fr": some[7], "value": some[8][:60], "period": some[9][:60], "method_fr": some[10]}
            ],
        }
        sheet = PracticeFactory(published=True, **texts, **facts, **rows)
        for language in ("fr", "en"):
            page = read(client, sheet, language)
            seen = Markup(page)
            assert seen.running == []
            assert seen.tags <= expected
            assert page.count("<script") == page.count("</script>") == 2  # the theme and the data block
    listed = Markup(client.get("/fr/practices/").content.decode())
    assert listed.running == []
    assert not listed.tags & {"img", "iframe", "object", "embed"}


def a_picture():
    """Give a published picture of 1,600 by 900."""
    file = BytesIO()
    Image.new("RGB", (1600, 900), "white").save(file, "PNG")
    return Picture.objects.create(title="salle", file=ContentFile(file.getvalue(), "salle.png"))


def test_pictures_and_files_come_with_their_facts(client, sheet):
    sheet.pictures = [Figure(image=a_picture(), alt_fr="Douze chaises", credit="Cité")]
    document = Document.objects.create(title="x", file=ContentFile(b"%PDF-1.4" * 300, "programme.pdf"), file_size=2_400)
    sheet.attachments = [Attachment(document=document, title_fr="Le programme")]
    sheet.save()
    page = read(client, sheet, "en")
    assert re.search(
        r'<img src="/media/images/\S+" alt="Douze chaises" lang="fr" width="1200" height="675" loading="lazy"', page
    )
    assert f'href="{document.url}" download' in page
    assert 'lang="fr">Le programme</span>' in page
    assert "PDF, 2.3\xa0KB" in page
    assert '<meta property="og:image" content="http://localhost:8000/media/images/' in page
    caching.forget_everything()
    with queries(8):  # the pictures, the files; the six of any other sheet
        client.get(f"/en/practices/{sheet.slug}/")


def test_a_picture_whose_file_is_lost_breaks_nothing(client, sheet):
    picture = a_picture()
    sheet.pictures = [Figure(image=picture, alt_fr="Douze chaises")]
    sheet.save()
    picture.file.storage.delete(picture.file.name)
    assert "Rendre visite aux lecteurs" in read(client, sheet)


def test_engines_get_the_facts(client, sheet):
    page = read(client, sheet)
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))
    assert facts["identifier"] == sheet.code
    assert facts["inLanguage"] == "fr"
    assert facts["license"].startswith("https://creativecommons.org/")
    assert '<meta property="og:title" content="Rendre visite aux lecteurs">' in page
    assert 'type="application/atom+xml"' in page


def test_strange_texts_are_read_without_a_mistake(client):
    for text in ("\u202eréversible", "😀" * 50, "a\x0bb", "x" * 200):
        sheet = PracticeFactory(published=True, headline_fr=text)
        assert read(client, sheet)
