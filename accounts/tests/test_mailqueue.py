"""Outgoing mail: written with the change, sent by the worker, kept until a server took it, never twice."""

import socket
import threading
from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core.mail import EmailMessage, send_mail
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions import PAUSES, claim_mail, forget_old_mail, send_due_mail
from accounts.models import OutgoingMail
from accounts.tasks import purge_old_mail, send_waiting_mail
from jobs.clock import rhythms

from .mailserver import mail_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _real_queue(settings) -> None:
    """Send as the site does: into the queue, then by SMTP to a server that is not there."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def closed_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(to: str = "lucia@milano.example", subject: str = "Città") -> OutgoingMail:
    """Write one letter and give its row."""
    send_mail(subject, "Buongiorno, c’è una scheda.", "reseau@cites.example", [to])
    return OutgoingMail.objects.latest("pk")


def later(**delta) -> time_machine.travel:
    """Move the clock forward."""
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


def test_a_letter_is_a_row_of_the_callers_transaction():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_written_letter_wakes_the_sender_once():
    with transaction.atomic():
        write()
        write()
        assert not DBTaskResult.objects.exists()
    assert [task.task_path for task in DBTaskResult.objects.all()] == [send_waiting_mail.module_path]


def test_a_letter_to_nobody_is_no_letter():
    assert EmailMessage("Rien", "", "reseau@cites.example", []).send() == 0
    assert not OutgoingMail.objects.exists()


def test_the_server_is_down_and_the_letter_leaves_when_it_is_back(settings):
    row = write()
    assert send_due_mail() == 0
    row.refresh_from_db()
    assert (row.tries, row.sent_at, row.given_up_at) == (1, None, None)
    assert "ConnectionRefusedError" in row.last_error
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        assert send_due_mail() == 0, "its minute has not passed"
        with later(minutes=1, seconds=1):
            assert send_due_mail() == 1
            assert send_due_mail() == 0
    assert len(server.letters) == 1
    letter = message_from_bytes(server.letters[0])
    assert letter["Message-ID"] == row.message_id
    assert letter["To"] == "lucia@milano.example"
    assert letter.get_payload(decode=True).decode().strip() == "Buongiorno, c’è una scheda."
    row.refresh_from_db()
    assert row.sent_at is not None
    assert bytes(row.raw) == b"", "codes and links are forgotten"


def test_tries_come_after_1_5_15_60_minutes_and_end_after_three_days():
    row = write()
    pauses = []
    moment = timezone.now()
    while row.given_up_at is None:
        with time_machine.travel(moment, tick=False):
            send_due_mail()
            row.refresh_from_db()
            pauses.append(row.next_try_at - moment)
            moment = row.next_try_at
    assert pauses[:6] == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert timedelta(days=3) <= row.given_up_at - row.created_at < timedelta(days=3, hours=2)


def test_a_hard_refusal_ends_one_letter_and_lets_the_next_pass(settings):
    gone, fine = write("gone@milano.example"), write("lucia@milano.example")
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        server.answers["gone@milano.example"] = "550 no such person"
        assert send_due_mail() == 1
    gone.refresh_from_db()
    fine.refresh_from_db()
    assert gone.given_up_at is not None
    assert bytes(gone.raw) == b"", "nobody finds in the database the link nobody was mailed"
    assert fine.sent_at is not None


@pytest.mark.parametrize("answer", ["450 later", "421 busy"])
def test_a_soft_refusal_waits(settings, answer):
    row = write("full@milano.example")
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        server.answers["full@milano.example"] = answer
        send_due_mail()
    row.refresh_from_db()
    assert (row.given_up_at, row.sent_at, row.tries) == (None, None, 1)


def test_a_server_that_hangs_up_on_one_letter_takes_the_next(settings):
    write("full@milano.example")
    fine = write()
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        server.answers["full@milano.example"] = "421 goodbye"
        assert send_due_mail() == 1
    fine.refresh_from_db()
    assert fine.tries == 1


def test_letters_can_be_files(settings, tmp_path):
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    row = write()
    assert send_due_mail() == 1
    assert row.message_id in next(tmp_path.iterdir()).read_text()


def test_a_refused_text_is_given_up(settings):
    row = write()
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        server.data_answer = "554 not this"
        send_due_mail()
    row.refresh_from_db()
    assert row.given_up_at is not None


def test_a_letter_belongs_to_one_worker_at_a_time_and_is_not_lost_with_it():
    row = write()
    now = timezone.now()
    assert claim_mail(now=now) == row
    assert claim_mail(now=now) is None
    assert claim_mail(now=now + timedelta(minutes=11)) == row


def test_subjects_and_names_in_every_script_pass(settings):
    write(subject="Ça, c’est « été » — שלום 🌍 " + "x" * 600)
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        assert send_due_mail() == 1


def test_what_left_is_forgotten_after_a_month():
    row = write()
    OutgoingMail.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    waiting = write()
    assert forget_old_mail(before=timezone.now() - timedelta(days=1)) == 0
    assert forget_old_mail(before=timezone.now() + timedelta(days=1)) == 1
    assert list(OutgoingMail.objects.all()) == [waiting]


def test_sending_and_forgetting_are_on_the_clock():
    known = rhythms()
    assert known[send_waiting_mail.module_path].every <= timedelta(seconds=15)
    assert purge_old_mail.module_path in known


def at_once(times: int, deed) -> None:
    """Do something in many threads at once, each with its own connection."""

    def alone() -> None:
        try:
            deed()
        finally:
            connection.close()

    threads = [threading.Thread(target=alone) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_workers_send_each_letter_once(settings):
    for number in range(12):
        write(f"member-{number}@milano.example")
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        at_once(4, send_due_mail)
    assert len(server.letters) == 12
    assert len({message_from_bytes(letter)["Message-ID"] for letter in server.letters}) == 12
