"""Coming in: by password, by a mailed code, by a link; and who stays outside."""

import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from accounts.actions import open_account
from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase assez longue"


@pytest.fixture
def lucia() -> User:
    """Somebody who reads Italian."""
    return open_account(email="lucia@milano.example", language="it", password=PASSWORD, by=None)


@pytest.fixture
def demo() -> User:
    """A demo account."""
    return open_account(email="conseil@limoges.example", language="fr", password=PASSWORD, is_demo=True, by=None)


def sign_in(client, email, password=PASSWORD, onward="", **extra):
    """Send the sign-in form of the French pages."""
    return client.post("/fr/account/login/", {"login": email, "password": password, "next": onward}, **extra)


def is_in(client) -> bool:
    """Say whether somebody is signed in."""
    return client.get("/fr/account/").status_code == 200


def code_for(client, email):
    """Ask for a code and give it, as its letter says it."""
    client.post("/fr/account/login/code/", {"email": email})
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1] if mail.outbox else None


def test_a_password_leads_to_the_desk_in_ones_own_language(client, lucia):
    answer = sign_in(client, "Lucia@Milano.example")
    with override("it"):
        assert answer.url == reverse("desk")
    assert is_in(client)


def test_next_is_followed_when_it_is_an_address_of_this_site(client, lucia):
    assert sign_in(client, lucia.email, onward="/fr/account/").url == "/fr/account/"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https://localhost/fr/",
    ],
)
def test_next_never_leads_away(client, lucia, onward):
    assert sign_in(client, lucia.email, onward=onward).url == "/it/desk/"


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client, lucia):
    known = sign_in(client, lucia.email, "faux")
    unknown = sign_in(client, "nobody@milano.example", "faux")
    tidy = [
        re.sub(r'value="[^"]*"', "", answer.content.decode())
        .replace(lucia.email, "")
        .replace("nobody@milano.example", "")
        for answer in (known, unknown)
    ]
    assert known.status_code == unknown.status_code == 200
    assert tidy[0] == tidy[1]
    assert 'id="errors"' in tidy[0]


def test_an_inactive_person_gets_the_answer_of_a_wrong_password(client, lucia):
    User.objects.filter(pk=lucia.pk).update(is_active=False)
    assert sign_in(client, lucia.email).status_code == 200
    assert not is_in(client)


def test_a_suspension_ends_the_session_at_once(client, lucia):
    sign_in(client, lucia.email)
    User.objects.filter(pk=lucia.pk).update(is_active=False)
    assert not is_in(client)


def test_a_code_comes_in_the_persons_language_and_opens_the_door_once(client, lucia):
    code = code_for(client, lucia.email)
    assert mail.outbox[0].to == [lucia.email]
    assert mail.outbox[0].extra_headers["Content-Language"] == "it"
    wrong = client.post("/fr/account/login/code/confirm/", {"code": "NOTTHIS", "action": "verify"})
    assert wrong.status_code == 200
    answer = client.post("/fr/account/login/code/confirm/", {"code": code, "action": "verify"})
    assert answer.url == "/it/desk/"
    assert is_in(client)


def test_asking_a_code_for_an_unknown_address_answers_the_same_and_mails_nobody(client, lucia):
    known = client.post("/fr/account/login/code/", {"email": lucia.email})
    client.cookies.clear()
    unknown = client.post("/fr/account/login/code/", {"email": "nobody@milano.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert client.get(unknown.url).status_code == 200
    assert [letter.to for letter in mail.outbox] == [[lucia.email]]


def test_who_waits_for_a_code_may_still_choose_another_way(client, lucia):
    code_for(client, "mistyped@milano.example")
    assert client.get("/fr/account/login/code/").status_code == 200
    assert client.get("/fr/account/login/").status_code == 200
    assert sign_in(client, lucia.email).url == "/it/desk/"


def test_after_three_wrong_codes_one_starts_again(client, lucia):
    code_for(client, lucia.email)
    answers = [client.post("/fr/account/login/code/confirm/", {"code": "NOTTHIS"}) for _try in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]


def test_too_many_attempts_are_stopped_even_with_the_right_password(client, lucia):
    for _try in range(6):
        sign_in(client, lucia.email, "faux")
    assert sign_in(client, lucia.email).status_code == 200
    assert not is_in(client)


def test_a_forgotten_password_is_replaced_by_a_mailed_link_that_works_once(client, lucia):
    asked = client.post("/fr/account/password/reset/", {"email": lucia.email})
    link = re.search(r"http\S+", mail.outbox[0].body)[0].removeprefix("http://localhost:8000")
    assert link.startswith("/it/account/password/reset/key/")
    form = client.get(link, follow=True)
    answer = client.post(
        form.redirect_chain[-1][0], {"password1": "altra frase lunga", "password2": "altra frase lunga"}
    )
    assert answer.url == "/it/desk/"
    client.post("/fr/account/logout/")
    again = client.get(link, follow=True)
    assert again.status_code == 200
    assert "password1" not in again.content.decode()
    assert asked.url == client.post("/fr/account/password/reset/", {"email": "nobody@milano.example"}).url
    assert [letter.to for letter in mail.outbox] == [[lucia.email], [lucia.email]], "the link, then what it changed"


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.4", "", "not an address", "2001:db8::1", "::ffff:192.0.2.7"])
def test_a_demo_account_stays_outside_from_elsewhere(client, demo, address):
    sign_in(client, demo.email, REMOTE_ADDR=address or "203.0.113.9")
    assert not is_in(client)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_a_demo_account_comes_in_from_this_machine(client, demo, address):
    sign_in(client, demo.email, REMOTE_ADDR=address)
    assert is_in(client)


def test_a_demo_account_stays_outside_when_a_proxy_stands_on_this_machine(client, demo):
    sign_in(client, demo.email, HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert not is_in(client)


def test_a_demo_account_stays_outside_by_code_too(client, demo):
    code = code_for(client, demo.email)
    client.post("/fr/account/login/code/confirm/", {"code": code}, REMOTE_ADDR="192.0.2.7")
    assert not is_in(client)


def test_outside_the_demo_a_demo_account_neither_comes_in_nor_stays(client, demo, settings):
    sign_in(client, demo.email)
    settings.DEMO = False
    assert not is_in(client)
    client.cookies.clear()
    sign_in(client, demo.email)
    settings.DEMO = True
    assert not is_in(client)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "inactive/", "reauthenticate/", "signup/passkey/"]
)
def test_nobody_signs_up_and_what_is_not_needed_is_absent(client, path):
    assert client.get(f"/fr/account/{path}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("language", ["fr", "it", "es", "pt", "en", "ca"])
@pytest.mark.parametrize("path", ["login/", "login/code/", "password/reset/", "password/reset/done/"])
def test_every_page_of_signing_in_stands_in_every_language(client, language, path):
    answer = client.get(f"/{language}/account/{path}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_signing_out_is_asked_then_done(client, lucia):
    sign_in(client, lucia.email)
    assert client.get("/it/account/logout/").status_code == 200
    assert client.post("/it/account/logout/").url == "/it/"
    assert not is_in(client)


def test_an_account_is_opened_once_whatever_the_spelling(lucia):
    assert open_account(email=" LUCIA@milano.example ", language="fr", by=None) == lucia
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "key", ["zzzzzzzzzzzzz-abc", "zzzzzzzzzzzzzzzzzzzz-abc", "1-set-password", "1-%00", "0-x", "1-" + "a" * 5000]
)
def test_a_link_that_makes_no_sense_is_said_to_be_too_old(client, key):
    answer = client.get(f"/fr/account/password/reset/key/{key}/")
    assert answer.status_code in (200, 404)
    assert "password1" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["a\x00b@milano.example", "a" * 200_000, "שלום@milano.example", "a@b", "🌍", "\u202ea@b.example"]
)
@pytest.mark.parametrize("path", ["login/", "login/code/", "password/reset/"])
def test_strange_addresses_are_refused_or_unknown_never_an_accident(client, path, address):
    field = "login" if path == "login/" else "email"
    answer = client.post(f"/fr/account/{path}", {field: address, "password": "x\x00"})
    assert answer.status_code in (200, 302)
    assert mail.outbox == []
