"""The second proof: who must have one, what stays closed without it, and how an app and its recovery codes work."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import note_roles, open_account
from accounts.models import User
from tests.queries import counted

from .door import PASSWORD, give_app, give_recovery_codes, is_in, last_code, sign_in

pytestmark = pytest.mark.django_db
CHOOSE = "/fr/account/second-factor/"


@pytest.fixture(autouse=True)
def _required(settings) -> None:
    """Ask for it, as the site does."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def person() -> User:
    """Somebody of whom no second proof is asked."""
    return open_account(email="lucia@milano.example", language="fr", password=PASSWORD, by=None)


@pytest.fixture
def manager(person) -> User:
    """The same person, who now decides for others."""
    note_roles(person=person, may_enter_cms=True, is_network_administrator=False, needs_second_factor=True)
    return person


@pytest.mark.parametrize(
    "path", ["/fr/desk/", "/fr/account/", "/fr/account/login/", "/cms/", "/fr/desk/practices/", "/it/account/sessions/"]
)
def test_without_a_second_proof_nothing_of_the_desk_opens(client, manager, path):
    sign_in(client, manager.email)
    answer = client.get(path)
    assert answer.status_code == 302
    assert "/account/second-factor/?next=" in answer.url


def test_nothing_can_be_sent_either(client, manager):
    sign_in(client, manager.email)
    answer = client.post("/fr/account/", {"language": "it", "time_zone": "Europe/Rome", "shown_name": "X"})
    assert answer.url.startswith(CHOOSE)
    assert User.objects.get(pk=manager.pk).language == "fr"


def test_elsewhere_one_is_a_reader_like_any_other(client, manager):
    sign_in(client, manager.email)
    answer = client.get("/fr/practices/")
    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated
    preview = client.post("/markdown/preview/", {"text": "x"})
    assert preview.status_code in (302, 403, 404)


def test_a_way_out_stays_open(client, manager):
    sign_in(client, manager.email)
    assert client.get("/fr/account/logout/").status_code == 200
    client.post("/fr/account/logout/")
    assert client.get("/fr/desk/").url.startswith("/fr/account/login/")


def test_the_page_says_why_and_offers_both_ways(client, manager):
    sign_in(client, manager.email)
    page = client.get(CHOOSE).content.decode()
    assert "notice-stop" in page
    assert reverse_fr("mfa_add_webauthn") in page
    assert reverse_fr("mfa_activate_totp") in page


def reverse_fr(name: str) -> str:
    return "/fr" + reverse(name)[3:]


def test_a_role_given_meanwhile_closes_the_desk_at_the_next_request(client, person):
    sign_in(client, person.email)
    assert client.get("/fr/desk/").status_code == 200
    note_roles(person=person, may_enter_cms=False, is_network_administrator=False, needs_second_factor=True)
    assert client.get("/fr/desk/").url.startswith(CHOOSE)


def test_who_decides_nothing_goes_without(client, person):
    sign_in(client, person.email)
    assert client.get("/fr/desk/").status_code == 200


def test_a_demo_account_is_let_off_under_the_demo_settings_only_and_told_so(client, manager, settings):
    User.objects.filter(pk=manager.pk).update(is_demo=True)
    sign_in(client, manager.email)
    assert client.get("/fr/desk/").status_code == 200
    with override("fr"):
        words = escape(
            _(
                "This is a demo account: it does without. Anywhere but in this demo, its role asks for a passkey or an app."
            )
        )
    for path in (CHOOSE, "/fr/account/"):
        assert words in client.get(path).content.decode()
    settings.DEMO = False
    assert not is_in(client)


def test_asking_costs_no_statement(client, manager, settings):
    give_app(manager)
    client.force_login(manager)
    counts = []
    for settings.SECOND_FACTOR_REQUIRED in (True, False):
        with counted() as sent:
            assert client.get("/fr/account/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_an_app_is_added_with_its_first_code_and_recovery_codes_are_shown_once(client, manager):
    sign_in(client, manager.email)
    page = client.get("/fr/account/second-factor/app/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    answer = client.post("/fr/account/second-factor/app/", {"code": code_on(page)})
    assert answer.url == "/fr/account/second-factor/recovery-codes/"
    codes = re.findall(r"<li><code>(\d{8})</code></li>", client.get(answer.url).content.decode())
    assert len(set(codes)) == 10
    assert re.findall(r"<code>\d+</code>", client.get(answer.url).content.decode()) == []
    assert client.get("/fr/desk/").status_code == 200


def code_on(page) -> str:
    """Give the code an app shows for the secret on a page."""
    secret = re.search(r'<code class="secret">(\w+)</code>', page.content.decode())[1]
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def test_a_wrong_first_code_adds_nothing(client, manager):
    sign_in(client, manager.email)
    client.get("/fr/account/second-factor/app/")
    answer = client.post("/fr/account/second-factor/app/", {"code": "000000"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_after_the_password_and_works_once(client, manager):
    app = give_app(manager)
    answer = sign_in(client, manager.email)
    assert answer.url == "/fr/account/login/second-factor/"
    assert client.get("/fr/desk/").url.startswith("/fr/account/login/")
    code = app.code()
    assert client.post(answer.url, {"code": code}).url == "/fr/desk/"
    client.post("/fr/account/logout/")
    sign_in(client, manager.email)
    assert client.post(answer.url, {"code": code}).status_code == 200
    assert client.get("/fr/desk/").url.startswith("/fr/account/login/")


@time_machine.travel("2026-03-02T10:00:05Z", tick=False)
def test_a_code_of_the_step_before_is_taken_once_as_long_as_it_is_right(client, manager):
    app = give_app(manager)
    code = app.code(-1)
    sign_in(client, manager.email)
    assert client.post("/fr/account/login/second-factor/", {"code": code}).url == "/fr/desk/"
    client.post("/fr/account/logout/")
    with time_machine.travel("2026-03-02T10:00:29Z", tick=False):
        sign_in(client, manager.email)
        assert client.post("/fr/account/login/second-factor/", {"code": code}).status_code == 200


def test_the_code_is_asked_after_a_mailed_code_too(client, manager):
    give_app(manager)
    client.post("/fr/account/login/code/", {"email": manager.email})
    answer = client.post("/fr/account/login/code/confirm/", {"code": last_code()})
    assert answer.url == "/fr/account/login/second-factor/"


def test_the_code_is_asked_after_a_new_password_too(client, manager):
    give_app(manager)
    client.post("/fr/account/password/reset/", {"email": manager.email})
    link = re.search(r"http://localhost:8000(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    sent = {"password1": "autre longue phrase", "password2": "autre longue phrase"}
    assert client.post(form.redirect_chain[-1][0], sent).url == "/fr/account/login/second-factor/"


def test_a_recovery_code_works_once(client, manager):
    give_app(manager)
    code = give_recovery_codes(manager)[3]
    sign_in(client, manager.email)
    assert client.post("/fr/account/login/second-factor/", {"code": code}).url == "/fr/desk/"
    client.post("/fr/account/logout/")
    sign_in(client, manager.email)
    assert client.post("/fr/account/login/second-factor/", {"code": code}).status_code == 200


def test_guessing_codes_is_stopped_whatever_address_it_comes_from(client, manager):
    app = give_app(manager)
    sign_in(client, manager.email)
    for number in range(5):
        client.post("/fr/account/login/second-factor/", {"code": f"{number:06}"}, REMOTE_ADDR=f"192.0.2.{number}")
    assert client.post("/fr/account/login/second-factor/", {"code": app.code()}).status_code == 200
    assert client.get("/fr/desk/").url.startswith("/fr/account/login/")


def test_secrets_lie_encrypted_in_the_database(manager):
    app = give_app(manager)
    assert app.secret not in str(Authenticator.objects.get().data)


def test_who_decides_keeps_a_second_proof(client, manager):
    app = give_app(manager)
    sign_in(client, manager.email)
    client.post("/fr/account/login/second-factor/", {"code": app.code()})
    page = client.post("/fr/account/second-factor/app/remove/")
    assert page.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def give_passkey(person: User) -> Authenticator:
    """Give a person a passkey that never answers."""
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": "Ordinateur", "credential": {}})


def test_who_decides_keeps_the_last_passkey_and_is_told_why(client, manager):
    client.force_login(manager)
    app, passkey = give_app(manager), give_passkey(manager)
    client.post("/fr/account/prove/app/", {"code": app.code()})
    Authenticator.objects.filter(type="totp").delete()
    path = f"/fr/account/second-factor/passkeys/{passkey.pk}/remove/"
    for answer in (client.get(path), client.post(path)):
        assert answer.url == CHOOSE
    assert "notice-stop" in client.get(CHOOSE).content.decode()
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
    other = give_passkey(manager)
    assert client.post(path).url == "/fr/account/second-factor/passkeys/"
    assert list(Authenticator.objects.values_list("pk", flat=True)) == [other.pk]


def test_nobody_removes_the_passkey_of_somebody_else(client, person):
    hers = give_passkey(open_account(email="ana@porto.example", language="pt", by=None))
    sign_in(client, person.email)
    path = f"/fr/account/second-factor/passkeys/{hers.pk}/remove/"
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert Authenticator.objects.filter(pk=hers.pk).exists()


def test_others_remove_it_and_are_told_by_letter(client, person):
    app = give_app(person)
    sign_in(client, person.email)
    client.post("/fr/account/login/second-factor/", {"code": app.code()})
    assert client.post("/fr/account/second-factor/app/remove/").url == CHOOSE
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].to == [person.email]


@pytest.mark.parametrize(
    "path", ["app/", "app/remove/", "passkeys/add/", "recovery-codes/", "recovery-codes/new/", "passkeys/1/remove/"]
)
def test_an_old_session_proves_it_again_first(client, person, path):
    give_app(person)
    client.force_login(person)
    answer = client.get(CHOOSE + path)
    assert answer.status_code == 302
    assert answer.url.startswith(("/fr/account/prove/", "/fr/account/second-factor/"))
    assert client.get(CHOOSE + "recovery-codes/new/").url.startswith("/fr/account/prove/password/")


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", "null", '{"response": []}', '{"id": "a", "rawId": "a"}'])
@pytest.mark.parametrize("path", ["login/passkey/", "login/second-factor/", "second-factor/passkeys/add/"])
def test_what_is_no_passkey_is_refused_without_an_accident(client, person, path, credential):
    if path.startswith("login/second"):
        give_app(person)
    if path != "login/passkey/":
        sign_in(client, person.email)
    answer = client.post(f"/fr/account/{path}", {"credential": credential, "name": "x" * 300})
    assert answer.status_code in (200, 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize("language", ["fr", "it", "es", "pt", "en", "ca"])
def test_every_page_stands_in_every_language(client, manager, language):
    sign_in(client, manager.email)
    for path in ("second-factor/", "second-factor/app/", "second-factor/passkeys/add/"):
        page = client.get(f"/{language}/account/{path}")
        assert page.status_code == 200, path
        assert f'<html lang="{language}">' in page.content.decode()
