"""Proving again who one is before one's account changes: by password, or by a mailed code where there is none."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.actions import open_account
from accounts.models import User

from .door import PASSWORD, last_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Somebody with a password, signed in long ago wherever a test does not say otherwise."""
    return open_account(email="lucia@milano.example", language="fr", password=PASSWORD, by=None)


def test_a_proof_opens_what_was_asked(client, person):
    client.force_login(person)
    asked = client.get("/fr/account/second-factor/app/")
    assert asked.url == "/fr/account/prove/password/?next=%2Ffr%2Faccount%2Fsecond-factor%2Fapp%2F"
    refused = client.post("/fr/account/prove/password/", {"password": "faux", "next": "/fr/account/second-factor/app/"})
    assert refused.status_code == 200
    proved = client.post(
        "/fr/account/prove/password/", {"password": PASSWORD, "next": "/fr/account/second-factor/app/"}
    )
    assert proved.url == "/fr/account/second-factor/app/"
    assert client.get(proved.url).status_code == 200


def test_a_proof_never_leads_away(client, person):
    client.force_login(person)
    answer = client.post("/fr/account/prove/password/", {"password": PASSWORD, "next": "https://evil.example/"})
    assert answer.url.startswith("/fr/")


def test_somebody_without_password_or_app_proves_it_by_a_mailed_code(client):
    person = open_account(email="joan@barcelona.example", language="fr", by=None)
    client.force_login(person)
    asked = client.get("/fr/account/second-factor/app/")
    assert asked.url.startswith("/fr/account/prove/code/?next=")
    assert client.get(asked.url).status_code == 200
    client.post("/fr/account/prove/code/", {"do": "send"})
    assert client.post("/fr/account/prove/code/", {"code": "BBBB-BBBB"}).status_code == 200
    answer = client.post("/fr/account/prove/code/", {"code": last_code(), "next": "/fr/account/second-factor/app/"})
    assert answer.url == "/fr/account/second-factor/app/"
    assert client.get(answer.url).status_code == 200


def test_a_letter_does_not_stand_in_for_a_password(client, person):
    client.force_login(person)
    assert client.get("/fr/account/prove/code/").url.startswith("/fr/account/prove/password/")
    assert client.post("/fr/account/prove/code/", {"do": "send"}).url.startswith("/fr/account/prove/password/")


def test_a_refused_passkey_leads_back_to_where_it_was_asked_and_on_from_there(client, person):
    onward = "/fr/account/second-factor/app/"
    refused = client.post("/fr/account/login/passkey/", {"credential": "{}", "next": onward})
    assert refused.url == "/fr/account/login/?next=%2Ffr%2Faccount%2Fsecond-factor%2Fapp%2F"
    away = client.post("/fr/account/login/passkey/", {"credential": "{}", "next": "https://evil.example/"})
    assert away.url == "/fr/account/login/"
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Ordinateur", "credential": {}})
    client.force_login(person)
    again = client.post("/fr/account/prove/passkey/", {"credential": "{}", "next": onward})
    assert again.url == "/fr/account/prove/passkey/?next=%2Ffr%2Faccount%2Fsecond-factor%2Fapp%2F"
