"""Coming in by the link of a letter: once, for one address, within fourteen days; and by no other door."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts.actions import open_account
from accounts.models import User
from directory.actions import (
    AccountThere,
    InvitationClosed,
    accept_invitation,
    end_role,
    forget_invitations,
    resend_invitation,
    withdraw_invitation,
)
from directory.invitations import hash_of
from directory.models import Invitation, Role, RoleJournal, RoleKind
from directory.tests.inviting import PASSWORD, asked_in, comes_in
from directory.tests.scenes import a_person, a_place, signed_in
from tests.queries import counted

pytestmark = pytest.mark.django_db
WORD = "Bienvenue à bord.\nOn t'attend lundi."


@pytest.fixture
def limoges():
    return a_place("limoges")


@pytest.fixture
def manager(limoges):
    """The manager of Limoges."""
    return a_person("manager", limoges)


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
    for path in (asked_in(place=limoges, by=manager), f"/fr/come-in/{'x' * 43}/"):
        answer = browser.get(path)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        token = path.split("/")[3]
        shown = re.sub(r'<a [^>]*hreflang="[^"]*"[^>]*>', "", answer.content.decode())  # the same page elsewhere
        assert token not in shown


@pytest.mark.parametrize("checks", [False, True])
def test_a_refused_form_writes_no_key_in_the_log(manager, limoges, caplog, checks):
    path = asked_in(place=limoges, by=manager)
    answer = comes_in(path, Client(enforce_csrf_checks=checks), conditions="")
    assert answer.status_code == (403 if checks else 422)
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == ["/fr/come-in/…/"]


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
    ("first", "second"), [("zut-7", "zut-7"), (PASSWORD, "autre chose ici"), ("ada@membres.example",) * 2]
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
