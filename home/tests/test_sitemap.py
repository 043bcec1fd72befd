"""The sitemap names what can be read, in the languages it can be read in."""

from xml.etree import ElementTree

import pytest

from home.sitemap import places
from practices.tests.factories import PracticeFactory, translate
from tests.queries import queries

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def entries(client, association):
    translate(PracticeFactory(published=True, slug="une-fiche", code="FP-0900"), "it")
    PracticeFactory(slug="un-brouillon")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own words
    return {
        url.findtext("s:loc", None, NAMES).removeprefix("http://localhost:8000"): sorted(
            link.get("hreflang") for link in url.findall("x:link", NAMES)
        )
        for url in root.findall("s:url", NAMES)
    }


def test_it_names_everything_public_and_nothing_else(entries):
    assert {address.partition("/")[2][3:] for address in entries} == {
        "",
        "practices/",
        "association/",
        "practices/une-fiche/",
    }


def test_a_thing_is_named_in_its_languages_only(entries):
    assert entries["/fr/practices/une-fiche/"] == ["fr", "it"]
    assert "/es/practices/une-fiche/" not in entries
    assert entries["/it/association/"] == ["fr", "it"]
    assert entries["/ca/"] == sorted(["fr", "it", "es", "pt", "en", "ca"])


def test_it_asks_twice_however_many_there_are(entries):
    with queries(2):
        list(places())
