"""Guessing and asking too often: counted by account, before a password is hashed, and telling nobody what exists."""

import re
from collections.abc import Callable
from importlib import import_module
from unittest.mock import patch

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.utils.module_loading import import_string

from accounts.actions import add_address, open_account
from accounts.models import OutgoingMail, User
from tests.queries import counted

from .door import PASSWORD, give_app, give_recovery_codes, is_in, last_code, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """Somebody with a password."""
    return open_account(email="lucia@milano.example", language="fr", password=PASSWORD, by=None)


@pytest.fixture
def _queued(settings) -> None:
    """Write letters as rows, as the site does."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"


def hashed(email: str, password: str = "faux", **extra) -> int:
    """Give how often a password is hashed for one try."""
    real = MD5PasswordHasher.encode
    with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=real) as encode:
        sign_in(Client(), email, password, **extra)
    return encode.call_count


def test_after_five_tries_no_password_is_hashed_any_more_wherever_they_come_from(person):
    tries = [hashed(person.email, REMOTE_ADDR=f"192.0.2.{n}") for n in range(8)]
    assert tries == [1, 1, 1, 1, 1, 0, 0, 0]
    assert hashed(person.email, PASSWORD, REMOTE_ADDR="198.51.100.1") == 0


def test_the_addresses_of_one_account_are_counted_together(person):
    add_address(person=person, address="lucia@genova.example", by=person)
    asked = [person.email, "Lucia@Genova.example"] * 3
    assert [hashed(email, REMOTE_ADDR=f"192.0.2.{n}") for n, email in enumerate(asked)] == [1, 1, 1, 1, 1, 0]


def test_an_unknown_address_is_limited_alike(person):
    tries = [hashed("nobody@milano.example", REMOTE_ADDR=f"192.0.2.{n}") for n in range(7)]
    assert tries == [1, 1, 1, 1, 1, 0, 0]


def test_one_place_of_the_network_is_limited_whatever_account_it_tries(person):
    tries = [hashed(f"n{n}@milano.example") for n in range(12)]
    assert tries == [1] * 10 + [0, 0]


def test_addresses_of_one_ipv6_network_are_one(person):
    tries = [hashed(f"n{n}@milano.example", REMOTE_ADDR=f"2001:db8:0:1::{n:x}") for n in range(12)]
    assert tries == [1] * 10 + [0, 0]


def test_what_a_visitor_says_of_proxies_counts_only_behind_one(person, settings):
    tries = [hashed(f"n{n}@milano.example", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}") for n in range(12)]
    assert tries[10:] == [0, 0]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    tries = [hashed(f"m{n}@milano.example", HTTP_X_FORWARDED_FOR=f"203.0.113.9, 192.0.2.{n}") for n in range(12)]
    assert tries == [1] * 12


def test_a_right_password_does_not_refill_the_guesses(person):
    for n in range(4):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), person.email, "faux")
    sign_in(Client(REMOTE_ADDR="192.0.2.50"), person.email)
    sign_in(Client(REMOTE_ADDR="192.0.2.51"), person.email, "faux")
    assert hashed(person.email, REMOTE_ADDR="192.0.2.52") == 0


def test_who_is_kept_out_of_the_password_comes_in_by_a_code(person):
    for n in range(6):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), person.email, "faux")
    client = Client(REMOTE_ADDR="192.0.2.60")
    client.post("/fr/account/login/code/", {"email": person.email})
    client.post("/fr/account/login/code/confirm/", {"code": last_code()})
    assert is_in(client)


def known_and_not(person: User) -> list[str]:
    """Give addresses that exist in each way, and one that does not."""
    open_account(email="without@milano.example", language="ca", by=None)
    gone = open_account(email="gone@milano.example", language="fr", password=PASSWORD, by=None)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return [person.email, "without@milano.example", gone.email, "nobody@milano.example"]


def same_shape(sent: list[str]) -> list[str]:
    """Give what statements do to which table, whatever they do it with."""
    shapes = [" ".join(re.findall(r'^(?:SELECT|INSERT|UPDATE|DELETE)|(?:FROM|INTO|UPDATE) "\w+"', sql)) for sql in sent]
    return [
        shape for shape in shapes if "editorial_contentchange" not in shape
    ]  # asked now and then, whatever the page


def test_a_wrong_password_costs_the_same_for_every_address(person):
    work = []
    for email in known_and_not(person):
        with counted() as sent:
            hashes = hashed(email)
        work.append((hashes, same_shape(sent)))
    assert work[0][0] == 1
    assert all(each == work[0] for each in work)


@pytest.mark.usefixtures("_queued")
@pytest.mark.parametrize("path", ["login/code/", "password/reset/"])
def test_asking_for_a_letter_costs_the_same_for_every_address(person, path, django_capture_on_commit_callbacks):
    work, pages = [], []
    for email in known_and_not(person):
        client = Client()
        with counted() as sent, django_capture_on_commit_callbacks() as after:
            answer = client.post(f"/fr/account/{path}", {"email": email})
        with counted() as then:
            page = client.get(answer.url)
            wrong = client.post("/fr/account/login/code/confirm/", {"code": "BBBB-BBBB"})
        work.append((same_shape(sent), len(after), same_shape(then)))
        tidy = [re.sub(r'value="[^"]*"', "", each.content.decode()).replace(email, "") for each in (page, wrong)]
        pages.append((answer.status_code, answer.url, *tidy))
    assert [each for each in work if each != work[0]] == []
    assert all(each == pages[0] for each in pages)


@pytest.mark.usefixtures("_queued")
def test_the_letter_to_nobody_holds_nothing_and_never_leaves(person):
    Client().post("/fr/account/login/code/", {"email": "nobody@milano.example"})
    row = OutgoingMail.objects.get()
    assert (row.recipients, bytes(row.raw), row.subject, row.sent_at) == ([], b"", "", None)
    assert not OutgoingMail.objects.waiting().exists()
    assert "nobody@milano" not in str(vars(row))


@pytest.mark.parametrize(("path", "most"), [("login/code/", 3), ("password/reset/", 3)])
def test_nobody_is_flooded_with_letters(person, path, most):
    for n in range(6):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(f"/fr/account/{path}", {"email": person.email})
    assert len(mail.outbox) == most


def test_letters_lead_to_the_site_of_the_settings_whatever_host_is_asked(person, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_ADDRESS = "https://pratiques.example"
    for headers in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
        Client().post("/fr/account/password/reset/", {"email": person.email}, **headers)
        Client().post("/fr/account/login/code/", {"email": person.email}, **headers)
    assert len(mail.outbox) == 4
    for letter in mail.outbox:
        assert "evil" not in letter.subject + letter.body + str(letter.extra_headers)
    assert "https://pratiques.example/fr/account/password/reset/key/" in mail.outbox[0].body


def test_an_unknown_host_is_refused(person):
    assert Client().get("/fr/account/login/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "login/code/",
        "login/passkey/",
        "logout/",
        "addresses/",
        "sessions/",
        "password/change/",
        "password/reset/",
        "prove/password/",
        "prove/code/",
        "second-factor/app/",
    ],
)
def test_other_sites_send_none_of_these_forms(person, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post(f"/fr/account/{path}", {"do": "add"}).status_code == 403
    assert is_in(client)


def test_the_page_of_signing_in_asks_the_database_nothing():
    with counted() as sent:
        assert Client().get("/fr/account/login/").status_code == 200
    assert [sql for sql in sent if "editorial_contentchange" not in sql] == [], (
        "but whether the page kept is still right"
    )


# --- every door: after the limit nothing is computed any more, not even for what is right ----------------------------


def elsewhere(number: int) -> dict[str, str]:
    """Give the place of the network a try comes from, each time another."""
    return {"REMOTE_ADDR": f"198.51.100.{number}"}


def work_of(ask: Callable[[], object], computed: str) -> int:
    """Give how often `computed` is called while asking."""
    with patch(computed, autospec=True, side_effect=pick(computed)) as called:
        ask()
    return called.call_count


def pick(path: str) -> object:
    """Give what a dotted path names, a method of a class included."""
    owner, _dot, name = path.rpartition(".")
    return getattr(import_string(owner) if owner.rpartition(".")[2][0].isupper() else import_module(owner), name)


HASH = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
SECOND = "/fr/account/login/second-factor/"
OF_APP = "allauth.mfa.totp.internal.auth.TOTP.validate_code"
OF_RECOVERY = "allauth.mfa.recovery_codes.internal.auth.RecoveryCodes.validate_code"
OF_PASSKEY = "allauth.mfa.webauthn.internal.auth.complete_authentication"
CHANGE = {"password1": "autre longue phrase", "password2": "autre longue phrase"}
SIGNED_IN = {
    "present password": ("password/change/", {**CHANGE, "oldpassword": "faux"}, {"oldpassword": PASSWORD}, HASH),
    "password asked again": ("prove/password/", {"password": "faux"}, {"password": PASSWORD}, HASH),
    "code asked again": ("prove/app/", {"code": "000000"}, {}, OF_APP),
    "recovery code asked again": ("prove/app/", {"code": "00000000"}, {}, OF_RECOVERY),
    "passkey asked again": ("prove/passkey/", {"credential": '{"id": "x"}'}, {}, OF_PASSKEY),
}


@pytest.mark.parametrize("door", SIGNED_IN)
def test_a_stolen_session_guesses_five_times_whatever_door_it_tries(person, door):
    path, wrong, right, computed = SIGNED_IN[door]
    give_app(person)
    give_recovery_codes(person)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Ordinateur", "credential": {}})
    with patch("allauth.mfa.webauthn.internal.auth.parse_authentication_response"):
        tries = []
        for number in range(7):
            client = Client(**elsewhere(number))
            client.force_login(person)
            sent = wrong | (right if number == 6 else {})
            tries.append(work_of(lambda client=client, sent=sent: client.post(f"/fr/account/{path}", sent), computed))
    assert [bool(count) for count in tries] == [True] * 5 + [False] * 2
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_tries_at_the_present_password_and_at_the_door_are_counted_together(person):
    client = Client()
    client.force_login(person)
    for number in range(4):
        client.post("/fr/account/password/change/", {**CHANGE, "oldpassword": "faux"}, **elsewhere(number))
    assert [hashed(person.email, **elsewhere(number)) for number in (5, 6)] == [1, 0]


@pytest.mark.parametrize(("code", "computed"), [("000000", OF_APP), ("00000000", OF_RECOVERY)])
def test_guessing_the_second_proof_computes_nothing_after_five_tries(person, code, computed):
    give_app(person)
    give_recovery_codes(person)
    tries = []
    for number in range(7):
        client = Client(**elsewhere(number))
        sign_in(client, person.email)

        tries.append(work_of(lambda client=client: client.post(SECOND, {"code": code}), computed))
    assert tries == [1, 1, 1, 1, 1, 0, 0]


def test_a_place_of_the_network_sends_so_many_passkeys_a_minute(person):
    statuses = [Client().post("/fr/account/login/passkey/", {"credential": "{}"}).status_code for _try in range(25)]
    assert 429 in statuses
    assert statuses == sorted(statuses)


def test_links_to_a_new_password_are_not_guessed_at_will(person):
    client = Client()
    wrong = f"/fr/account/password/reset/key/{user_pk_to_url_str(person)}-abc-def/"
    counts = [work_of(lambda: client.post(wrong, CHANGE, follow=True), HASH) for _try in range(22)]
    assert set(counts) == {0}
    assert client.post(wrong, CHANGE).status_code == 429


def test_too_often_is_said_in_words_with_a_way_on():
    answers = [Client().post("/fr/account/login/", {"login": "x"}) for _try in range(31)]
    assert answers[-1].status_code == 429
    page = answers[-1].content.decode()
    assert '<html lang="fr">' in page
    assert 'href="/fr/"' in page
