"""The front page: entrances, latest sheets, figures, and what it costs."""

import pytest
from django.core.exceptions import ValidationError

from editorial import caching
from home.actions import save_figure
from home.models import NetworkFigure
from home.reading import latest_cards_in, numbers
from multilingual.languages import CODES, column
from multilingual.signals import announce
from practices.models import Practice
from practices.tests.factories import PracticeFactory, many_practices, translate
from tests.queries import queries


def figure(**facts: object) -> NetworkFigure:
    words = {column(name, code): f"{name} {code}" for name in ("when", "label", "source") for code in CODES}
    return NetworkFigure(**{"value": 1280, "year": 2012, **words, **facts})


def test_it_speaks_the_language_of_its_address_and_needs_no_cookie(client, site):
    page = client.get("/it/")
    assert page.status_code == 200
    assert '<html lang="it">' in page.content.decode()
    assert not page.cookies


def test_the_questions_of_the_public_lead_to_the_list(client, site):
    page = client.get("/fr/").content.decode()
    for key in ("choisir", "former", "emploi", "evoluer", "creer"):
        assert f'href="/fr/practices/?pole={key}"' in page


def test_sheets_in_the_readers_language_come_first(client, site):
    older = PracticeFactory(published=True, headline_fr="Ancienne fiche")
    newer = PracticeFactory(published=True, headline_fr="Nouvelle fiche")
    translate(older, "it", headline="Scheda tradotta")
    assert [card.pk for card in latest_cards_in("it", 6)] == [older.pk, newer.pk]
    assert [card.pk for card in latest_cards_in("fr", 6)] == [newer.pk, older.pk]
    page = client.get("/it/").content.decode()
    assert page.index("Scheda tradotta") < page.index("Nouvelle fiche")


def test_drafts_are_neither_shown_nor_counted(client, site):
    PracticeFactory(headline_fr="Un brouillon secret")
    assert "Un brouillon secret" not in client.get("/fr/").content.decode()
    assert numbers().whole == 0
    assert numbers().by_pole == {}


def test_a_figure_stands_with_its_year_and_source(client, site):
    save_figure(figure=figure(), by=None)
    page = client.get("/ca/").content.decode()
    assert "1.280" in page
    assert "when ca" in page
    assert "source ca" in page


def test_a_figure_without_words_in_a_language_is_refused(site):
    with pytest.raises(ValidationError):
        save_figure(figure=figure(label_ca=""), by=None)


def test_numbers_follow_each_publication(site):
    PracticeFactory(published=True, headline_fr="Une fiche")
    announce(Practice.objects.get(), "published")
    caching.version.forget()
    assert numbers().by_language["fr"] == 1
    translate(Practice.objects.get(), "ca")
    announce(Practice.objects.get(), "translated")
    caching.version.forget()
    assert numbers().by_language["ca"] == 1


def test_a_new_figure_is_seen_at_once(client, site):
    client.get("/fr/")
    save_figure(figure=figure(), by=None)
    caching.version.forget()  # half a second later
    assert "label fr" in client.get("/fr/").content.decode()


@pytest.mark.parametrize("number", [10, 1_000])
def test_its_queries_do_not_grow_with_the_sheets(client, site, number, monkeypatch):
    monkeypatch.setattr(caching, "VERSION_READ_EVERY", 60.0)  # the version is asked for once, however slow the machine
    many_practices(number)
    save_figure(figure=figure(), by=None)
    caching.forget_everything()
    client.get("/it/")  # terms and numbers are in memory from now on
    caching.store.clear()
    assert Practice.objects.published().count() == number
    with queries(4):
        client.get("/it/")
