"""Who may ask whom in, the letter, its link, and coming in by it: once, for one address, within fourteen days."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import User
from directory.actions import (
    AccountThere,
    AlreadyHeld,
    AlreadyInvited,
    InvitationClosed,
    accept_invitation,
    end_role,
    forget_invitations,
    resend_invitation,
    withdraw_invitation,
)
from directory.invitations import hash_of
from directory.models import Invitation, Role, RoleJournal, RoleKind
from directory.permissions import can_invite
from directory.tests.inviting import PASSWORD, asked_in, comes_in, link_in, offer_of, signed_in
from directory.tests.scenes import a_person, a_place
from tests.queries import counted, queries

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
        name: [word for word, place in where.items() if can_invite(person, "manager" if place else "reviewer", place)]
        for name, person in asks.items()
    }
    assert granted == {
        "of the holder": ["holder", "site"],
        "of the mother": ["cite", "centre"],
        "advisor": [],
        "administrator": ["holder", "site", "cite", "centre", "network"],
        "stranger": [],
    }
    assert not can_invite(asks["of the mother"], "translator", None)
    assert not can_invite(asks["of the mother"], "administrator", None)


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
        ("ada@cité-des-métiers.example", "ada@xn--cit-des-mtiers-fkbk.example"),
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
     "ada@" + "é" * 70 + ".example"],
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


# --- the list of those who have not come ----------------------------------------------------------


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


# --- coming in ------------------------------------------------------------------------------------


def test_who_comes_in_has_an_account_the_role_and_is_signed_in(manager, limoges):
    path, browser = asked_in(place=limoges, word=WORD, by=manager), Client()
    page = browser.get(path).content.decode()
    for words in ("Cité limoges", "ada@membres.example", "Bienvenue à bord."):
        assert words in page
    assert manager.email not in page
    answer = comes_in(path, browser, language="ca", password1=PASSWORD, password2=PASSWORD)
    assert answer.headers["Location"] == "/ca/desk/first-steps/"
    person = User.objects.get(email="ada@membres.example")
    assert (person.language, person.time_zone, person.check_password(PASSWORD)) == ("ca", "Europe/Paris", True)
    assert person.conditions_accepted_at is not None
    assert list(person.emailaddress_set.values_list("email", "verified", "primary")) == [(person.email, True, True)]
    role = person.roles.get()
    assert (role.kind, role.place, role.begins) == ("advisor", limoges, timezone.localdate())
    assert browser.get("/ca/desk/").status_code == 200
    found = Invitation.objects.get()
    assert found.accepted_by == person
    told = RoleJournal.objects.about(person).values_list("act", "kind", "place", "by")
    assert list(told) == [
        ("invited", "advisor", limoges.pk, manager.pk),
        ("granted", "advisor", limoges.pk, manager.pk),
    ]


def test_without_a_password_codes_are_mailed(manager, limoges):
    comes_in(asked_in(place=limoges, by=manager))
    assert not User.objects.get(email="ada@membres.example").has_usable_password()
    browser = Client()
    browser.post("/fr/account/login/code/", {"email": "ada@membres.example"})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    browser.post("/fr/account/login/code/confirm/", {"code": code})
    assert browser.get("/fr/desk/").status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in RoleKind if kind not in ("advisor", "translator")])
def test_every_role_can_be_offered(limoges, kind):
    at = limoges if kind in ("manager", "reception", "documentalist") else None
    comes_in(asked_in(kind=kind, place=at, by=a_person("administrator")))
    assert User.objects.get(email="ada@membres.example").roles.get().kind == kind


def test_a_translator_comes_in_for_a_language():
    comes_in(asked_in(kind="translator", language="pt", written_in="pt", by=None), language="pt")
    assert User.objects.get(email="ada@membres.example").roles.get().language == "pt"


def test_a_visit_changes_nothing_however_often_a_scanner_comes(manager, limoges):
    path = asked_in(place=limoges, by=manager)
    before = Invitation.objects.values().get()
    for method in ("get", "head", "get"):
        answer = getattr(Client(), method)(path)
        assert answer.status_code == 200
        assert "sessionid" not in answer.cookies
    assert Invitation.objects.values().get() == before
    assert User.objects.filter(email="ada@membres.example").count() == 0


def test_the_address_with_the_token_goes_nowhere(manager, limoges):
    browser = Client()
    for path in (asked_in(place=limoges, by=manager), "/fr/come-in/nothing/"):
        answer = browser.get(path)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        token = path.split("/")[3]
        shown = re.sub(r'<a [^>]*hreflang="[^"]*"[^>]*>', "", answer.content.decode())  # the same page elsewhere
        assert token not in shown


def test_used_withdrawn_too_old_and_unknown_links_get_one_page(manager, limoges):
    used = asked_in("ada@membres.example", place=limoges, by=manager)
    comes_in(used)
    gone = asked_in("bea@membres.example", place=limoges, by=manager)
    withdraw_invitation(invitation=Invitation.objects.get(address="bea@membres.example"), by=manager)
    old = asked_in("carla@membres.example", place=limoges, by=manager)
    Invitation.objects.filter(address="carla@membres.example").update(expires_at=timezone.now())
    paths = [used, gone, old, f"/fr/come-in/{'x' * 43}/", "/fr/come-in/%F0%9F%98%80/", "/fr/come-in/%00/"]
    for ask in (Client().get, comes_in):
        answers = [ask(path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        bodies = {
            answer.content.replace(path.split("/")[3].encode(), b"")
            for answer, path in zip(answers, paths, strict=True)
        }
        assert len({re.sub(rb'(href|content)="[^"]*"', b"", body) for body in bodies}) == 1
    assert User.objects.filter(email__in=["bea@membres.example", "carla@membres.example"]).count() == 0


def test_the_conditions_are_accepted_or_nothing_happens(manager, limoges):
    path = asked_in(place=limoges, by=manager)
    answer = comes_in(path, conditions="")
    assert answer.status_code == 422
    assert "id_conditions_error" in answer.content.decode()
    assert User.objects.filter(email="ada@membres.example").count() == 0


@pytest.mark.parametrize(
    ("first", "second"), [("court", "court"), (PASSWORD, "autre chose ici"), ("ada@membres.example",) * 2]
)
def test_a_weak_or_mistyped_password_is_refused(manager, limoges, first, second):
    answer = comes_in(asked_in(place=limoges, by=manager), password1=first, password2=second)
    assert answer.status_code == 422
    assert first not in answer.content.decode().replace("ada@membres.example</dd>", "")
    assert User.objects.filter(email="ada@membres.example").count() == 0


def test_it_gives_the_role_of_the_letter_whatever_the_form_says(manager, limoges):
    comes_in(asked_in(place=limoges, by=manager), kind="administrator", place="", address="eve@evil.example")
    assert list(Role.objects.filter(person__email="ada@membres.example").values_list("kind", flat=True)) == ["advisor"]
    assert not User.objects.filter(email="eve@evil.example").exists()


def test_who_has_an_account_signs_in_first_then_takes_the_role(manager, limoges):
    person = open_account(email="ada@membres.example", language="it", password=PASSWORD, by=None)
    path, browser = asked_in(place=limoges, by=manager), Client()
    assert "password1" not in browser.get(path).content.decode()
    onward = browser.post(path, {"conditions": "on", "password1": PASSWORD, "password2": PASSWORD})
    assert onward.headers["Location"] == "/fr/account/login/?next=/fr/come-in/"
    assert person.roles.count() == 0
    assert Client().get("/fr/come-in/").status_code == 404
    signed = browser.post("/fr/account/login/", {"login": person.email, "password": PASSWORD, "next": "/fr/come-in/"})
    assert signed.headers["Location"] == "/fr/come-in/"
    assert "Cité limoges" in browser.get("/fr/come-in/").content.decode()
    assert person.roles.count() == 0
    assert browser.post("/fr/come-in/", {}).status_code == 422  # the conditions were never accepted
    assert browser.post("/fr/come-in/", {"conditions": "on"}).headers["Location"] == "/fr/desk/"
    person.refresh_from_db()
    assert (person.roles.get().kind, person.language, person.check_password(PASSWORD)) == ("advisor", "it", True)
    assert browser.get("/fr/come-in/").status_code == 404


def test_conditions_are_accepted_once(manager, limoges):
    browser = Client()
    comes_in(asked_in(place=limoges, by=manager), browser)
    person = User.objects.get(email="ada@membres.example")
    when = person.conditions_accepted_at
    path = asked_in(place=limoges, kind="reception", by=manager)
    assert (
        "conditions" not in browser.get(path).content.decode().replace("id_conditions", "conditions").split("<main")[1]
    )
    assert browser.post(path, {}).headers["Location"] == "/fr/desk/"
    person.refresh_from_db()
    assert (person.conditions_accepted_at, person.roles.count()) == (when, 2)


def test_it_is_for_its_address_alone(manager, limoges):
    browser = signed_in(a_person("advisor", a_place("milano")))
    path = asked_in(place=limoges, by=manager)
    assert browser.get(path).status_code == 200
    assert comes_in(path, browser).status_code == 200
    assert Role.objects.filter(place=limoges, kind="advisor").count() == 0
    with pytest.raises(AccountThere):
        accept_invitation(token_hash=hash_of(path.split("/")[3]), by=manager)


def test_a_second_address_of_an_account_takes_the_role_in_it(manager, limoges):
    person = a_person("advisor", a_place("milano"))
    person.emailaddress_set.create(email="ada@membres.example", verified=True)
    path = asked_in(place=limoges, by=manager)
    assert signed_in(person).post(path, {"conditions": "on"}).status_code == 302
    assert person.roles.filter(place=limoges).count() == 1


def test_a_closed_account_is_not_opened_by_an_invitation(manager, limoges):
    person = a_person()
    User.objects.filter(pk=person.pk).update(is_active=False)
    path = asked_in(person.email, place=limoges, by=manager)
    assert Client().get(path).status_code == comes_in(path).status_code == 404
    with pytest.raises(InvitationClosed):
        accept_invitation(token_hash=hash_of(path.split("/")[3]))
    assert person.roles.count() == 0


def test_used_once_it_is_used(manager, limoges):
    token_hash = hash_of(asked_in(place=limoges, by=manager).split("/")[3])
    accept_invitation(token_hash=token_hash)
    with pytest.raises(InvitationClosed):
        accept_invitation(token_hash=token_hash)
    for action in (resend_invitation, withdraw_invitation):
        with pytest.raises(InvitationClosed):
            action(invitation=Invitation.objects.get(), by=manager)


def test_the_session_key_changes_on_the_way_in(manager, limoges):
    browser = Client()
    browser.get("/fr/account/login/")
    session = browser.session
    session["kept"] = 1
    session.save()
    browser.cookies["sessionid"] = before = session.session_key
    comes_in(asked_in(place=limoges, by=manager), browser)
    assert browser.session.session_key != before


def test_a_form_from_another_site_is_refused(manager, limoges):
    strict = Client(enforce_csrf_checks=True)
    assert comes_in(asked_in(place=limoges, by=manager), strict).status_code == 403
    assert User.objects.filter(email="ada@membres.example").count() == 0


def test_the_host_of_a_request_is_in_no_letter(manager, limoges, settings):
    settings.ALLOWED_HOSTS = ["*"]
    signed_in(manager).post(ONE, offered(place=limoges.pk), headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[-1].body


def test_who_asks_is_told_by_function_also_when_it_ended(manager, limoges):
    path = asked_in(place=limoges, by=manager)
    with counted() as asked:
        Client().get(path)
    assert len(asked) <= 6
    end_role(role=manager.roles.get(), by=None)
    assert Client().get(path).status_code == 200


def test_invitations_are_forgotten_in_time_and_the_journal_stays(manager, limoges):
    comes_in(asked_in("ada@membres.example", place=limoges, by=manager))
    asked_in("bea@membres.example", place=limoges, by=manager)
    assert forget_invitations(before=timezone.now() - timedelta(days=90)) == 0
    assert forget_invitations(before=timezone.now()) == 1
    assert forget_invitations(before=timezone.now() + timedelta(days=15)) == 1
    assert RoleJournal.objects.filter(act="invited").count() == 1


# --- no other way in ------------------------------------------------------------------------------


def test_nobody_signs_up_without_an_invitation(client):
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not {name for name in names if "signup" in name or "register" in name}
    people = User.objects.count()
    for path in ("account/signup/", "accounts/signup/", "signup/", "register/", "come-in/", "come-in/new/"):
        for method in (client.get, client.post):
            answer = method(f"/fr/{path}", {"email": "eve@evil.example", "password1": PASSWORD, "conditions": "on"})
            assert answer.status_code in (404, 405), path
    for path in ("account/login/", "account/login/code/", "account/password/reset/", "account/login/passkey/"):
        client.post(f"/fr/{path}", {"email": "eve@evil.example", "login": "eve@evil.example", "password": PASSWORD})
    assert User.objects.count() == people
    assert [letter.to for letter in mail.outbox if "eve@evil.example" in letter.to] == []
