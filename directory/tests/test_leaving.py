"""Roles end: by a manager, on their day, by leaving; who loses their last one, who stays alone, what happens together."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.models import User
from directory.actions import LastManager, end_role, end_roles_at, grant_role, turn_roles
from directory.models import Role, RoleJournal
from directory.models.roles import today
from directory.permissions import is_member

from .looking_after import given, people_of, told
from .scenes import a_person, a_place, signed_in

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


# --- ending ---------------------------------------------------------------------------------------


def test_a_role_ends_today_or_later_its_history_stays_and_a_second_click_changes_nothing(places):
    client = signed_in(a_person("manager", places["limoges"]))
    person = a_person("advisor", places["limoges"])
    role = person.roles.get()
    for on in (today() + 9 * DAY, today() + 9 * DAY, today(), today()):
        assert client.post(f"/en/desk/roles/{role.pk}/", {"on": on.isoformat()}).status_code == 302
    role.refresh_from_db()
    assert (role.ends, role.stage) == (today(), "over")
    said = RoleJournal.objects.about(person).values_list("act", "day").order_by("pk")
    assert list(said) == [("granted", today()), ("ended", today() + 9 * DAY), ("ended", today())]
    page = client.get(people_of(places["limoges"])).content.decode()
    assert "Here before" in page
    assert told(person) == ["role_ended", "role_ended"]


def test_the_last_role_ended_signs_out_everywhere_at_once_and_the_account_stays(places):
    manager, person = a_person("manager", places["limoges"]), a_person("advisor", places["limoges"])
    grant_role(person=person, kind="reception", place=places["limoges"], by=None)
    client = signed_in(person)
    end_role(role=person.roles.get(kind="reception"), by=manager)
    assert client.get("/fr/desk/").status_code == 200, "another role is left"
    end_role(role=person.roles.get(kind="advisor"), by=manager)
    assert client.get("/fr/desk/").status_code == 302
    former = signed_in(person)
    page = former.get("/en/desk/").content.decode()
    assert "Your roles have ended" in page
    assert former.get("/en/desk/roles/").status_code == former.get("/en/account/").status_code == 200
    assert former.get("/en/desk/people/").status_code == 404


def test_a_role_that_lapses_signs_out_too(places):
    person = a_person("advisor", places["limoges"], ends=today() + DAY)
    client = signed_in(person)
    assert turn_roles(on=today() + DAY) == 1
    assert is_member(User.objects.get(pk=person.pk)), "its day has not come for those who ask"
    Role.objects.update(begins=today() - DAY, ends=today(), stage="held")
    turn_roles()
    assert client.get("/fr/desk/").status_code == 302


def test_a_manager_who_is_removed_while_she_works_changes_nothing_more(places):
    first, second = a_person("manager", places["limoges"]), a_person("manager", places["limoges"])
    grant_role(person=second, kind="advisor", place=places["limoges"], by=None)
    advisor, hers = a_person("advisor", places["limoges"]), signed_in(second)
    address = f"/en/desk/roles/{advisor.roles.get().pk}/"
    assert hers.get(address).status_code == 200
    end_role(role=second.roles.get(kind="manager"), by=first)
    assert hers.post(address, {"on": today().isoformat()}).status_code == 404
    assert hers.post(people_of(places["limoges"]), given(address=first.email)).status_code == 404
    assert advisor.roles.lasting().exists()


def test_every_role_of_a_person_at_a_place_ends_at_once_and_none_elsewhere(places):
    manager, person = a_person("manager", places["limoges"]), a_person("advisor", places["limoges"])
    grant_role(person=person, kind="documentalist", place=places["limoges"], begins=today() + DAY, by=None)
    grant_role(person=person, kind="advisor", place=places["rouen"], by=None)
    address = f"{people_of(places['limoges'])}{person.pk}/"
    client = signed_in(manager)
    for _click in range(2):
        assert client.post(address).status_code == 302
    assert [role.place for role in person.roles.lasting()] == [places["rouen"]]
    assert "Journal of roles" in client.get(address).content.decode()
    assert client.get(f"{people_of(places['limoges'])}{a_person().pk}/").status_code == 404


# --- leaving --------------------------------------------------------------------------------------


def test_who_leaves_their_last_place_is_signed_out_and_told_so(places):
    person = a_person("advisor", places["limoges"], language="en")
    here, there = signed_in(person), signed_in(person)
    address = f"/en/desk/places/{places['limoges'].pk}/leave/"
    assert "Leave Limoges?" in here.get(address).content.decode()
    left = here.post(address)
    assert left.status_code == 200
    assert "You have left" in left.content.decode()
    assert [client.get("/en/desk/").status_code for client in (here, there)] == [302, 302]
    assert here.post(address).status_code == 302, "the second click leads to signing in"
    assert told(person) == []


def test_who_keeps_a_role_elsewhere_goes_on(places):
    person = a_person("advisor", places["limoges"])
    grant_role(person=person, kind="advisor", place=places["rouen"], by=None)
    client = signed_in(person)
    for _click in range(2):
        answer = client.post(f"/en/desk/places/{places['limoges'].pk}/leave/")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/en/desk/roles/")
    assert client.get("/en/desk/places/987654/leave/").status_code == 404
    assert client.get(f"/en/desk/places/{places['brive'].pk}/leave/").status_code == 404
    page = client.get("/en/desk/roles/").content.decode()
    assert "Before" in page


def test_the_last_manager_leaves_knowingly_only_and_administrators_are_told(places):
    administrator, manager = a_person("administrator"), a_person("manager", places["rouen"])
    client, address = signed_in(manager), f"/en/desk/places/{places['rouen'].pk}/leave/"
    warned = client.post(address)
    assert warned.status_code == 409
    assert "Nobody else manages this place" in warned.content.decode()
    assert manager.roles.lasting().exists()
    assert told(administrator) == []
    assert client.post(address, {"knowing": "on"}).status_code == 200
    assert not manager.roles.lasting().exists()
    assert told(administrator) == ["place_without_manager"]
    bell = signed_in(administrator).get("/en/desk/notifications/")
    assert bell.status_code == 200
    assert "Nobody manages this place any more: Rouen" in bell.content.decode()


def test_a_centre_whose_mother_has_a_manager_is_not_left_alone(places):
    a_person("manager", places["limoges"])
    manager = a_person("manager", places["brive"])
    assert end_roles_at(person=manager, place=places["brive"], by=manager) == 1


# --- together -------------------------------------------------------------------------------------


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do things at the same time; give the name of what each raised, sorted, "" for what went well."""
    said: list[str] = []

    def do(work: Callable[[], object]) -> None:
        try:
            work()
            said.append("")
        except Exception as trouble:
            said.append(type(trouble).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_end_one_role_end_it_once():
    place = a_place()
    managers, person = [a_person("manager", place) for _one in range(4)], a_person("advisor", place)
    role = person.roles.get()
    assert at_once(*(lambda by=by: end_role(role=role, by=by) for by in managers)) == ["", "", "", ""]
    assert RoleJournal.objects.about(person).filter(act="ended").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_last_managers_who_leave_at_once_leave_one():
    place = a_place()
    managers = [a_person("manager", place) for _one in range(2)]
    leaving = (lambda one=one: end_roles_at(person=one, place=place, by=one) for one in managers)
    assert at_once(*leaving) == ["", LastManager.__name__]
    assert Role.objects.managing([place.pk]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_roles_of_one_person_ended_at_once_leave_no_fact_behind():
    person = a_person("reviewer")
    grant_role(person=person, kind="editor", by=None)
    roles = list(person.roles.all())
    assert at_once(*(lambda role=role: end_role(role=role, by=None) for role in roles)) == ["", ""]
    person.refresh_from_db()
    assert (person.needs_second_factor, person.may_enter_cms) == (False, False)
