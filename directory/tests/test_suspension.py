"""Accounts are suspended and opened again by network administrators, never their own, never the last one's."""

import threading

import pytest
from django.core import mail
from django.db import connection

from accounts.models import Notification, User
from directory.actions import (
    LastAdministrator,
    OneselfSuspended,
    end_role,
    grant_role,
    invite,
    restore_account,
    suspend_account,
)
from directory.models import Invitation, RoleJournal
from directory.permissions import can_restore, can_suspend

from .scenes import a_person, a_place, signed_in

pytestmark = pytest.mark.django_db


def journal() -> list[tuple[str, int, int | None]]:
    """Give what the journal says of accounts."""
    rows = RoleJournal.objects.filter(act__in=["suspended", "restored"]).order_by("pk")
    return list(rows.values_list("act", "person", "by"))


def test_a_suspended_person_is_nobody_at_the_next_request_and_comes_back_with_their_roles():
    administrator, person = a_person("administrator"), a_person("advisor", a_place())
    client = signed_in(person)
    assert client.get("/fr/desk/").status_code == 200
    assert suspend_account(person=person, by=administrator)
    assert client.get("/fr/desk/").status_code == 302
    assert not suspend_account(person=person, by=administrator), "the second click"
    person.refresh_from_db()
    assert (person.is_active, person.suspended_at is None, person.roles.current().count()) == (False, False, 1)
    assert restore_account(person=person, by=administrator)
    assert not restore_account(person=person, by=administrator)
    person.refresh_from_db()
    assert (person.is_active, person.suspended_at) == (True, None)
    assert client.get("/fr/desk/").status_code == 302, "an old session stays closed"
    assert signed_in(person).get("/fr/desk/").status_code == 200
    assert journal() == [("suspended", person.pk, administrator.pk), ("restored", person.pk, administrator.pk)]


def test_whom_a_suspended_person_asked_in_finds_the_door_closed_and_nobody_elses_guests_do():
    administrator, place = a_person("administrator"), a_place()
    manager, colleague = a_person("manager", place), a_person("manager", place)
    for number, host in enumerate((manager, colleague)):
        address = f"invitee{number}@membres.example"
        invite(address=address, kind="advisor", place=place, written_in="fr", by=host)
    suspend_account(person=manager, by=administrator)
    withdrawn = Invitation.objects.filter(withdrawn_at__isnull=False)
    assert list(withdrawn.values_list("address", "withdrawn_by")) == [("invitee0@membres.example", administrator.pk)]


def test_the_person_is_told_by_a_letter_each_time():
    administrator, person = a_person("administrator"), a_person("advisor", a_place(), language="en")
    suspend_account(person=person, by=administrator)
    restore_account(person=person, by=administrator)
    subjects = [letter.subject for letter in mail.outbox if letter.to == [person.email]]
    assert subjects == ["Your account is suspended", "Your account is open again"]


def test_where_nobody_manages_a_place_meanwhile_the_administrators_are_told():
    administrator, limoges, rouen = a_person("administrator"), a_place("limoges"), a_place("rouen")
    manager = a_person("manager", limoges)
    grant_role(person=manager, kind="manager", place=rouen, by=None)
    a_person("manager", rouen)
    suspend_account(person=manager, by=administrator)
    told = Notification.objects.filter(kind="place_without_manager")
    assert list(told.values_list("person", "about_id")) == [(administrator.pk, str(limoges.pk))]


def test_nobody_suspends_themselves_nor_the_last_administrator():
    first, second = a_person("administrator"), a_person("administrator")
    with pytest.raises(OneselfSuspended):
        suspend_account(person=first, by=first)
    suspend_account(person=second, by=first)
    with pytest.raises(LastAdministrator):
        suspend_account(person=first, by=second)
    with pytest.raises(LastAdministrator):
        end_role(role=first.roles.get(), by=second)
    assert User.objects.get(pk=first.pk).is_active


@pytest.mark.parametrize("kind", ["manager", "advisor", "reviewer", "editor", ""])
def test_only_network_administrators_may(kind):
    user = a_person(kind, a_place() if kind in ("manager", "advisor") else None)
    other, administrator = a_person("reviewer"), a_person("administrator")
    assert not can_suspend(user, other)
    assert can_suspend(administrator, other)
    assert not can_suspend(administrator, administrator)
    suspend_account(person=other, by=administrator)
    other.refresh_from_db()
    assert (can_restore(administrator, other), can_restore(user, other)) == (True, False)
    assert signed_in(user).post(f"/fr/desk/people/{other.pk}/", {"do": "restore"}).status_code == 404
    assert not User.objects.get(pk=other.pk).is_active


def test_an_erased_account_is_not_opened_again():
    administrator, person = a_person("administrator"), a_person("reviewer")
    suspend_account(person=person, by=administrator)
    User.objects.filter(pk=person.pk).update(erased_at=person.date_joined, shown_name="", email="1@erased.invalid")
    assert not restore_account(person=person, by=administrator)


def test_the_page_of_a_person_closes_and_opens_the_account():
    administrator, person = a_person("administrator", language="en"), a_person("reviewer")
    client, address = signed_in(administrator), f"/en/desk/people/{person.pk}/"
    page = client.get(address).content.decode()
    assert person.email in page
    assert "Suspend the account" in page
    for _click in range(2):
        assert client.post(address, {"do": "suspend"}).status_code == 302
    page = client.get(address).content.decode()
    assert "This account is suspended" in page
    assert "Suspend the account" not in page
    client.post(address, {"do": "restore"})
    assert User.objects.get(pk=person.pk).is_active
    assert len(journal()) == 2
    own = client.get(f"/en/desk/people/{administrator.pk}/").content.decode()
    assert "Suspend the account" not in own
    client.post(f"/en/desk/people/{administrator.pk}/", {"do": "suspend"})
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_suspend_each_other_leave_one():
    people, said = [a_person("administrator"), a_person("administrator")], []

    def suspend(one: User, other: User) -> None:
        try:
            said.append(suspend_account(person=other, by=one))
        except LastAdministrator:
            said.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=suspend, args=pair) for pair in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [False, True]
    assert User.objects.filter(is_active=True, is_network_administrator=True).count() == 1
