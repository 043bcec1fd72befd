"""What members are called: by the name they chose, else by function and place, in the reader's words."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from accounts.models import User
from directory.actions import end_role, grant_role
from directory.names import Names, hint_of, names_of_keys, shown_name, told_apart
from tests.queries import queries

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db


def with_name(person: User, name: str) -> User:
    """Let a person show a name."""
    User.objects.filter(pk=person.pk).update(shown_name=name)
    return User.objects.get(pk=person.pk)


def test_who_chose_a_name_is_called_by_it_and_the_others_by_function_and_place():
    place = a_place("limoges")
    ana, nameless = with_name(a_person("advisor", place), "Ana"), a_person("advisor", place)
    with override("en"):
        assert (shown_name(ana), shown_name(nameless)) == ("Ana", "advisor, Limoges")


def test_the_function_is_told_in_the_language_that_is_asked_for():
    person = a_person("translator", translates="it")
    with override("fr"):
        assert shown_name(person, "en") == "translator into Italian"


def test_a_function_at_a_place_comes_before_one_for_the_network_and_the_managers_first():
    place = a_place("limoges")
    person = a_person("reviewer")
    with override("en"):
        assert shown_name(person) == "reviewer"
        grant_role(person=person, kind="advisor", place=place, by=None)
        assert shown_name(person) == "advisor, Limoges"
        grant_role(person=person, kind="manager", place=place, by=None)
        assert shown_name(person) == "manager, Limoges"


def test_who_left_without_a_name_and_who_is_forgotten_are_former_members():
    left, named = a_person("reviewer"), with_name(a_person("reviewer"), "Zoé")
    end_role(role=left.roles.get(), by=None)
    with override("en"):
        assert [shown_name(person) for person in (left, named, None)] == ["former member", "Zoé", "former member"]
        named.erased_at = named.date_joined
        assert shown_name(named) == "former member"


@pytest.mark.parametrize("number", [1, 9])
def test_many_names_cost_one_query(number):
    place = a_place("limoges")
    people = [a_person("advisor", place) for _time in range(number)]
    with queries(1), override("en"):
        names = Names(people)
        assert {names.of(person) for person in people} == {"advisor, Limoges"}
    with queries(2), override("en"):
        names = names_of_keys([*(person.pk for person in people), None, 987_654])
        assert names.of_key(people[0].pk) == "advisor, Limoges"
        assert names.of_key(987_654) == "former member"
    with queries(0):
        Names([with_a_name for with_a_name in people if with_a_name.shown_name])


def test_no_name_gives_an_address_away():
    person = User(email="amelie.durand@limoges.example", shown_name="")
    assert hint_of(person) == "a…@limoges.example"
    assert hint_of(User(email="amelie.durand@limoges.example", shown_name="Amélie")) == ""
    for words in (str(person), person.get_full_name(), f"{person}"):
        assert "@" not in words
        assert "amelie" not in words


def test_the_slot_shows_a_name_made_safe():
    person = with_name(a_person("reviewer"), "<b>Ana & Co</b>")
    told = Template('{% slot "person" person %}').render(Context({"person": person}))
    assert told == "&lt;b&gt;Ana &amp; Co&lt;/b&gt;"


def test_in_a_list_to_choose_from_nobody_reads_like_another_nor_shows_an_address():
    people = [
        User(pk=1, email="amelie@limoges.example"),
        User(pk=2, email="bruno@limoges.example"),
        User(pk=3, email="bea@limoges.example"),
        User(pk=4, email="zoe@limoges.example", shown_name="Zoé"),
    ]
    said = told_apart(people, {1: "advisor", 2: "advisor", 3: "advisor", 4: "Zoé"})
    assert said == {
        1: "advisor (a…@limoges.example)",
        2: f"advisor (b…@limoges.example) ({people[1]})",
        3: f"advisor (b…@limoges.example) ({people[2]})",
        4: "Zoé",
    }


@pytest.mark.parametrize("page", ["/fr/account/", "/fr/desk/first-steps/place/"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana\n Silva ", "Ana Silva"),
        ("Zoé O’Brien-Li", "Zoé O’Brien-Li"),
        ("Ana\u202eavliS", "AnaavliS"),
        ("\u200b", ""),
        ("\u2060 \u00ad", ""),
        ("…", ""),
    ],
)
def test_a_name_shown_can_be_read_or_is_none(client, page, typed, kept):
    person = a_person("advisor", a_place())
    client.force_login(person)
    said = {"do": "keep", "language": "fr", "time_zone": "Europe/Paris", "shown_name": typed}
    assert client.post(page, said).status_code == 302
    person.refresh_from_db()
    assert person.shown_name == kept
