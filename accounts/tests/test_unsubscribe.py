"""One click in a letter stops such letters, without an account, as often as it is clicked; looking stops nothing."""

import re
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client

from accounts.actions import choose_rhythms, send_due_mail, write_digests, write_due_notices
from accounts.models import Notification, OutgoingMail, Rhythm, RhythmChoice, User
from accounts.unsubscribing import DIGEST, KIND, unsubscribe_address
from tests.queries import counted

from . import told
from .mailserver import mail_server
from .test_digests import at
from .told import closed, known, notice, somebody, tell

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _kinds() -> None:
    with known(notice(), notice("other"), notice("rare", Rhythm.WEEKLY)):
        yield


def path_in(letter) -> str:
    """Give the path a mailbox would post to."""
    given = re.fullmatch(r"<(https?://[^/]+)(/mail/unsubscribe/[^/>]+/)>", letter.extra_headers["List-Unsubscribe"])
    assert given[1] == "http://localhost:8000"
    return given[2]


def machine() -> Client:
    """A mailbox's server: no cookie, no token of a form, from another site."""
    return Client(enforce_csrf_checks=True, headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"})


def rhythms() -> dict[str, str]:
    """Give every choice there is."""
    return dict(RhythmChoice.objects.values_list("kind", "rhythm"))


def test_the_letter_of_an_event_carries_the_two_headers_and_the_same_address():
    ana = somebody()
    tell(ana)
    write_due_notices()
    letter = mail.outbox[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"http://localhost:8000{path_in(letter)}" in letter.body
    assert ana.email not in path_in(letter)
    assert "membres" not in str(Signer(salt="accounts.unsubscribing").unsign_object(path_in(letter).split("/")[3]))


def test_the_headers_leave_whole_on_the_wire(settings):
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", False, False
    ana = somebody()
    tell(ana)
    write_due_notices()
    assert OutgoingMail.objects.count() == 1
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        assert send_due_mail() == 1
    letter = message_from_bytes(server.letters[0])
    wanted = unsubscribe_address(ana, KIND, told.KIND)
    assert letter["List-Unsubscribe"].replace("\r\n", "").replace("\n", "").strip() == f"<{wanted}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_post_without_a_session_stops_that_kind_once_and_for_ever():
    ana = somebody()
    tell(ana)
    write_due_notices()
    path = path_in(mail.outbox[0])
    answers = [machine().post(path, ONE_CLICK) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3, "never a redirect (RFC 8058)"
    assert not any(answer.cookies for answer in answers)
    assert rhythms() == {told.KIND: Rhythm.NEVER}
    tell(ana, 2)
    tell(ana, 3, kind="other")
    assert write_due_notices() == 1
    choose_rhythms(person=ana, rhythms={told.KIND: Rhythm.EACH}, by=ana)
    machine().post(path, ONE_CLICK)
    assert rhythms() == {told.KIND: Rhythm.NEVER}, "the address holds for ever"


def test_looking_never_unsubscribes_and_shows_a_button_that_does(client):
    ana = somebody()
    path = unsubscribe_address(ana, KIND, told.KIND).removeprefix("http://localhost:8000")
    with counted() as sent:
        page = client.get(path)
        client.head(path)
        client.options(path)
    assert not any(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in sent)
    assert rhythms() == {}
    body = page.content.decode()
    assert f'action="{path}"' in body
    assert '<html lang="ca">' in body
    assert f"Events called {told.KIND}" in body
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("no-referrer", True)
    assert ana.email not in body
    assert page["Content-Language"] == ana.language
    assert client.post(path, ONE_CLICK).status_code == 200
    assert rhythms() == {told.KIND: Rhythm.NEVER}


def test_the_digest_is_stopped_whole_and_single_letters_go_on():
    ana = somebody(rhythm=Rhythm.WEEKLY)
    tell(ana, 1, at=at(1, day=23))
    tell(ana, 2, at=at(1, day=23), kind="rare")
    assert write_digests(now=at(7, day=23)) == 1
    tell(ana, 3, at=at(1, day=24))
    machine().post(path_in(mail.outbox[0]), ONE_CLICK)
    assert rhythms() == {told.KIND: Rhythm.NEVER, "rare": Rhythm.NEVER}
    assert write_digests(now=at(7, day=30)) == 0
    tell(ana, 4, kind="other")
    assert write_due_notices() == 1


@pytest.mark.parametrize("change", ["x", "signature", "other salt", "kind of another"])
def test_a_token_nobody_signed_is_no_address(change, client):
    ana = somebody()
    token = unsubscribe_address(ana, KIND, told.KIND).split("/")[-2]
    forged = {
        "x": "x",
        "signature": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "other salt": Signer(salt="other").sign_object([ana.pk, KIND, told.KIND]),
        "kind of another": Signer(salt="accounts.unsubscribing").sign("not json"),
    }[change]
    for answer in (client.get(f"/mail/unsubscribe/{forged}/"), client.post(f"/mail/unsubscribe/{forged}/", ONE_CLICK)):
        assert answer.status_code == 404
    assert rhythms() == {}


@pytest.mark.parametrize(("of", "name"), [(KIND, "gone"), (KIND, told.KIND), (DIGEST, Rhythm.DAILY)])
def test_a_person_or_a_kind_that_is_no_more_is_answered_alike(client, of, name):
    ana = somebody()
    path = unsubscribe_address(ana, of, str(name)).removeprefix("http://localhost:8000")
    if name != "gone":
        Notification.objects.all().delete()
        User.objects.filter(pk=ana.pk).delete()
    assert (client.get(path).status_code, client.post(path, ONE_CLICK).status_code) == (200, 200)
    assert rhythms() == {}


def test_who_is_closed_out_can_still_stop_letters(client):
    ana = somebody()
    User.objects.filter(pk=ana.pk).update(is_active=False)
    closed.add(ana.pk)
    client.post(unsubscribe_address(ana, KIND, told.KIND).removeprefix("http://localhost:8000"), ONE_CLICK)
    assert rhythms() == {told.KIND: Rhythm.NEVER}
