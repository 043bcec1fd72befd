"""Somebody is forgotten while much happens: twice at once, beside the other last administrator, while they write."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.actions import add_address, erase_person, save_settings
from accounts.actions.addresses import AddressTaken
from accounts.models import User
from directory.actions import end_role, grant_role
from directory.models import Role, RoleJournal
from directory.tests.scenes import a_person, a_place
from directory.tests.test_invitation_race import together
from editorial.forgetting import CannotBeForgotten

pytestmark = pytest.mark.django_db(transaction=True)


def erased(person: User) -> str:
    """Forget somebody; say what came of it."""
    try:
        return "erased" if erase_person(person=person, by=person) else "already"
    except CannotBeForgotten:
        return "stays"


def test_of_two_last_administrators_who_go_at_once_one_stays():
    call_command("set_up", verbosity=0)
    pair = [a_person("administrator"), a_person("administrator")]
    assert sorted(together(erased, pair)) == ["erased", "stays"]
    assert Role.objects.administering().count() == 1


def test_asked_four_times_at_once_it_is_done_once():
    call_command("set_up", verbosity=0)
    person = a_person("advisor", a_place("limoges"))
    assert "erased" in together(erased, [person] * 4)
    assert User.objects.get(pk=person.pk).email.endswith("@erased.invalid")
    assert [row.act for row in RoleJournal.objects.about(person)].count("erased") == 1


def test_while_she_writes_and_others_end_and_give_her_roles_nothing_of_her_comes_back():
    call_command("set_up", verbosity=0)
    place = a_place("limoges")
    person, manager = a_person("advisor", place), a_person("manager", place)
    role = person.roles.get()
    facts = {"language": "fr", "time_zone": "Europe/Paris", "shown_name": "Ana Silva"}

    def write(_thing):
        save_settings(person=User.objects.get(pk=person.pk), by=person, **facts)

    def sign_up(_thing):
        try:
            add_address(person=person, address="ana@perso.example", by=person)
        except AddressTaken:
            return

    def give_role(_thing):
        try:
            grant_role(person=person, kind="reception", place=place, by=manager)
        except ValidationError:  # who is forgotten is given none
            return

    works = [
        erased,
        write,
        sign_up,
        lambda _thing: end_role(role=role, by=manager),
        give_role,
        erased,
    ]
    together(lambda work: work(person), works)
    left = User.objects.get(pk=person.pk)
    assert (left.shown_name, left.email, left.is_active) == ("", f"{person.pk}@erased.invalid", False)
    assert not left.emailaddress_set.exists()
