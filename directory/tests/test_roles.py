"""Roles: given, ended, lapsing on their day; what they write down and whom they tell."""

import datetime
import threading

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.actions import erase_person
from accounts.models import User
from directory.actions import LastAdministrator, end_role, grant_role, turn_roles
from directory.models import JournalIsClosed, Role, RoleJournal, RoleKind
from directory.permissions import has_role_at, is_administrator, is_editor, is_member, manages
from directory.tasks import turn_roles_of_the_day
from jobs.clock import rhythms
from multilingual.signals import content_changed
from tests.queries import queries

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def heard():
    """What was announced about roles: (kind of role, kind of change)."""
    said = []

    def hear(sender, thing, kind, **_more):
        if sender is Role:
            said.append((thing.kind, kind))

    content_changed.connect(hear)
    yield said
    content_changed.disconnect(hear)


def journal():
    """Give what the journal says, in order."""
    return list(RoleJournal.objects.values_list("act", "kind"))


def test_while_the_clock_stands_still_no_day_opens_more_than_it_should(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    day = timezone.localdate()
    manager = a_person("manager", a_place(), begins=day + DAY)
    editor = a_person("editor", ends=day + DAY)
    with time_machine.travel(timezone.now() + 2 * DAY, tick=False):
        client.force_login(User.objects.get(pk=manager.pk))
        assert client.get("/fr/desk/people/").headers["Location"].startswith("/fr/account/second-factor/")
        settings.SECOND_FACTOR_REQUIRED = False
        client.force_login(User.objects.get(pk=editor.pk))
        assert client.get("/cms/").status_code == 404


def test_two_administrators_do_not_both_end_on_days_to_come():
    first, second = a_person("administrator"), a_person("administrator")
    day = timezone.localdate() + 2 * DAY
    end_role(role=first.roles.get(), on=day, by=second)
    for other_day in (day - DAY, day, day + DAY):
        with pytest.raises(LastAdministrator):
            end_role(role=second.roles.get(), on=other_day, by=first)
    a_person("administrator")
    end_role(role=second.roles.get(), on=day - DAY, by=first)


def test_who_had_themselves_forgotten_is_given_nothing():
    place, administrator = a_place(), a_person("administrator")
    person = a_person("advisor", place)
    erase_person(person=person, by=person)
    with pytest.raises(ValidationError):
        grant_role(person=person, kind="advisor", place=place, by=administrator)
    assert not person.roles.lasting().exists()


def test_a_role_given_holds_at_once_and_is_told(heard):
    place, person = a_place(), a_person()
    role = grant_role(person=person, kind="manager", place=place, by=None)
    assert manages(person, place)
    assert heard == [("manager", "granted")]
    line = RoleJournal.objects.get()
    assert (line.role, line.person, line.place, line.by) == (role.pk, person.pk, place.pk, None)


def test_a_role_given_twice_is_one_role(heard):
    place, person = a_place(), a_person()
    first = grant_role(person=person, kind="advisor", place=place, by=None)
    assert grant_role(person=person, kind="advisor", place=place, by=None) == first
    assert heard == [("advisor", "granted")]
    assert journal() == [("granted", "advisor")]


def test_a_past_role_given_twice_is_one_role_and_holds_nothing(heard):
    person, place = a_person(), a_place()
    past = {"begins": datetime.date(2008, 1, 1), "ends": datetime.date(2010, 1, 1)}
    for _time in range(2):
        grant_role(person=person, kind="advisor", place=place, by=None, **past)
    assert Role.objects.count() == 1
    assert not is_member(person)
    assert heard == []


def test_ending_a_role_takes_its_rights_at_once_and_keeps_the_row(heard):
    place, manager = a_place(), a_person()
    person = a_person("advisor", place)
    role = end_role(role=person.roles.get(), by=manager)
    assert not has_role_at(person, place)
    assert role.ends == timezone.localdate()
    assert heard[-1] == ("advisor", "ended")
    assert RoleJournal.objects.last().by == manager.pk
    end_role(role=role, by=manager)
    assert journal() == [("granted", "advisor"), ("ended", "advisor")]


def test_who_left_may_come_back():
    place = a_place()
    person = a_person("advisor", place)
    end_role(role=person.roles.get(), by=None)
    grant_role(person=person, kind="advisor", place=place, by=None)
    assert has_role_at(person, place)
    assert person.roles.count() == 2


@pytest.mark.parametrize(
    ("kind", "cms", "administrator", "groups"),
    [
        ("editor", True, False, {"Editors"}),
        ("administrator", True, True, {"Network administrators"}),
        ("reviewer", False, False, set()),
        ("committee", False, False, set()),
    ],
)
def test_facts_and_groups_follow_the_roles(kind, cms, administrator, groups):
    person = a_person(kind)
    for held in (True, False):
        person = User.objects.get(pk=person.pk)
        assert person.may_enter_cms == (cms and held)
        assert person.is_network_administrator == (administrator and held)
        assert set(person.groups.values_list("name", flat=True)) == (groups if held else set())
        assert is_administrator(person) == (administrator and held)
        assert is_editor(person) == (cms and held)
        end_role(role=person.roles.first(), by=None)


def test_an_editors_group_opens_the_admin_but_no_page_of_members():
    a_person("editor")
    editors = Group.objects.get(name="Editors")
    assert editors.permissions.filter(codename="access_admin").exists()
    assert not editors.page_permissions.exists()


def test_the_clock_makes_roles_begin_and_lapse(heard):
    today, person = timezone.localdate(), a_person()
    grant_role(person=person, kind="editor", begins=today + DAY, ends=today + 3 * DAY, by=None)
    assert (heard, turn_roles(), is_editor(person)) == ([], 0, False)
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert (turn_roles(), turn_roles()) == (1, 0)
        person.refresh_from_db()
        assert person.may_enter_cms
    with time_machine.travel(timezone.now() + 5 * DAY, tick=False):
        assert turn_roles_of_the_day.func() == 1
        person.refresh_from_db()
        assert not person.may_enter_cms
    assert heard == [("editor", "granted"), ("editor", "ended")]
    assert journal() == [("granted", "editor"), ("lapsed", "editor")]


def test_a_role_ended_before_it_begins_never_holds(heard):
    person = a_person()
    role = grant_role(person=person, kind="reviewer", begins=timezone.localdate() + 5 * DAY, by=None)
    end_role(role=role, by=None)
    with time_machine.travel(timezone.now() + 9 * DAY, tick=False):
        assert turn_roles() == 0
        assert not is_member(person)


def test_a_role_that_ends_later_still_holds_until_then(heard):
    person = a_person("reviewer")
    end_role(role=person.roles.get(), on=timezone.localdate() + 2 * DAY, by=None)
    assert is_member(person)
    assert heard == [("reviewer", "granted")]


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        ("manager", {}),
        ("manager", {"language": "fr"}),
        ("translator", {}),
        ("editor", {"language": "fr"}),
        ("chief", {}),
        ("editor", {"begins": datetime.date(2010, 1, 2), "ends": datetime.date(2010, 1, 1)}),
    ],
)
def test_a_scope_that_does_not_fit_is_refused(kind, scope):
    with pytest.raises(ValidationError):
        grant_role(person=a_person(), kind=kind, by=None, **scope)


def test_the_database_keeps_scope_and_uniqueness_itself():
    place, person = a_place(), a_person("translator", translates="it")
    for facts in ({"kind": "editor", "place": place}, {"kind": "manager"}, {"kind": "translator", "language": "it"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(person=person, **facts)


def test_the_journal_is_only_ever_added_to():
    a_person("reviewer")
    line = RoleJournal.objects.get()
    for change in (
        line.save,
        line.delete,
        RoleJournal.objects.all().delete,
        lambda: RoleJournal.objects.update(act="ended"),
    ):
        with pytest.raises(JournalIsClosed):
            change()


def test_the_journal_outlives_the_person():
    person = a_person("reviewer")
    key = person.pk
    person.delete()
    assert RoleJournal.objects.get().person == key


@pytest.mark.parametrize("roles", [1, 7])
def test_every_question_about_a_person_costs_one_query(roles):
    person, place = a_person(), a_place()
    for kind in list(RoleKind.values)[:roles]:
        grant_role(
            person=person,
            kind=kind,
            place=place if kind in ("advisor", "reception", "documentalist", "manager") else None,
            language="it" if kind == "translator" else "",
            by=None,
        )
    person = type(person).objects.get(pk=person.pk)
    with queries(1):
        assert is_member(person)
        assert has_role_at(person, place)
        is_administrator(person)
        manages(person, place)


def test_turning_roles_is_on_the_clock():
    assert rhythms()[turn_roles_of_the_day.module_path].at is not None


@pytest.mark.django_db(transaction=True)
def test_a_role_given_by_many_at_once_is_one_role():
    person, place, given = a_person(), a_place(), []

    def give():
        try:
            given.append(grant_role(person=person, kind="manager", place=place, by=None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _time in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 6
    assert len(set(given)) == 1


def test_a_role_holds_everywhere_from_the_same_moment():
    place, person = a_place(), a_person()
    with time_machine.travel("2026-03-10 23:30:00+00:00", tick=False), timezone.override("America/Santiago"):
        role = grant_role(person=person, kind="advisor", place=place, by=None)
        assert (role.begins, list(Role.objects.current())) == (datetime.date(2026, 3, 11), [role])
