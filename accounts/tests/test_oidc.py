"""Another organisation's sign-in: off by default, for addresses confirmed on both sides, opening no account."""

import copy
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from accounts.actions import open_account
from accounts.models import User

from .door import give_app, is_in
from .provider import provider

pytestmark = pytest.mark.django_db
START, BACK = "/elsewhere/elsewhere/", "/elsewhere/elsewhere/back/"


@pytest.fixture
def other_side(settings) -> Iterator[SimpleNamespace]:
    """The other side, named in the settings."""
    with provider() as state:
        app = {
            "provider_id": "elsewhere",
            "name": "Région",
            "client_id": "cites",
            "secret": "hush",
            "settings": {"server_url": state.address},
        }
        known = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        known["openid_connect"]["APPS"] = [app]
        settings.SOCIALACCOUNT_PROVIDERS, settings.OIDC_ISSUER, settings.OIDC_NAME = known, state.address, "Région"
        yield state


@pytest.fixture
def person() -> User:
    """Somebody who signs in by it."""
    return open_account(email="lucia@milano.example", language="it", by=None)


def go(client: Client, other_side: SimpleNamespace, onward: str = "", code: str = "a-code", **back: str):
    """Go to the other side and come back."""
    away = client.post(START + (f"?next={onward}" if onward else ""))
    assert away.url.startswith(f"{other_side.address}/authorize?")
    sent = parse_qs(urlsplit(away.url).query)
    other_side.challenge = sent["code_challenge"][0]
    assert sent["code_challenge_method"] == ["S256"]
    return client.get(BACK, {"state": sent["state"][0], "code": code, **back})


def told(email: str, *, verified: object = True) -> dict:
    """Give what the other side says of somebody."""
    return {"sub": "42", "email": email, "email_verified": verified, "name": "Somebody Somewhere"}


def test_it_is_off_unless_the_settings_name_it(client):
    assert START not in client.get("/fr/account/login/").content.decode()
    assert client.post(START).status_code == client.get(BACK).status_code == 404


def test_an_address_confirmed_on_both_sides_comes_in(client, other_side, person):
    assert START in client.get("/fr/account/login/").content.decode()
    other_side.told = told("Lucia@Milano.example")
    answer = go(client, other_side)
    assert answer.url == "/it/desk/"
    assert is_in(client)


def test_nothing_of_what_is_told_is_kept(client, other_side, person):
    other_side.told = told(person.email)
    go(client, other_side)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert User.objects.get().shown_name == ""


@pytest.mark.parametrize("verified", [False, None, "false", "true", 0])
def test_an_address_the_other_side_has_not_confirmed_stays_outside(client, other_side, person, verified):
    other_side.told = told(person.email, verified=verified)
    assert go(client, other_side).status_code == 200
    assert not is_in(client)


def test_an_address_not_confirmed_here_stays_outside(client, other_side, person):
    EmailAddress.objects.create(user=person, email="lucia@genova.example", verified=False)
    other_side.told = told("lucia@genova.example")
    assert go(client, other_side).status_code == 200
    assert not is_in(client)


def test_nobody_gets_an_account_by_it(client, other_side):
    other_side.told = told("nobody@milano.example")
    page = go(client, other_side)
    assert page.status_code == 200
    assert User.objects.count() == 0
    assert not is_in(client)


def test_somebody_suspended_stays_outside(client, other_side, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    other_side.told = told(person.email)
    go(client, other_side)
    assert not is_in(client)


def test_the_second_proof_is_asked_all_the_same(client, other_side, person):
    give_app(person)
    other_side.told = told(person.email)
    assert go(client, other_side).url.endswith("/account/login/second-factor/")
    assert client.get("/fr/desk/").url.startswith("/fr/account/login/")


def test_it_never_leads_away(client, other_side, person):
    other_side.told = told(person.email)
    assert go(client, other_side, onward="https://evil.example/").url == "/it/desk/"


def test_a_mere_link_does_not_start_it(client, other_side):
    page = client.get(START)
    assert page.status_code == 200
    assert "<form" in page.content.decode()


def test_an_answer_nobody_asked_for_is_worth_nothing(client, other_side, person):
    other_side.told = told(person.email)
    go(client, other_side)
    thief = Client()
    for parts in ({"state": "x", "code": "a-code"}, {"code": "a-code"}, {"state": "\x00"}, {}):
        assert thief.get(BACK, parts).status_code == 401
    assert not is_in(thief)


def test_an_answer_works_once(client, other_side, person):
    other_side.told = told(person.email)
    answer = go(client, other_side)
    client.post("/fr/account/logout/")
    assert client.get(answer.wsgi_request.get_full_path()).status_code == 401
    assert not is_in(client)


def test_who_turns_back_is_told_so(client, other_side):
    assert go(client, other_side, error="access_denied").url == "/elsewhere/"
    assert client.get("/elsewhere/").status_code == 200


def test_a_wrong_code_and_a_broken_other_side_are_told_in_words(client, other_side, person):
    assert go(client, other_side, code="not-it").status_code == 401
    other_side.broken = True
    page = client.post(START)
    assert page.status_code == 401
    assert "/account/login/" in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer", [{}, {"sub": "1"}, {"sub": "1", "email": None}, {"sub": "1", "email": "x" * 500, "email_verified": True}]
)
def test_strange_answers_are_no_accident(client, other_side, answer):
    other_side.told = answer
    assert go(client, other_side).status_code in (200, 401)
    assert not is_in(client)


def test_what_goes_wrong_is_told_in_the_language_one_left_in(client, other_side):
    sent = {"language": "pt"}
    assert '<input type="hidden" name="language" value="pt">' in client.get("/pt/account/login/").content.decode()
    away = client.post(START, sent)
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    pages = [
        client.get(BACK, {"state": state, "error": "access_denied"}, follow=True),
        client.get(BACK, {"state": "x", "code": "a-code"}),
    ]
    other_side.broken = True
    pages.append(client.post(START, sent | {"language": "xx"}))
    for page in pages:
        assert '<html lang="pt">' in page.content.decode()
        assert page.headers["Content-Language"] == "pt"
