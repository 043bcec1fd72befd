"""The public table of translations: the same numbers as one finds by counting, and open to anyone."""

import random
from collections import Counter

import pytest

from directory.models import Place
from directory.tests.scenes import a_place
from home.models import StandingPage
from home.shares import percent, tables
from multilingual.counts import count_states
from multilingual.languages import CODES
from multilingual.registry import translated_models
from practices.models import Practice
from practices.tests.factories import PracticeFactory, many_practices
from tests.queries import queries

STATES = ("original", "current", "outdated", "missing")


def recounted(things) -> dict[str, dict[str, int]]:
    """Count in Python what each thing itself says of its languages."""
    seen = Counter(pair for thing in things for pair in thing.language_states())
    return {code: {state: seen[code, state] for state in STATES} for code in CODES}


def scatter(number: int) -> None:
    """Publish sheets whose translations stand in any mixture of states."""
    many_practices(number)
    chance = random.Random(4)
    for practice in Practice.objects.only("pk", "original_language", "translation_states"):
        others = [code for code in CODES if code != practice.original_language and chance.random() < 0.6]
        states = {code: chance.choice(("current", "outdated")) for code in others}
        Practice.objects.filter(pk=practice.pk).update(translation_states=states)


@pytest.fixture
def network(association):
    scatter(120)
    PracticeFactory(headline_fr="Un brouillon")
    a_place("autrefois", life="unlisted")
    return association


def test_the_kinds_of_translated_things(site):
    assert {kind.model for kind in translated_models()} == {Practice, StandingPage, Place}


def test_each_number_is_the_one_found_by_counting(network):
    published = Practice.objects.filter(live=True)
    assert count_states(Practice.translatable()) == recounted(published)
    assert count_states(StandingPage.translatable()) == recounted([network])
    assert count_states(Place.translatable()) == recounted(Place.objects.exclude(life="unlisted"))
    by_key = {table.key: table for table in tables()}
    for line in by_key["practice"].lines:
        expected = recounted(published)[line.code]
        assert (line.original, line.current, line.outdated, line.missing) == tuple(expected.values())
        assert line.whole == 120
        assert line.fresh == 100 * (line.original + line.current) // 120


def test_one_query_for_each_kind(network):
    with queries(3):
        tables()


def test_anyone_reads_it_and_it_is_kept(network, client):
    answer = client.get("/fr/translations/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    page = answer.content.decode()
    assert page.count("<table") == 3
    assert page.count('<th scope="row">') == 18
    assert 'href="/fr/translations/"' in client.get("/fr/").content.decode()
    assert client.post("/fr/translations/").status_code == 405


def test_a_network_without_anything_has_a_page(site, client):
    assert client.get("/it/translations/").status_code == 200


@pytest.mark.parametrize(("part", "whole", "share"), [(0, 0, 0), (1, 3, 33), (999, 1000, 99), (7, 7, 100)])
def test_only_the_whole_is_a_hundred(part, whole, share):
    assert percent(part, whole) == share
