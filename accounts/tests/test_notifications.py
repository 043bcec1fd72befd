"""What members are told: once, on their page and in the bell, and by mail at once to those who wish it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.actions import (
    forget_old_notifications,
    mark_all_read,
    mark_read,
    notify,
)
from accounts.models import Notification, Rhythm, User
from accounts.tasks import purge_old_notifications, write_due_digests, write_letters_of_events
from jobs.clock import rhythms
from tests.bad_days.together import at_once
from tests.queries import counted

from .told import KIND, closed, known, notice, somebody, tell

pytestmark = pytest.mark.django_db
PAGE = "/ca/desk/notifications/"


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


def unread_in(client, address="/ca/account/") -> str:
    """Give the number the bell of a page shows."""
    found = re.search(r'class="top-unread">(\S+) ', client.get(address).content.decode())
    return found[1] if found else ""


# --- being told --------------------------------------------------------------------------------


def test_each_person_is_told_once_of_an_event_but_not_who_did_it_nor_who_is_gone():
    ana, joan, bea = somebody(), somebody("joan"), somebody("bea")
    User.objects.filter(pk=bea.pk).update(is_active=False)
    people = [ana, joan, ana, User.objects.get(pk=bea.pk)]
    for _time in range(2):
        notify(people=people, kind=KIND, about=joan, key="a", facts={"n": 1}, by=joan)
    told = Notification.objects.values_list("person", "kind", "key", "about_id", "facts", "rhythm", "read_at")
    assert list(told) == [(ana.pk, KIND, "a", str(joan.pk), {"n": 1}, Rhythm.EACH, None)]


def test_a_kind_nobody_registered_is_refused():
    with pytest.raises(ValueError, match="no_such_kind"):
        notify(people=[somebody()], kind="no_such_kind", about=None, key="a")


def test_telling_two_thousand_costs_no_more_than_a_few_questions():
    people = User.objects.bulk_create(User(email=f"m{number}@membres.example") for number in range(2000))
    with counted() as sent:
        notify(people=people, kind=KIND, about=people[0], key="a", facts={"n": 1})
    assert Notification.objects.count() == 2000
    assert len(sent) <= 40, "the choices, the type of the thing, and rows as many at a time as the database takes"


@pytest.mark.django_db(transaction=True)
def test_ten_processes_tell_once():
    ana = somebody()
    at_once(lambda _n: tell(ana), list(range(10)))
    assert Notification.objects.count() == 1


# --- the bell and the page -----------------------------------------------------------------------


def test_readers_without_a_session_see_no_bell_and_members_do(client, ana):
    assert b"desk/notifications" not in Client().get("/ca/").content
    assert b'href="/ca/desk/notifications/"' in client.get("/ca/").content


def test_the_bell_counts_what_is_unread_up_to_ninety_nine(client, ana):
    assert unread_in(client) == ""
    tell(ana, 1)
    assert unread_in(client) == "1"
    Notification.objects.bulk_create(
        Notification(person=ana, kind=KIND, key=f"k{n}", rhythm="never") for n in range(98)
    )
    assert unread_in(client) == "99"
    tell(ana, 2)
    assert unread_in(client) == "99+"


def test_the_page_says_each_event_in_the_readers_language_with_its_title_in_its_own(client, ana):
    tell(ana)
    body = client.get(PAGE).content.decode()
    assert "Event 1 [ca]" in body
    assert '<p lang="fr">Un titre</p>' in body


def test_one_is_marked_as_read_then_all_but_what_came_since(client, ana):
    for n in range(1, 5):
        tell(ana, n)
    first, _second, third, fourth = Notification.objects.order_by("pk")
    client.post(PAGE, {"read": first.pk})
    client.post(PAGE, {"all": third.pk})
    assert list(Notification.objects.unread()) == [fourth]
    assert client.post(PAGE, {}).url == PAGE


def test_a_click_leads_to_the_thing_and_marks_as_read_and_looking_ahead_does_not(client, ana):
    tell(ana)
    row = Notification.objects.get()
    address = f"{PAGE}{row.pk}/"
    assert client.head(address).url == client.get(address, headers={"Sec-Purpose": "prefetch"}).url == "/ca/account/"
    assert Notification.objects.unread().count() == 1
    assert client.get(address).url == "/ca/account/"
    assert Notification.objects.unread().count() == 0


def test_nobody_opens_or_reads_what_another_was_told(client, ana):
    other = somebody("joan")
    tell(other)
    row = Notification.objects.get()
    assert "Event 1" not in client.get(PAGE).content.decode()
    for answer in (
        client.get(f"{PAGE}{row.pk}/"),
        client.post(PAGE, {"read": row.pk}),
        client.post(PAGE, {"all": row.pk}),
    ):
        assert answer.status_code == 404
    assert mark_read(notifications=[row], by=ana) == 0
    assert mark_all_read(up_to=row, by=ana) == 0
    assert Client().get(PAGE).url == f"/ca/account/login/?next={PAGE}"
    for odd in ("٣", "9" * 40, "-1", "x"):
        assert client.post(PAGE, {"read": odd}).status_code == 404


def test_what_may_no_longer_be_read_is_not_shown_not_opened_and_no_longer_counted(client, ana):
    tell(ana, 1, about=somebody("joan"))
    tell(ana, 2)
    row = Notification.objects.get(key="1")
    closed.add(int(row.about_id))
    body = client.get(PAGE).content.decode()
    assert ("Event 1" in body, "Event 2" in body) == (False, True)
    assert client.get(f"{PAGE}{row.pk}/").status_code == 404
    assert unread_in(client) == "1"


def test_what_is_gone_and_what_cannot_be_said_hide_no_other_event(client, ana):
    gone = somebody("joan")
    tell(ana, 1, about=gone)
    notify(people=[ana], kind=KIND, about=ana, key="broken", facts={})
    tell(ana, 2)
    gone.delete()
    with known(notice()):
        body = client.get(PAGE).content.decode()
    assert re.findall(r"Event \d", body)[:1] == ["Event 2"]
    with known(notice("another")):
        assert client.get(PAGE).status_code == 200


def test_the_page_and_the_bell_ask_the_same_with_one_event_and_with_fifty_thousand(client, ana):
    tell(ana)
    client.get(PAGE)
    with counted() as one:
        client.get(PAGE)
    now = timezone.now()
    rows = (
        Notification(
            person=ana, kind=KIND, key=f"k{n}", about_id=str(ana.pk), facts={"n": n}, rhythm="never", made_at=now
        )
        for n in range(50_000)
    )
    Notification.objects.bulk_create(rows, batch_size=5000)
    with counted() as many:
        body = client.get(PAGE).content.decode()
    assert len(one) == len(many)
    assert body.count('name="read"') == 30


# --- in time ---------------------------------------------------------------------------------------


def test_what_was_read_half_a_year_ago_is_forgotten_and_what_was_not_is_kept():
    ana = somebody()
    for n in range(3):
        tell(ana, n)
    now = timezone.now()
    Notification.objects.filter(key="0").update(read_at=now - timedelta(days=181))
    Notification.objects.filter(key="1").update(read_at=now - timedelta(days=179))
    Notification.objects.filter(key="2").update(made_at=now - timedelta(days=999))
    assert forget_old_notifications(before=now - timedelta(days=180)) == 1
    assert list(Notification.objects.order_by("key").values_list("key", flat=True)) == ["1", "2"]
    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert purge_old_notifications.call() == 1


def test_the_clock_writes_and_purges():
    paths = {write_letters_of_events.module_path, write_due_digests.module_path, purge_old_notifications.module_path}
    assert paths <= set(rhythms())
