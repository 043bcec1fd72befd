"""One's own page: how the site speaks to a person."""

import re

import pytest
from django.core import mail

from accounts.actions import open_account
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client) -> User:
    """Somebody signed in."""
    user = open_account(email="ana@porto.example", language="pt", password="frase bastante longa", by=None)
    client.force_login(user)
    return user


def test_the_anonymous_sign_in_first(client):
    assert client.get("/fr/account/").url == "/fr/account/login/?next=/fr/account/"


def test_settings_are_kept_and_answered_in_the_language_just_chosen(client, person):
    answer = client.post("/pt/account/", {"language": "ca", "time_zone": "Europe/Lisbon", "shown_name": "Ana"})
    person.refresh_from_db()
    assert answer.url == "/ca/account/"
    assert (person.language, person.time_zone, person.shown_name) == ("ca", "Europe/Lisbon", "Ana")


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("time_zone", "Europe/Atlantis"), ("shown_name", "a" * 121), ("shown_name", "A\x00na")],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(client, person, field, value):
    sent = {"language": "fr", "time_zone": "Europe/Paris", "shown_name": "Ana", field: value}
    answer = client.post("/pt/account/", sent)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert User.objects.get(pk=person.pk).language == "pt"


def test_a_time_zone_that_exists_no_more_does_not_lock_the_page(client, person):
    User.objects.filter(pk=person.pk).update(time_zone="Europe/Atlantis")
    assert client.get("/pt/account/").status_code == 200


def test_a_password_is_changed_with_the_present_one(client, person):
    sent = {"oldpassword": "frase bastante longa", "password1": "outra frase longa", "password2": "outra frase longa"}
    assert client.post("/pt/account/password/change/", {**sent, "oldpassword": "errada"}).status_code == 200
    assert client.post("/pt/account/password/change/", sent).url == "/pt/account/"
    assert User.objects.get(pk=person.pk).check_password("outra frase longa")


def test_somebody_without_a_password_chooses_a_first_one(client):
    person = open_account(email="joan@barcelona.example", language="ca", by=None)
    client.post("/ca/account/login/code/", {"email": person.email})
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]
    client.post("/ca/account/login/code/confirm/", {"code": code})
    assert client.get("/ca/account/password/change/").url == "/ca/account/password/set/"
    client.post(
        "/ca/account/password/set/", {"password1": "una frase prou llarga", "password2": "una frase prou llarga"}
    )
    assert User.objects.get(pk=person.pk).has_usable_password()
