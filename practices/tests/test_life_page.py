"""The page where members act on a sheet's life, its doors, and what stands on their desk."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from editorial import caching
from editorial.registry import desk_sections
from practices.actions import archive_practice, mark_to_update, withdraw_practice
from practices.life_desk import to_look_at, to_update
from practices.models import LifeChange, Practice
from practices.tests.conftest import fresh
from practices.tests.factories import PlaceFactory, PracticeFactory
from tests.queries import counted, queries

WHY = {"reason": "Le port a fermé ; <b>rien</b> ne reste.", "language": "fr"}


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def mark(practice: Practice, by: Any, days: int = 30) -> None:
    mark_to_update(practice=practice, reason="Les jours ont changé.", language="fr", until=in_days(days), by=by)


def read(client: Client, address: str, status: int = 200) -> str:
    caching.forget_everything()
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def sheet(house):
    """A sheet readers have at Limoges, graded, without its review."""
    made = PracticeFactory(published=True, place=house.limoges, owner=house.author, headline_fr="Visiter le port")
    Practice.objects.filter(pk=made.pk).update(grade="internal")
    return fresh(made)


def life_of(practice: Practice) -> str:
    return f"/fr/desk/practices/{practice.pk}/life/"


# --- the page of acts ----------------------------------------------------------------------------


def test_each_finds_what_they_may_do(house, sheet):
    may = {}
    for name in ("author", "manager", "administrator", "reviewer", "milano_manager", "stranger"):
        answer = signed_in(getattr(house, name)).get(life_of(sheet))
        page = answer.content.decode()
        acts = re.findall(r'name="do" value="(\w+)"', page) + ["hand on"] * ("hand-on/" in page)
        may[name] = acts if answer.status_code == 200 else answer.status_code
    all_acts = ["mark", "archive", "withdraw", "hand on"]
    assert may == {
        "author": ["mark"],
        "manager": all_acts,
        "administrator": all_acts,
        "reviewer": ["mark"],
        "milano_manager": 404,
        "stranger": 404,
    }
    assert Client().get(life_of(sheet))["Location"].startswith("/fr/account/login/")


def test_a_manager_does_all_there_is_from_one_page(house, sheet):
    client = signed_in(house.manager)
    until = in_days(20).isoformat()
    for sent, life in (
        ({"do": "mark", "mark-reason": "Horaires", "mark-language": "it", "mark-until": until}, "to_update"),
        ({"do": "declare"}, "published"),
        ({"do": "archive", "archive-reason": "Fini", "archive-language": "fr"}, "archived"),
        ({"do": "bring_back"}, "published"),
        ({"do": "withdraw", "withdraw-reason": "Fini", "withdraw-language": "fr"}, "withdrawn"),
        ({"do": "bring_back"}, "published"),
    ):
        answer = client.post(life_of(sheet), sent)
        assert (answer.status_code, answer["Location"], fresh(sheet).life) == (302, life_of(sheet), life)
    page = client.get(life_of(sheet)).content.decode()
    assert '<div class="prose" lang="it" dir="auto"><p>Horaires</p></div>' in page


def test_a_reviewer_who_marked_it_is_led_back_to_the_sheet(house, sheet):
    sent = {"do": "mark", "mark-reason": "Vieux", "mark-language": "fr", "mark-until": in_days(9).isoformat()}
    answer = signed_in(house.reviewer).post(life_of(sheet), sent)
    assert answer["Location"] == f"/fr/practices/{sheet.slug}/"
    assert signed_in(house.reviewer).get(life_of(sheet)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"do": "mark", "mark-reason": "", "mark-language": "fr", "mark-until": "2999-01-01"}, ["reason", "until"]),
        ({"do": "mark", "mark-reason": "Vieux", "mark-language": "xx", "mark-until": ""}, ["until", "language"]),
        ({"do": "mark", "mark-reason": "Vieux", "mark-language": "fr", "mark-until": "2020-01-01"}, ["until"]),
        (
            {"do": "mark", "mark-reason": "a" * 1_001, "mark-language": "fr", "mark-until": "demain"},
            ["reason", "until"],
        ),
        ({"do": "withdraw", "withdraw-reason": "  ", "withdraw-language": "fr"}, ["reason"]),
        ({"do": "archive", "archive-reason": "a\x00b", "archive-language": "fr"}, ["reason"]),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_text_kept(house, sheet, sent, wrong):
    answer = signed_in(house.manager).post(life_of(sheet), sent)
    page = answer.content.decode()
    name = sent["do"]
    assert answer.status_code == 422
    assert re.findall(rf'id="id_{name}-(\w+)_error"', page) == wrong
    assert re.search(r"<details[^>]* open>", page)
    assert (fresh(sheet).life, LifeChange.objects.count()) == ("published", 0)
    if reason := sent[f"{name}-reason"].strip("\x00 "):
        assert reason.replace("\x00", "")[:1] in page


def test_who_comes_second_keeps_their_words_and_sees_where_it_stands(house, sheet):
    client = signed_in(house.manager)
    withdraw_practice(practice=sheet, **WHY, by=house.administrator)
    sent = {"do": "archive", "archive-reason": "Mes mots à moi", "archive-language": "fr"}
    answer = client.post(life_of(sheet), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mes mots à moi" in page
    assert re.findall(r'name="do" value="(\w+)"', page) == ["bring_back"]
    assert LifeChange.objects.count() == 1


def test_a_right_one_has_not_is_no_act(house, sheet):
    for name in ("author", "reviewer", "stranger"):
        sent = {"do": "withdraw", "withdraw-reason": "Non", "withdraw-language": "fr"}
        assert signed_in(getattr(house, name)).post(life_of(sheet), sent).status_code == 404
    assert signed_in(house.manager).post(life_of(sheet), {"do": "burn"}).status_code == 404
    assert fresh(sheet).life == "published"


def test_handing_on_names_colleagues_by_function(house, sheet):
    client = signed_in(house.manager)
    page = client.get(life_of(sheet)).content.decode()
    keys = re.findall(r'<option value="(\d+)">([^<]*)</option>', page)
    assert sorted(int(key) for key, _words in keys) == sorted([house.colleague.pk, house.manager.pk])
    assert not [words for _key, words in keys if "@" in words]
    address = f"/fr/desk/practices/{sheet.pk}/hand-on/"
    for key in ("", house.milano_advisor.pk, "x"):
        assert client.post(address, {"hand_on-to": key}).status_code == 422
    assert client.post(address, {"hand_on-to": house.colleague.pk})["Location"] == life_of(sheet)
    assert fresh(sheet).owner == house.colleague
    assert signed_in(house.author).post(address, {"hand_on-to": house.author.pk}).status_code == 404


def test_the_page_costs_the_same_with_many_changes(house, sheet):
    client, costs = signed_in(house.manager), []
    for _time in range(2):
        for _again in range(4):
            archive_practice(practice=sheet, **WHY, by=house.manager)
            Practice.objects.filter(pk=sheet.pk).update(life="published")
        client.get(life_of(sheet))
        with counted() as sent:
            client.get(life_of(sheet))
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 16


def test_members_find_the_door_and_readers_do_not(house, sheet, client):
    door = f'href="{life_of(sheet)}"'
    address = f"/fr/practices/{sheet.slug}/"
    assert door not in read(client, address)
    assert door not in read(signed_in(house.milano_manager), address)
    assert door in read(signed_in(house.colleague), address)
    withdraw_practice(practice=sheet, **WHY, by=house.manager)
    assert door in read(signed_in(house.colleague), address, 410)
    assert door in read(signed_in(house.colleague), "/fr/desk/practices/")


# --- the desk ------------------------------------------------------------------------------------


def rows_of(person: Any, heading: str) -> list[tuple[str, str]]:
    person._held = None
    sections = [section for section in desk_sections(person) if section.heading == heading]
    return [(row.title, row.why) for section in sections for row in section.rows]


def test_the_desk_of_a_place_names_what_is_to_update_overdue_first(house, sheet):
    other = PracticeFactory(published=True, place=house.limoges, headline_fr="Un bureau")
    elsewhere = PracticeFactory(published=True, place=PlaceFactory(slug="porto"), headline_fr="O porto")
    for practice, days in ((sheet, 30), (other, 3), (elsewhere, 3)):
        mark(practice, house.administrator, days)
    LifeChange.objects.filter(practice=sheet).update(until=in_days(-1))
    with translation.override("en"):
        rows = rows_of(house.colleague, "To update")
        assert [title for title, _why in rows] == ["Visiter le port", "Un bureau"]
        assert ["overdue" in why for _title, why in rows] == [True, False]
        assert rows_of(house.milano_manager, "To update") == []
        withdraw_practice(practice=sheet, **WHY, by=house.manager)
        assert [title for title, _why in rows_of(house.colleague, "To update")] == ["Un bureau"]


def test_the_desk_asks_for_results_until_there_are_some_or_a_new_date(house, sheet):
    Practice.objects.filter(pk=sheet.pk).update(look_again_on=in_days(0))
    with translation.override("en"):
        assert [title for title, _why in rows_of(house.manager, "What came of it?")] == ["Visiter le port"]
        Practice.objects.filter(pk=sheet.pk).update(look_again_on=in_days(1))
        assert rows_of(house.manager, "What came of it?") == []


@pytest.mark.parametrize("number", [1, 12])
def test_a_kind_of_row_costs_one_query(house, number):
    for _order in range(number):
        made = PracticeFactory(published=True, place=house.limoges, look_again_on=in_days(-1))
        mark(made, house.manager)
    house.colleague._held = None
    with queries(3):  # roles, and one for each kind
        found = [*to_update(house.colleague), *to_look_at(house.colleague)]
    assert [len(section.rows) for section in found] == [min(number, 8)] * 2
