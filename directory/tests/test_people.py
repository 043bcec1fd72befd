"""Who manages a place, who administers the network, for which places a person writes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from directory.actions import end_role, grant_role
from directory.people import administrators, has_other_manager, managers_of, places_of
from tests.queries import counted, queries

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """A Cité with its centre, a label holder with its site, one no longer listed, one apart."""
    limoges, holder = a_place("limoges"), a_place("nord-franche-comte", "holder")
    return {
        "limoges": limoges,
        "brive": a_place("brive", "centre", mother=limoges),
        "holder": holder,
        "belfort": a_place("belfort", "site", holder=holder),
        "cagliari": a_place("cagliari", life="unlisted"),
        "paris": a_place("paris"),
    }


def slugs(found):
    """Give the slugs of places, sorted."""
    return sorted(place.slug for place in found)


def test_managers_of_a_place_are_its_own_its_holders_and_its_mothers(places):
    own, mother, holder = (
        a_person("manager", places["brive"]),
        a_person("manager", places["limoges"]),
        a_person("manager", places["holder"]),
    )
    a_person("advisor", places["brive"])
    with queries(1):
        assert set(managers_of(places["brive"])) == {own, mother}
    assert set(managers_of(places["belfort"])) == {holder}
    assert set(managers_of(places["limoges"])) == {mother}
    assert set(managers_of(None)) == set()


def test_a_manager_twice_is_named_once(places):
    person = a_person("manager", places["brive"])
    grant_role(person=person, kind="manager", place=places["limoges"], by=None)
    assert list(managers_of(places["brive"])) == [person]


def test_who_left_or_is_suspended_manages_nothing(places):
    left, suspended = a_person("manager", places["paris"]), a_person("manager", places["paris"])
    end_role(role=left.roles.get(), by=None)
    type(suspended).objects.filter(pk=suspended.pk).update(is_active=False)
    assert not managers_of(places["paris"]).exists()


def test_whether_somebody_else_manages_the_place(places):
    person = a_person("manager", places["paris"])
    assert not has_other_manager(places["paris"], than=[person.pk])
    assert has_other_manager(places["paris"], than=[None])
    with queries(1):
        assert not has_other_manager(places["belfort"], than=[person.pk])


def test_administrators_are_those_of_today():
    person, other = a_person("administrator"), a_person("administrator")
    end_role(role=other.roles.get(), by=None)
    with queries(1):
        assert list(administrators()) == [person]


@pytest.mark.parametrize(
    ("kind", "at", "expected"),
    [
        ("advisor", "brive", ["brive"]),
        ("reception", "limoges", ["brive", "limoges"]),
        ("manager", "holder", ["belfort", "nord-franche-comte"]),
        ("manager", "cagliari", []),
        ("reviewer", None, []),
        ("administrator", None, ["belfort", "brive", "limoges", "nord-franche-comte", "paris"]),
        ("", None, []),
    ],
)
def test_the_places_one_writes_for(places, kind, at, expected):
    person = a_person(kind, places.get(at))
    with counted() as sent:
        assert slugs(places_of(person)) == expected
    assert len(sent) <= 2


def test_nobody_writes_for_no_place(places):
    assert not places_of(AnonymousUser()).exists()
