"""Who may ask whom in, the letter and its link."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from directory.actions import (
    AlreadyHeld,
    AlreadyInvited,
    end_role,
)
from directory.models import Invitation
from directory.models.roles import today
from directory.permissions import can_give_role
from directory.tests.inviting import PASSWORD, asked_in, comes_in, link_in, offer_of
from directory.tests.scenes import a_person, a_place, signed_in

pytestmark = pytest.mark.django_db
LIST, ONE = "/fr/desk/people/invitations/", "/fr/desk/people/invite/"
WORD = "Bienvenue à bord.\nOn t'attend lundi."


@pytest.fixture
def limoges():
    return a_place("limoges")


@pytest.fixture
def manager(limoges):
    """The manager of Limoges."""
    return a_person("manager", limoges)


def said(browser, path=LIST) -> str:
    return browser.get(path).content.decode()


def offered(**changes):
    """Give the form that asks one person in."""
    form = {"address": "ada@membres.example", "kind": "advisor", "place": "", "written_in": "fr", "word": ""}
    return form | changes


# --- who may ------------------------------------------------------------------------------------


def test_a_manager_asks_in_to_her_place_and_those_under_it_and_an_administrator_anywhere():
    holder = a_place("nord", form="holder")
    site = a_place("belfort", form="site", holder=holder)
    cite = a_place("rouen")
    centre = a_place("brive", form="centre", mother=cite)
    asks = {
        "of the holder": a_person("manager", holder),
        "of the mother": a_person("manager", cite),
        "advisor": a_person("advisor", cite),
        "administrator": a_person("administrator"),
        "stranger": a_person(),
    }
    where = {"holder": holder, "site": site, "cite": cite, "centre": centre, "network": None}
    granted = {
        name: [
            word for word, place in where.items() if can_give_role(person, "manager" if place else "reviewer", place)
        ]
        for name, person in asks.items()
    }
    assert granted == {
        "of the holder": ["holder", "site"],
        "of the mother": ["cite", "centre"],
        "advisor": [],
        "administrator": ["holder", "site", "cite", "centre", "network"],
        "stranger": [],
    }
    assert not can_give_role(asks["of the mother"], "translator", None)
    assert not can_give_role(asks["of the mother"], "administrator", None)


@pytest.mark.parametrize("path", [LIST, ONE, f"{ONE}list/"])
def test_for_others_the_pages_do_not_exist(client, limoges, path):
    assert client.get(path).headers["Location"].startswith("/fr/account/login/?next=")
    absent = re.sub(rb'value="[^"]*"', b"", signed_in(a_person()).get("/fr/desk/987654/").content)
    for person in (a_person(), a_person("advisor", limoges), a_person("translator", translates="it")):
        browser = signed_in(person)
        for answer in (browser.get(path), browser.post(path, {})):
            assert answer.status_code == 404
            assert len(absent) > 0
    assert Invitation.objects.count() == 0


def test_a_manager_cannot_offer_what_is_not_hers_by_a_form_made_up(manager, limoges):
    browser, elsewhere = signed_in(manager), a_place("milano")
    for changes in ({"place": elsewhere.pk}, {"kind": "administrator"}, {"kind": "reviewer"}):
        assert browser.post(ONE, offered(**({"place": limoges.pk} | changes))).status_code == 422
    theirs = asked_in("bea@membres.example", place=elsewhere, by=None)
    for do in ("resend", "withdraw"):
        key = Invitation.objects.get().pk
        assert browser.post(LIST, {"invitation": key, "do": do}).status_code == 404
    assert Client().get(theirs).status_code == 200
    assert [each.address for each in Invitation.objects.all()] == ["bea@membres.example"]


# --- asking one person --------------------------------------------------------------------------


def test_the_form_asks_in_and_the_letter_says_who_asks_as_what_and_the_word(manager, limoges):
    page = signed_in(manager).post(
        ONE, offered(address=" Ada@Membres.Example ", place=limoges.pk, word=WORD), follow=True
    )
    found = Invitation.objects.get()
    assert offer_of(found) == ("ada@membres.example", "advisor", limoges, "")
    assert found.made_by == manager
    assert found.expires_at - found.sent_at == timedelta(days=14)
    assert "ada@membres.example" in page.content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["ada@membres.example"]
    assert "> Bienvenue à bord.\n> On t'attend lundi.\n" in letter.body
    assert letter.body.count("Cité limoges") == 2
    assert letter.extra_headers["Content-Language"] == "fr"


def test_the_letter_and_its_link_are_in_the_language_chosen(manager, limoges):
    for language in ("it", "ca"):
        asked_in(f"ada-{language}@membres.example", place=limoges, written_in=language, by=manager)
        assert link_in(mail.outbox[-1]).startswith(f"/{language}/come-in/")
        assert mail.outbox[-1].extra_headers["Content-Language"] == language


def test_the_database_holds_only_what_the_token_hashes_to(manager, limoges):
    token = asked_in(place=limoges, by=manager).split("/")[3]
    assert len(token) == 43
    assert Invitation.objects.get().token_hash == sha256(token.encode()).hexdigest()
    columns = Invitation.objects.values().get()
    assert token not in repr(columns)


def test_one_who_holds_the_role_or_is_invited_is_not_asked_again(manager, limoges):
    held = a_person("advisor", limoges)
    with pytest.raises(AlreadyHeld):
        asked_in(held.email, place=limoges, by=manager)
    asked_in(place=limoges, by=manager)
    with pytest.raises(AlreadyInvited):
        asked_in("ADA@membres.example", place=limoges, by=manager)
    asked_in(place=limoges, kind="reception", by=manager)
    browser = signed_in(manager)
    for address in (held.email, "ada@membres.example"):
        assert browser.post(ONE, offered(address=address, place=limoges.pk)).status_code == 422
    assert Invitation.objects.count() == len(mail.outbox) == 2


@pytest.mark.parametrize("days", [{"ends": today() + timedelta(days=3)}, {"begins": today() + timedelta(days=3)}])
def test_one_whose_role_has_days_of_its_own_is_not_asked_into_what_would_change_none_of_them(manager, limoges, days):
    held = a_person("advisor", limoges, **days)
    with pytest.raises(AlreadyHeld):
        asked_in(held.email, place=limoges, by=manager)
    asked_in(held.email, kind="reception", place=limoges, by=manager)


def test_one_whose_role_ended_may_be_asked_back(manager, limoges):
    person = a_person("advisor", limoges)
    end_role(role=person.roles.get(), by=None)
    asked_in(person.email, place=limoges, by=manager)
    assert Invitation.objects.get().address == person.email


def test_an_invitation_that_is_too_old_is_made_anew(manager, limoges):
    old = asked_in(place=limoges, by=manager)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        new = asked_in(place=limoges, word="Encore", by=manager)
        assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    assert Invitation.objects.get().word == "Encore"


@pytest.mark.parametrize(
    "offer",
    [
        {"kind": "advisor"},
        {"kind": "translator"},
        {"kind": "reviewer", "language": "it"},
        {"kind": "mayor"},
        {"kind": "reviewer", "written_in": "de"},
    ],
)
def test_a_scope_that_does_not_fit_the_role_is_refused(offer):
    with pytest.raises(ValidationError):
        asked_in(by=None, **offer)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada+cite@membres.example", "ada+cite@membres.example"),
        ("ada@cité-des-métiers.example", "ada@xn--cit-des-mtiers-dkbg.example"),
        ("O'Neil@membres.example", "o'neil@membres.example"),
        ("ada@sub.membres.museum", "ada@sub.membres.museum"),
    ],
)
def test_addresses_that_mail_servers_know_are_taken(manager, limoges, typed, kept):
    assert signed_in(manager).post(ONE, offered(address=typed, place=limoges.pk)).status_code == 302
    assert Invitation.objects.get().address == kept
    comes_in(link_in(mail.outbox[-1]), password1=PASSWORD, password2=PASSWORD)
    typed_again = Client().post("/fr/account/login/", {"login": typed, "password": PASSWORD})
    assert typed_again.status_code == 302


@pytest.mark.parametrize(
    "typed",
    ["", "ada", "ada@", "@membres.example", "amélie@membres.example", "ada@membres", "a b@membres.example",
     "ada@membres.example\nBcc: x@x.example", "a" * 250 + "@membres.example", "ada\x00@membres.example",
     "ada@" + "é" * 70 + ".example", "ada@" + "é" * 60 + ".example", "ada@xאy.example", '"a\x01"@membres.example'],
)  # fmt: skip
def test_addresses_that_are_none_are_refused_with_a_sentence_at_the_field(manager, limoges, typed):
    answer = signed_in(manager).post(ONE, offered(address=typed, place=limoges.pk))
    assert answer.status_code == 422
    assert 'id="id_address_error"' in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_a_word_too_long_is_refused_and_kept(manager, limoges):
    answer = signed_in(manager).post(ONE, offered(place=limoges.pk, word="mot " * 300))
    assert answer.status_code == 422
    assert "mot mot mot" in answer.content.decode()


def test_the_host_of_a_request_is_in_no_letter(manager, limoges, settings):
    settings.ALLOWED_HOSTS = ["*"]
    signed_in(manager).post(ONE, offered(place=limoges.pk), headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[-1].body
