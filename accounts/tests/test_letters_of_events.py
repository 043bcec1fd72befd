"""Letters of single events: at once to those who wish it, once, with the sentence and the link and nothing else."""

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions import choose_rhythms, mark_read, write_due_notices
from accounts.models import Notification, Rhythm, RhythmChoice, User
from accounts.tasks import write_letters_of_events
from editorial.notices import Told
from tests.queries import counted

from . import told
from .told import KIND, closed, known, letters, notice, somebody, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds() -> None:
    with known():
        yield


@pytest.fixture
def ana(client) -> User:
    """Somebody signed in."""
    person = somebody()
    client.force_login(person)
    return person


# --- letters at once -----------------------------------------------------------------------------


def test_an_event_is_mailed_once_in_the_persons_language_with_sentence_and_link_only(ana, settings):
    tell(ana)
    assert (write_due_notices(), write_due_notices()) == (1, 0)
    assert letters() == [(ana.email, "Event 1 [ca]")]
    body = mail.outbox[0].body
    assert f"{settings.SITE_ADDRESS}/ca/account/\n" in body
    assert f"{settings.SITE_ADDRESS}/ca/account/letters/" in body
    assert "Un titre" not in body


def test_telling_wakes_the_writer_once(django_capture_on_commit_callbacks):
    ana, quiet = somebody(), somebody("joan", rhythm=Rhythm.DAILY)
    with django_capture_on_commit_callbacks(execute=True):
        tell(quiet)
    assert not DBTaskResult.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        tell(ana, 1)
        tell(ana, 2)
    assert [task.task_path for task in DBTaskResult.objects.all()] == [write_letters_of_events.module_path]


@pytest.mark.parametrize("rhythm", [Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.NEVER])
def test_who_wishes_another_rhythm_gets_no_letter_at_once(rhythm):
    tell(somebody(rhythm=rhythm))
    assert write_due_notices() == 0


def test_no_letter_about_what_was_closed_read_or_gone_before_it_was_written_nor_later():
    ana, joan, bea, cleo = (somebody(name) for name in ("ana", "joan", "bea", "cleo"))
    tell(ana, 1, about=joan)
    tell(ana, 2)
    mark_read(notifications=Notification.objects.filter(key="2"), by=ana)
    tell(bea, 3)
    User.objects.filter(pk=bea.pk).update(is_active=False)
    tell(cleo, 4)
    User.objects.filter(pk=cleo.pk).update(mail_paused_at=timezone.now())
    closed.add(joan.pk)
    assert write_due_notices() == 0
    closed.clear()
    User.objects.update(is_active=True, mail_paused_at=None)
    assert write_due_notices() == 0
    assert letters() == []


def test_a_worker_killed_between_two_letters_says_the_rest_and_nothing_twice(monkeypatch):
    for name in ("ana", "joan", "bea"):
        tell(somebody(name))
    from accounts.actions import digests

    send, sent = digests.send_letter, []

    def dies_at_the_second(**letter):
        sent.append(letter["to"])
        if len(sent) == 2:
            raise KeyboardInterrupt
        return send(**letter)

    monkeypatch.setattr(digests, "send_letter", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write_due_notices()
    monkeypatch.undo()
    assert write_due_notices() == 2
    assert [to for to, _subject in letters()] == [f"{name}@membres.example" for name in ("ana", "joan", "bea")]


def test_a_letter_that_cannot_be_written_keeps_no_other_back_and_leaves_later(monkeypatch):
    for name in ("ana", "joan", "bea"):
        tell(somebody(name))
    from accounts.actions import digests

    send = digests.send_letter

    def fails_for_joan(**letter):
        if letter["to"].email.startswith("joan"):
            raise ValueError("no such template")
        return send(**letter)

    monkeypatch.setattr(digests, "send_letter", fails_for_joan)
    assert write_due_notices() == 2
    monkeypatch.undo()
    assert write_due_notices() == 1
    assert [to for to, _subject in letters()] == [f"{name}@membres.example" for name in ("ana", "bea", "joan")]


def test_a_line_end_in_a_name_breaks_no_subject(ana, monkeypatch):
    monkeypatch.setattr(told, "say", lambda *_about: Told("A place\rof two lines", "/ca/account/"))
    with known(told.notice()):
        tell(ana)
        assert write_due_notices() == 1
    assert letters() == [(ana.email, "A place of two lines")]


def questions_for(count: int) -> int:
    """Give how many questions the writer asks for so many events."""
    for n in range(count):
        tell(somebody(f"m{count}-{n}"), n)
    with counted() as sent:
        assert write_due_notices() == count
    return len(sent)


def test_each_letter_costs_the_same():
    one, three, seven = questions_for(1), questions_for(3), questions_for(7)
    assert (seven - three) / 4 == (three - one) / 2 <= 4


# --- how often -----------------------------------------------------------------------------------


def test_the_page_of_letters_keeps_a_rhythm_for_each_kind(client, ana):
    with known(notice(), notice("rare", Rhythm.WEEKLY)):
        body = client.get("/ca/account/letters/").content.decode()
        assert body.count("selected") == 2
        sent = {KIND: Rhythm.DAILY, "rare": Rhythm.NEVER}
        assert client.post("/ca/account/letters/", sent).url == "/ca/account/letters/"
        assert dict(RhythmChoice.objects.values_list("kind", "rhythm")) == sent
        assert client.post("/ca/account/letters/", {**sent, KIND: "hourly"}).status_code == 422
        assert client.post("/ca/account/letters/", {}).status_code == 422
        assert dict(RhythmChoice.objects.values_list("kind", "rhythm")) == sent


def test_never_holds_for_what_waits_already():
    ana = somebody(rhythm=Rhythm.WEEKLY)
    tell(ana, 1)
    choose_rhythms(person=ana, rhythms={KIND: Rhythm.NEVER}, by=ana)
    assert Notification.objects.get().settled_at is not None
    for wrong in ({"no_such_kind": Rhythm.EACH}, {KIND: "hourly"}):
        with pytest.raises(ValueError, match="registered"):
            choose_rhythms(person=ana, rhythms=wrong, by=ana)
