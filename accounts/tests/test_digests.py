"""Digests: at seven in the morning where the person is, once a day or on Mondays, in their language, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions import choose_rhythms, mark_read, write_digests
from accounts.digests import digests_due
from accounts.models import Notification, Rhythm, User
from tests.bad_days.together import at_once
from tests.queries import counted

from .told import KIND, closed, known, letters, somebody, tell

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture(autouse=True)
def _kinds() -> None:
    with known():
        yield


def at(hour: int, minute: int = 0, day: int = 25, month: int = 11, zone: ZoneInfo = MADRID) -> datetime:
    """Give a moment of November 2026 in Madrid (the 23rd and the 30th are Mondays), or elsewhere and of another month."""
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


# --- when ------------------------------------------------------------------------------------------


def test_it_comes_at_seven_with_what_happened_before_and_the_rest_waits_for_tomorrow():
    ana = somebody(rhythm=Rhythm.DAILY)
    tell(ana, 1, at=at(18, day=24))
    tell(ana, 2, at=at(6, 59))
    assert write_digests(now=at(6, 59)) == 0
    assert write_digests(now=at(7)) == 1
    tell(ana, 3, at=at(7))
    tell(ana, 4, at=at(9))
    assert write_digests(now=at(9, 5)) == 0
    assert write_digests(now=at(7, day=26)) == 1
    said = [[n for n in range(1, 5) if f"Event {n} [ca]" in letter.body] for letter in mail.outbox]
    assert said == [[1, 2], [3, 4]]


def test_an_event_of_the_morning_does_not_come_at_once_where_yesterday_said_nothing():
    ana = somebody(rhythm=Rhythm.DAILY)
    tell(ana, 1, at=at(9))
    assert write_digests(now=at(9, 5)) == 0
    assert write_digests(now=at(7, day=26)) == 1


def test_the_weekly_one_comes_on_mondays():
    ana = somebody(rhythm=Rhythm.WEEKLY)
    tell(ana, 1, at=at(9, day=24))
    assert [write_digests(now=at(8, day=day)) for day in range(25, 30)] == [0] * 5
    assert write_digests(now=at(6, 59, day=30)) == 0
    assert write_digests(now=at(7, day=30)) == 1


def test_after_a_week_without_a_worker_there_is_one_digest_and_not_in_the_night():
    ana, joan = somebody(rhythm=Rhythm.DAILY), somebody("joan", rhythm=Rhythm.WEEKLY)
    for day in range(18, 25):
        tell(ana, day, at=at(12, day=day))
        tell(joan, day, at=at(12, day=day - 1))
    assert write_digests(now=at(3)) == 0
    assert write_digests(now=at(15)) == 2
    assert write_digests(now=at(16)) == 0
    assert sorted(letters()) == sorted(
        [(ana.email, mail.outbox[0].subject), (joan.email, mail.outbox[1].subject)],
    )
    assert [f"Event {day} " in mail.outbox[0].body for day in range(18, 25)] == [True] * 7
    assert [f"Event {day} " in mail.outbox[1].body for day in range(18, 25)] == [True] * 6 + [False], "since Monday"


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Indian/Mauritius", datetime(2026, 11, 25, 3, 0, tzinfo=UTC)),
        ("America/Santiago", datetime(2026, 11, 25, 10, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 25, 1, 15, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),
        ("Europe/Atlantis", datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),  # is no more: the site's clock, Paris
        ("", datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        ("../../etc/passwd", datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
    ],
)
def test_seven_is_told_by_each_ones_own_clock(zone, moment):
    ana = somebody(zone=zone, rhythm=Rhythm.DAILY)
    tell(ana, 1, at=moment - timedelta(hours=5))
    assert write_digests(now=moment - timedelta(minutes=1)) == 0
    assert write_digests(now=moment) == 1


@pytest.mark.parametrize(("day", "month", "hours"), [(29, 3, 23), (25, 10, 25)])
def test_on_the_days_the_clock_is_changed_it_is_seven_once(day, month, hours):
    ana = somebody(rhythm=Rhythm.DAILY)
    before = at(7, day=day - 1, month=month).astimezone(UTC)
    tell(ana, 1, at=before - timedelta(hours=1))
    assert write_digests(now=before) == 1
    tell(ana, 2, at=before + timedelta(hours=1))
    assert write_digests(now=before + timedelta(hours=hours, minutes=-1)) == 0
    assert write_digests(now=before + timedelta(hours=hours)) == 1
    tell(ana, 3, at=before + timedelta(hours=hours, minutes=-2))
    assert write_digests(now=before + timedelta(hours=hours, minutes=90)) == 0


@given(st.sampled_from(sorted(available_timezones())), st.integers(0, 2 * 365 * 24))
def test_in_every_zone_a_day_begins_once_and_counts_what_was_before(zone, hours):
    """Hour by hour through four days, each day's digest is due from seven on, and ends where it begins."""
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    seen = [due for hour in range(96) for due in digests_due([zone], start + timedelta(hours=hour))]
    daily = [due for due in seen if due.rhythm == Rhythm.DAILY]
    days = sorted({due.day for due in daily})
    assert 3 <= len(days) <= 5
    assert len({(due.day, due.before) for due in daily}) == len(days)
    assert all(earlier.before <= later.before for earlier, later in pairwise(daily))
    assert all(due.before.astimezone(ZoneInfo(zone)).hour == 7 for due in daily)


def test_moving_west_in_the_day_brings_no_second_digest():
    ana = somebody(zone="Pacific/Auckland", rhythm=Rhythm.DAILY)
    now = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # the 25th there
    tell(ana, 1, at=now - timedelta(hours=1))
    assert write_digests(now=now) == 1
    User.objects.filter(pk=ana.pk).update(time_zone="America/Santiago")  # still the 24th, three in the afternoon
    tell(ana, 2, at=now - timedelta(hours=9))
    assert write_digests(now=now + timedelta(minutes=5)) == 0
    assert write_digests(now=now + timedelta(hours=40)) == 1


# --- what ------------------------------------------------------------------------------------------


def test_it_speaks_the_persons_language_and_names_sentences_and_links_only(settings):
    ana = somebody(rhythm=Rhythm.DAILY)
    tell(ana, 1, at=at(1))
    write_digests(now=at(7))
    letter = mail.outbox[0]
    assert letter.extra_headers["Content-Language"] == "ca"
    assert f"Event 1 [ca]\n{settings.SITE_ADDRESS}/ca/account/\n" in letter.body
    assert "Un titre" not in letter.body
    assert "25 novembre" in letter.subject


def test_nothing_is_said_of_what_is_closed_read_or_gone_and_nothing_is_sent_for_nothing():
    ana, joan = somebody(rhythm=Rhythm.DAILY), somebody("joan")
    tell(ana, 1, about=joan, at=at(1))
    tell(ana, 2, at=at(1))
    mark_read(notifications=Notification.objects.filter(key="2"), by=ana)
    closed.add(joan.pk)
    assert write_digests(now=at(7)) == 0
    closed.clear()
    assert write_digests(now=at(7, day=26)) == 0
    assert Notification.objects.filter(settled_at=None).count() == 0


@pytest.mark.parametrize("fact", ["is_active", "mail_paused_at"])
def test_who_is_not_written_to_is_settled_and_hears_nothing_later(fact):
    ana = somebody(rhythm=Rhythm.DAILY)
    somebody("joan")  # somebody else keeps the zone alive
    tell(ana, 1, at=at(1))
    User.objects.filter(pk=ana.pk).update(**{fact: False if fact == "is_active" else at(2)})
    assert write_digests(now=at(7)) == 0
    User.objects.update(is_active=True, mail_paused_at=None)
    assert write_digests(now=at(7, day=26)) == 0


def test_a_long_absence_makes_one_letter_of_a_hundred_lines_and_says_that_there_is_more():
    ana = somebody(rhythm=Rhythm.DAILY)
    rows = (
        Notification(
            person=ana, kind=KIND, key=str(n), about_id=str(ana.pk), facts={"n": n}, rhythm="daily", made_at=at(1)
        )
        for n in range(1000)
    )
    Notification.objects.bulk_create(rows)
    assert write_digests(now=at(7)) == 1
    assert mail.outbox[0].body.count("Event") == 100
    assert mail.outbox[0].body.count("/ca/desk/notifications/") == 1
    assert not Notification.objects.filter(settled_at=None).exists()


def test_who_chose_never_meanwhile_is_told_nothing():
    ana = somebody(rhythm=Rhythm.DAILY)
    tell(ana, 1, at=at(1))
    choose_rhythms(person=ana, rhythms={KIND: Rhythm.NEVER}, by=ana)
    assert write_digests(now=at(7)) == 0


# --- once ------------------------------------------------------------------------------------------


def test_a_worker_killed_in_a_letter_loses_nothing_and_says_nothing_twice(monkeypatch):
    for name in ("ana", "joan"):
        tell(somebody(name, rhythm=Rhythm.DAILY), 1, at=at(1))
    from accounts.actions import digests

    send = digests.send_letter

    def written_then_killed(**letter):
        written = send(**letter)
        if letter["to"].email.startswith("joan"):
            mail.outbox.pop()  # in memory here; a row of the transaction on the site
            raise KeyboardInterrupt
        return written

    monkeypatch.setattr(digests, "send_letter", written_then_killed)
    with pytest.raises(KeyboardInterrupt):
        write_digests(now=at(7))
    monkeypatch.undo()
    assert User.objects.get(email="joan@membres.example").daily_digest_on is None
    write_digests(now=at(7, 5))
    assert [to for to, _subject in letters()] == ["ana@membres.example", "joan@membres.example"]


@pytest.mark.django_db(transaction=True)
def test_many_workers_write_each_digest_once(settings):
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    for n in range(6):
        tell(somebody(f"m{n}", rhythm=Rhythm.DAILY), n, at=at(1))
    written = at_once(lambda _n: write_digests(now=at(7)), list(range(4)))
    assert sum(written) == 6
    from accounts.models import OutgoingMail

    assert sorted(row.recipients[0] for row in OutgoingMail.objects.all()) == [
        f"m{n}@membres.example" for n in range(6)
    ]


# --- cheaply ---------------------------------------------------------------------------------------


def questions_for(people: int, events: int) -> int:
    """Give how many questions the digests of so many people with so many events each ask."""
    for p in range(people):
        person = somebody(f"m{people}-{events}-{p}", rhythm=Rhythm.DAILY)
        for n in range(events):
            tell(person, n, at=at(1))
    with counted() as sent:
        assert write_digests(now=at(7)) == people
    return len(sent)


def test_a_digest_asks_the_same_for_one_event_and_for_many_and_the_round_nothing_of_its_own_for_people():
    one, many = questions_for(1, 1), questions_for(1, 20)
    assert one == many
    assert (questions_for(5, 1) - one) / 4 <= 6
