"""The feed of the latest sheets."""

from xml.etree import ElementTree

import pytest

from editorial import caching
from practices.models import Practice
from practices.tests.factories import PracticeFactory, many_practices, translate, with_vocabularies
from tests.queries import queries

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _vocabularies(db):
    with_vocabularies()


def entries(client, language):
    caching.forget_everything()
    answer = client.get(f"/{language}/practices/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  our own answer
    assert feed.attrib[LANGUAGE] == language
    return feed.findall("a:entry", ATOM)


def test_entries_are_in_the_readers_language_or_say_so(client):
    translate(PracticeFactory(published=True, headline_fr="Le port"), "it", headline="Il porto")
    PracticeFactory(published=True, headline_fr="Le canal", summary_fr="Un **chantier**.")
    found = {entry.find("a:title", ATOM).text: entry for entry in entries(client, "it")}
    assert {title: entry.attrib[LANGUAGE] for title, entry in found.items()} == {"Il porto": "it", "Le canal": "fr"}
    assert found["Le canal"].find("a:summary", ATOM).text == "Un chantier."
    assert found["Il porto"].find("a:link", ATOM).attrib["href"].startswith("http://localhost:8000/it/practices/")


def test_an_entry_has_what_atom_asks_for(client):
    PracticeFactory(published=True)
    (entry,) = entries(client, "fr")
    for name in ("id", "title", "updated", "author"):
        assert entry.find(f"a:{name}", ATOM) is not None, name
    assert entry.find("a:id", ATOM).text.endswith(Practice.objects.get().code + "/")


def test_what_xml_cannot_hold_does_not_break_it(client):
    PracticeFactory(published=True, headline_fr="Un\x0bclub <b>&", summary_fr="\x1f")
    (entry,) = entries(client, "fr")
    assert entry.find("a:title", ATOM).text == "Unclub <b>&"


def test_it_holds_twenty_sheets_and_costs_four_queries(client):
    many_practices(30)
    caching.forget_everything()
    with queries(4):
        assert len(ElementTree.fromstring(client.get("/fr/practices/feed/").content).findall("a:entry", ATOM)) == 20  # noqa: S314
