"""The list of sheets: filters with honest numbers, pages, orders, and a way out of an empty result."""

from itertools import combinations

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import caching
from editorial.vocabularies import forget_terms, terms
from practices.counting import count_sheets
from practices.facets import FACETS, Narrowing, known_values, read_choices
from practices.listing import Listing
from practices.models import Outcome, Practice
from practices.tests.factories import PlaceFactory, PracticeFactory, many_practices, translate, with_vocabularies
from tests.queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabularies(db):
    with_vocabularies()


def visit(client, **parameters):
    caching.forget_everything()
    return client.get("/en/practices/", parameters)


def numbers(query=""):
    known = known_values()
    return count_sheets(Narrowing(read_choices(QueryDict(query), known), known))


def labels(page):
    return [card.shown("headline").text for card in page.page.object_list]


def values_of(practice):
    """Give what a sheet has in each facet, as the database stores it, worked out without the database's counting."""
    chosen = list(practice.terms.all())
    named = {
        name: {str(term.pk) for term in chosen if term.vocabulary == name} for name in ("pole", "public", "service")
    }
    single = {
        "kind": practice.kind_id,
        "outcome": practice.outcome,
        "territory": practice.territory_id,
        "country": practice.place.country.code,
        "language": practice.original_language,
    }
    return named | {name: {str(value)} for name, value in single.items()}


def recount(stored, sheets):
    """Count as the list must, one sheet after the other; `sheets` are the `values_of` each."""
    found = {facet.name: {} for facet in FACETS}
    for facet in FACETS:
        for sheet in sheets:
            if all(set(values) & sheet[name] for name, values in stored.items() if name != facet.name):
                for value in sheet[facet.name]:
                    found[facet.name][value] = found[facet.name].get(value, 0) + 1
    total = sum(all(set(values) & sheet[name] for name, values in stored.items()) for sheet in sheets)
    return total, found


COSTS = {  # the version of the content, the terms, the numbers, the cards, their pôles; by title, the titles too
    "": 5,
    "page=2&pole=emploi&pole=choisir&kind=club&kind=workshop&kind=forum&kind=tool&country=FR&country=IT": 5,
    "sort=title": 6,
}


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_list_costs_the_same_whatever_the_number_of_sheets(client, number):
    many_practices(number)
    club, emploi, france = terms("kind")[0], terms("pole")[2], PlaceFactory(slug="place-fr")
    PracticeFactory(published=True, kind=club, terms=[emploi], place=france)
    for query, cost in COSTS.items():
        caching.forget_everything()
        forget_terms()
        with queries(cost):
            assert client.get(f"/fr/practices/?{query}").status_code == 200


def test_numbers_are_those_of_a_count_by_hand():
    many_practices(60)
    PracticeFactory(terms=[terms("pole")[0]], kind=terms("kind")[0])  # a draft is in no number
    known = known_values()
    some = {name: list(values)[:3] for name, values in known.items()} | {"country": ["FR", "IT", "US"]}
    sheets = [values_of(practice) for practice in Practice.objects.filter(live=True)]
    choices = st.dictionaries(st.sampled_from([facet.name for facet in FACETS]), st.sets(st.integers(0, 2), min_size=1))

    @given(choices)
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def check(asked):
        chosen = {name: [some[name][at] for at in sorted(places)] for name, places in asked.items()}
        narrowing = Narrowing(chosen, known)
        total, by_value = recount(narrowing.stored, sheets)
        counts = count_sheets(narrowing)
        assert counts.total == total == narrowing.sheets().count()
        assert {name: dict(found) for name, found in counts.values.items()} == by_value
        for name in chosen:
            others = {other: values for other, values in narrowing.stored.items() if other != name}
            assert counts.without[name] == recount(others, sheets)[0]

    check()


def test_choices_in_one_filter_add_and_filters_narrow():
    paris, genova = PlaceFactory(slug="paris"), PlaceFactory(slug="genova", country="IT")
    club, workshop = terms("kind")[:2]
    PracticeFactory(published=True, kind=club, place=paris)
    PracticeFactory(published=True, kind=workshop, place=paris)
    PracticeFactory(published=True, kind=club, place=genova)
    assert numbers("kind=club&kind=workshop").total == 3
    both = numbers("kind=club&country=IT")
    assert both.total == 1
    assert both.values["kind"] == {str(club.pk): 1}
    assert both.values["country"] == {"FR": 1, "IT": 1}


def test_an_attempt_stands_in_the_list_as_any_other(client):
    PracticeFactory(published=True, attempt=True, headline_fr="Une tentative")
    page = visit(client, outcome="failed").content.decode()
    assert "Une tentative" in page
    assert "<span>It did not work</span>" in page


@pytest.mark.parametrize(
    "query",
    [
        "kind=nothing&pole=%00&country=ZZ&language=xx&outcome=&territory=1",
        "page=abc",
        "page=0",
        "page=-1",
        "page=99999999999999999999999999",
        "page=%F0%9F%9A%AA&sort=backwards",
        "kind[]=club&kind=club%27%20OR%201=1--",
        "country=" + "F" * 5_000,
    ],
)
def test_an_address_that_means_nothing_still_gives_the_list(client, query):
    PracticeFactory(published=True, headline_fr="Le club")
    answer = client.get(f"/en/practices/?{query}")
    assert answer.status_code == 200
    assert "Le club" in answer.content.decode()


def test_pages_keep_the_filters_and_the_last_stands_for_those_beyond(client):
    many_practices(45)
    page = visit(client, outcome=Outcome.WORKED.value, language="fr", sort="oldest").content.decode()
    assert "sort=oldest" in page
    assert len(labels(Listing(QueryDict("page=3")))) == 5
    assert labels(Listing(QueryDict("page=99"))) == labels(Listing(QueryDict("page=3")))
    pages = [labels(Listing(QueryDict(f"page={number}"))) for number in (1, 2, 3)]
    assert not any(set(one) & set(other) for one, other in combinations(pages, 2))


def test_orders():
    first = PracticeFactory(published=True, headline_fr="Éveiller")
    second = PracticeFactory(published=True, headline_fr="Zapper")
    third = PracticeFactory(published=True, headline_fr="animer", original_language="it", headline_it="Vivere")
    for days, practice in enumerate((first, second, third)):
        Practice.objects.filter(pk=practice.pk).update(first_published_at=f"2025-01-0{days + 1}T10:00:00Z")
    with override("en"):
        order = {
            sort: [card.pk for card in Listing(QueryDict(f"sort={sort}")).page]
            for sort in ("newest", "oldest", "title")
        }
    assert order["oldest"] == [first.pk, second.pk, third.pk] == order["newest"][::-1]
    assert order["title"] == [first.pk, third.pk, second.pk]  # in English none is translated: Éveiller, Vivere, Zapper


def test_a_card_shows_the_readers_language_and_says_when_it_is_another(client):
    translate(PracticeFactory(published=True, headline_fr="Le port"), "en", headline="The harbour")
    PracticeFactory(published=True, headline_fr="Le canal")
    page = visit(client).content.decode()
    assert ">The harbour</a>" in page
    assert 'lang="fr">Le canal</a>' in page


def test_every_filter_can_be_dropped_and_the_box_stays_ticked(client):
    PracticeFactory(published=True, kind=terms("kind")[0])
    page = visit(client, kind=["club", "workshop"], sort="title")
    chips = page.context["listing"].chips
    assert [chip.address for chip in chips] == ["?kind=workshop&sort=title", "?kind=club&sort=title"]
    assert page.content.decode().count("checked") == 2
    assert 'name="robots" content="noindex' in page.content.decode()


def test_an_empty_result_says_what_to_relax(client):
    PracticeFactory(published=True, kind=terms("kind")[0], outcome=Outcome.WORKED)
    PracticeFactory(published=True, kind=terms("kind")[0], outcome=Outcome.MIXED)
    page = visit(client, kind="club", outcome="failed")
    ways = page.context["listing"].ways_out
    assert [(way.number, way.address) for way in ways] == [(2, "?kind=club")]
    assert "without “It did not work”, 2 sheets" in page.content.decode()
    caching.forget_everything()
    with queries(3):  # the version of the content, the terms, the numbers: no second count, no card
        visit(client, kind="club", outcome="failed")


def test_without_a_sheet_there_is_still_a_page(client):
    assert "The first sheets are being written" in visit(client).content.decode()


def test_drafts_are_in_no_list(client):
    PracticeFactory(headline_fr="Un brouillon")
    assert "Un brouillon" not in visit(client).content.decode()
    assert "Un brouillon" not in client.get(reverse("practices_feed")).content.decode()
