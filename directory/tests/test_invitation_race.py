"""Fifty windows use one link at the same moment, on both databases: one account, one role."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from directory.actions import AlreadyInvited
from directory.models import Invitation, Role, RoleJournal
from directory.tests.inviting import asked_in, comes_in
from directory.tests.scenes import a_person, a_place

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50


def together(work, about: list) -> list:
    """Give what `work` gives for each of `about`, each in a thread of its own, all let go at the same moment."""
    gate = Barrier(len(about))

    def alone(thing):
        try:
            gate.wait(60)
            return work(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(about)) as pool:
        return list(pool.map(alone, about))


def test_one_link_used_by_fifty_gives_one_account():
    path = asked_in(place=a_place("limoges"), by=None)
    browsers = [Client(raise_request_exception=False) for _each in range(AT_ONCE)]
    answers = together(lambda browser: comes_in(path, browser).status_code, browsers)
    # who comes after the account is there but before the link is closed is asked to sign in
    assert answers.count(302) >= 1
    assert set(answers) <= {302, 404}
    person = User.objects.get(email="ada@membres.example")
    assert Role.objects.filter(person=person).count() == 1
    assert sorted(RoleJournal.objects.about(person).values_list("act", flat=True)) == ["granted", "invited"]
    inside = [browser for browser in browsers if "_auth_user_id" in browser.session]
    assert len(inside) == 1


def test_two_links_to_one_address_used_at_once_give_one_account():
    limoges, milano = a_place("limoges"), a_place("milano")
    paths = [asked_in(place=place, by=None) for place in (limoges, milano)]
    together(lambda path: comes_in(path, Client(raise_request_exception=False)).status_code, paths)
    person = User.objects.get(email="ada@membres.example")
    assert Role.objects.filter(person=person).count() == 1
    assert Invitation.objects.pending().count() == 1


def test_two_managers_who_ask_the_same_person_at_once_ask_once():
    limoges = a_place("limoges")
    managers = [a_person("manager", limoges) for _each in range(2)]

    def ask(manager):
        try:
            return bool(asked_in(place=limoges, by=manager))
        except AlreadyInvited:
            return False

    assert sorted(together(ask, managers)) == [False, True]
    assert Invitation.objects.count() == 1
