"""What mail servers refuse: once for good or five times for now pauses the letters, but never the way in."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.actions import note_refusal, resume_mail, send_due_mail, write_due_notices
from accounts.emails import send_letter
from accounts.models import MailRefusal, OutgoingMail, User

from .mailserver import mail_server
from .told import known, somebody, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds() -> None:
    with known():
        yield


@pytest.fixture
def server(settings):
    """A mail server that answers as it is told to, behind the site's own queue."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", False, False
    with mail_server() as running:
        settings.EMAIL_PORT = running.server_address[1]
        yield running


def write(person: User, count: int = 1) -> None:
    """Write letters to somebody and let them leave."""
    for _letter in range(count):
        send_letter(to=person, template="accounts/letters/new_password", context={"link": "x"})
    send_due_mail()


def is_paused(person: User) -> bool:
    """Say whether letters to a person pause."""
    return User.objects.get(pk=person.pk).mail_paused_at is not None


# --- what counts -----------------------------------------------------------------------------------


def test_one_refusal_for_good_pauses(server):
    ana = somebody()
    server.answers[ana.email] = "550 no such person"
    write(ana)
    assert is_paused(ana)
    assert list(MailRefusal.objects.values_list("person", "is_final")) == [(ana.pk, True)]


def test_the_fifth_letter_refused_for_now_pauses(server):
    ana = somebody()
    server.answers[ana.email] = "452 full"
    write(ana, 4)
    assert not is_paused(ana)
    write(ana)
    assert is_paused(ana)


def test_the_tries_of_one_letter_are_one_refusal(server):
    ana = somebody()
    server.answers[ana.email] = "452 full"
    write(ana)
    row = OutgoingMail.objects.get()
    for _try in range(6):
        row.refresh_from_db()
        with time_machine.travel(row.next_try_at, tick=False):
            send_due_mail()
    assert MailRefusal.objects.count() == 1
    assert not is_paused(ana)


def test_a_server_that_refuses_each_first_try_pauses_nobody(server):
    ana = somebody()
    for _letter in range(8):
        server.answers[ana.email] = "450 come again"
        write(ana)
        server.answers.clear()
        with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
            assert send_due_mail() == 1
    assert not is_paused(ana)


def test_what_was_refused_more_than_thirty_days_ago_counts_no_more():
    ana = somebody()
    now = timezone.now()
    for days in (31, 31, 31, 31, 1, 0):
        note_refusal(address=ana.email, is_final=False, now=now - timedelta(days=days))
    assert not is_paused(ana)
    for _refusal in range(3):
        note_refusal(address=ana.email, is_final=False, now=now)
    assert is_paused(ana)


@pytest.mark.parametrize("answer", ["530 sign in first", "535 wrong password"])
def test_a_refusal_of_ourselves_is_nobodys(server, answer):
    ana = somebody()
    server.answers[ana.email] = answer
    write(ana)
    assert not is_paused(ana)


def test_a_refused_text_is_nobodys(server):
    ana = somebody()
    server.data_answer = "554 not this"
    write(ana)
    assert not is_paused(ana)


def test_confirmed_addresses_count_others_do_not():
    ana = somebody()
    now = timezone.now()
    EmailAddress.objects.create(user=ana, email="asked@elsewhere.example", verified=False)
    assert note_refusal(address="asked@elsewhere.example", is_final=True, now=now) is False
    assert note_refusal(address="nobody@elsewhere.example", is_final=True, now=now) is False
    EmailAddress.objects.create(user=ana, email="second@elsewhere.example", verified=True)
    assert note_refusal(address="Second@Elsewhere.example", is_final=True, now=now) is True
    assert is_paused(ana)


# --- what follows ----------------------------------------------------------------------------------


def test_nothing_is_mailed_but_the_letters_of_ones_own_account(client):
    ana = somebody()
    note_refusal(address=ana.email, is_final=True, now=timezone.now())
    ana.refresh_from_db()
    assert send_letter(to=ana, template="home/mail/translations", context={}) is False
    client.post("/ca/account/login/code/", {"email": ana.email})
    client.post("/ca/account/password/reset/", {"email": ana.email})
    assert [letter.to for letter in mail.outbox] == [[ana.email], [ana.email]]


def test_the_person_is_told_on_their_desk_and_lets_letters_come_again(client):
    from directory.tests.scenes import a_person

    ana = a_person("administrator", language="ca")
    client.force_login(ana)
    assert b"/ca/account/letters/" not in client.get("/ca/desk/").content
    note_refusal(address=ana.email, is_final=True, now=timezone.now())
    assert b"/ca/account/letters/" in client.get("/ca/desk/").content
    body = client.get("/ca/account/letters/").content.decode()
    assert (ana.email in body, 'value="resume"' in body) == (True, True)
    assert client.post("/ca/account/letters/", {"do": "resume"}).url == "/ca/account/letters/"
    assert not is_paused(ana)
    assert 'value="resume"' not in client.get("/ca/account/letters/").content.decode()
    tell(ana)
    assert write_due_notices() == 1


def test_the_next_sign_in_says_so_wherever_it_leads(client):
    ana = somebody()
    ana.set_password("una frase prou llarga")
    ana.save()
    note_refusal(address=ana.email, is_final=True, now=timezone.now())
    sent = {"login": ana.email, "password": "una frase prou llarga", "next": "/fr/"}
    body = client.post("/fr/account/login/", sent, follow=True).content.decode()
    assert body.count('href="/ca/account/letters/"') == 1
    assert 'href="/ca/account/letters/"' not in client.get("/fr/").content.decode()


def test_once_letters_come_again_the_count_begins_anew():
    ana = somebody()
    for _refusal in range(5):
        note_refusal(address=ana.email, is_final=False, now=timezone.now())
    resume_mail(person=ana, by=ana)
    for _refusal in range(4):
        assert note_refusal(address=ana.email, is_final=False, now=timezone.now()) is False
    assert note_refusal(address=ana.email, is_final=False, now=timezone.now()) is True
