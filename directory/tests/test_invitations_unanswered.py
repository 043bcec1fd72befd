"""The list of those who were asked in and have not come: who sees it, sending again, taking back."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from directory.models import Invitation
from directory.tests.inviting import asked_in, comes_in, link_in
from directory.tests.scenes import a_person, a_place, signed_in
from tests.queries import counted, queries

pytestmark = pytest.mark.django_db
LIST = "/fr/desk/people/invitations/"


@pytest.fixture
def limoges():
    return a_place("limoges")


@pytest.fixture
def manager(limoges):
    """The manager of Limoges."""
    return a_person("manager", limoges)


def said(browser, path=LIST) -> str:
    return browser.get(path).content.decode()


def test_a_manager_sees_hers_and_an_administrator_all(manager, limoges):
    milano = a_place("milano")
    asked_in("ada@membres.example", place=limoges, by=manager)
    asked_in("bea@membres.example", place=milano, by=None)
    asked_in("carla@membres.example", kind="translator", language="it", by=None)
    everybody = {"ada", "bea", "carla"}
    for person, seen in ((manager, {"ada"}), (a_person("administrator"), everybody)):
        page = said(signed_in(person))
        assert {name for name in everybody if f"{name}@membres.example" in page} == seen


def test_the_list_costs_the_same_with_many(manager, limoges):
    browser = signed_in(manager)
    asked_in("n0@membres.example", place=limoges, by=manager)
    with counted() as few:
        said(browser)
    for number in range(1, 40):
        asked_in(f"n{number}@membres.example", place=limoges, by=manager)
    with queries(len(few)):
        said(browser)


def test_on_the_desk_stands_what_nobody_answered_in_time(manager, limoges):
    advisor, elsewhere = a_person("advisor", limoges), a_person("manager", a_place("milano"))
    asked_in(place=limoges, by=manager)
    assert "ada@membres.example" not in said(signed_in(manager), "/fr/desk/")
    with time_machine.travel(timezone.now() + timedelta(days=14), tick=False):
        shown = {person: "ada@membres.example" in said(signed_in(person), "/fr/desk/") for person in User.objects.all()}
        assert [person for person, stands in shown.items() if stands] == [manager]
        assert {advisor, elsewhere} < set(shown)
        asked_in(place=limoges, by=manager)
        assert "ada@membres.example" not in said(signed_in(manager), "/fr/desk/")


def test_sent_again_the_old_link_is_dead_and_the_new_one_holds_fourteen_days(manager, limoges):
    old = asked_in(place=limoges, by=manager)
    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        key = Invitation.objects.get().pk
        signed_in(manager).post(LIST, {"invitation": key, "do": "resend"})
    new = link_in(mail.outbox[-1])
    with time_machine.travel(timezone.now() + timedelta(days=26), tick=False):
        assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)


def test_withdrawn_it_opens_nothing_and_leaves_the_list(manager, limoges):
    path, browser = asked_in(place=limoges, by=manager), signed_in(manager)
    key = Invitation.objects.get().pk
    page = browser.post(LIST, {"invitation": key, "do": "withdraw"}, follow=True).content.decode()
    assert page.count("ada@membres.example") == 1  # what was done is said, and nothing is listed
    assert Client().get(path).status_code == comes_in(path).status_code == 404
    again = browser.post(LIST, {"invitation": key, "do": "resend"}, follow=True)
    assert again.status_code == 200
    assert len(mail.outbox) == 1
    assert User.objects.filter(email="ada@membres.example").count() == 0


@pytest.mark.parametrize(
    "form", [{}, {"do": "resend"}, {"do": "resend", "invitation": "x"}, {"do": "steal"}, {"invitation": "9" * 30}]
)
def test_a_form_that_names_nothing_changes_nothing(manager, limoges, form):
    asked_in(place=limoges, by=manager)
    assert signed_in(manager).post(LIST, form).status_code == 404
    assert len(mail.outbox) == 1
