"""The journal of roles: numbers only, never changed, told in words to those who look after people."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import User
from directory.actions import end_role, grant_role
from directory.models import RoleJournal
from tests.queries import counted

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db


def read(person: User, address: str) -> tuple[int, str]:
    """Give the status and the page `person` gets."""
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_the_database_itself_refuses_to_change_a_line():
    a_person("reviewer")
    if (
        connection.vendor == "sqlite"
    ):  # the tests' own database lets lines go; this brings the trigger back for one test
        with connection.cursor() as cursor:
            cursor.execute(import_module("directory.migrations.0008_journal_keeps_its_lines").SQLITE)
    orders = ["UPDATE directory_rolejournal SET act = 'ended'", "DELETE FROM directory_rolejournal"]
    for order in orders:
        with pytest.raises(DatabaseError, match="closed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)
    assert RoleJournal.objects.get().act == "granted"


def test_it_is_told_in_words_with_the_names_of_today():
    place, manager = a_place("limoges"), a_person("reviewer", language="en")
    grant_role(person=manager, kind="manager", place=place, by=None)
    person = a_person("reviewer")
    User.objects.filter(pk=person.pk).update(shown_name="Ana Sample")
    role = grant_role(person=person, kind="advisor", place=place, by=manager)
    end_role(role=role, by=manager)
    status, page = read(manager, f"/en/desk/places/{place.pk}/people/journal/")
    assert status == 200
    assert page.index("advisor, Limoges: ended") < page.index("advisor, Limoges: given from"), "the latest first"
    assert "Ana Sample" in page
    assert "by: manager, Limoges" in page
    assert "by: the platform" in page
    nobody = {"shown_name": "", "email": "1@erased.invalid", "is_active": False}
    User.objects.filter(pk=person.pk).update(erased_at=person.date_joined, **nobody)
    _status, page = read(manager, f"/en/desk/places/{place.pk}/people/journal/")
    assert "Ana Sample" not in page
    assert "Former member" in page


def test_it_holds_no_name_and_no_address():
    texts = [
        field.name for field in RoleJournal._meta.fields if field.get_internal_type() in ("TextField", "JSONField")
    ]
    assert texts == []
    assert {field.name: field.max_length for field in RoleJournal._meta.fields if field.max_length} == {
        "act": 9,
        "kind": 14,
        "language": 2,
    }


def test_a_manager_reads_that_of_her_place_and_administrators_all():
    limoges, brive, rouen = a_place("limoges"), None, a_place("rouen")
    brive = a_place("brive", "centre", mother=limoges)
    manager, administrator = a_person("manager", limoges), a_person("administrator")
    advisor = a_person("advisor", limoges)
    expected = {manager: (200, 200, 404, 404), administrator: (200, 200, 200, 200), advisor: (404, 404, 404, 404)}
    for person, statuses in expected.items():
        places = [read(person, f"/fr/desk/places/{place.pk}/people/journal/")[0] for place in (limoges, brive, rouen)]
        assert (*places, read(person, "/fr/desk/people/journal/")[0]) == statuses


def test_the_journal_costs_the_same_for_one_line_and_for_many():
    place = a_place("limoges")
    manager = a_person("manager", place)
    counts = []
    for number in (1, 45):
        for _time in range(number):
            a_person("advisor", place)
        with counted() as sent:
            assert read(manager, f"/fr/desk/places/{place.pk}/people/journal/")[0] == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
