"""Where one is signed in, signing out there, and what ends sessions."""

import re

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.actions import end_sessions, forget_old_sessions, open_account
from accounts.browsers import browser_of
from accounts.models import User
from tests.queries import counted

from .door import PASSWORD, is_in, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def person() -> User:
    """Somebody of Montréal."""
    return open_account(
        email="zoe@montreal.example", language="fr", password=PASSWORD, time_zone="America/Montreal", by=None
    )


def come_in(person: User, agent: str = FIREFOX) -> Client:
    """Give a browser in which `person` is signed in."""
    client = Client(headers={"user-agent": agent})
    sign_in(client, person.email)
    assert is_in(client)
    return client


@time_machine.travel("2026-03-02T23:30:00Z", tick=False)
def test_sessions_are_told_in_plain_words_and_in_ones_own_hours(person):
    here, there = come_in(person), come_in(person, SAFARI)
    page = here.get("/fr/account/sessions/").content.decode()
    assert re.findall(r'lines-title">([^<]+)', page) == ["Firefox on Windows", "Safari on iPhone"] or "Firefox" in page
    assert page.index("Firefox") < page.index("iPhone"), "this one first"
    assert "18:30" in page
    for client in (here, there):
        assert client.cookies["sessionid"].value not in page


def test_no_address_of_the_network_is_kept(person):
    client = Client(REMOTE_ADDR="192.0.2.77")
    sign_in(client, person.email)
    assert [row.ip for row in UserSession.objects.all()] == ["0.0.0.0"]  # noqa: S104
    assert "192.0.2" not in str(Session.objects.get().get_decoded())


def test_signing_out_there_ends_that_session_only(person):
    here, there, other = come_in(person), come_in(person, SAFARI), come_in(person)
    row = UserSession.objects.get(session_key=there.cookies["sessionid"].value)
    here.post("/fr/account/sessions/", {"session": row.pk})
    assert [is_in(client) for client in (here, there, other)] == [True, False, True]
    here.post("/fr/account/sessions/", {"session": row.pk})
    assert is_in(here)


def test_signing_out_everywhere_else_keeps_this_one(person):
    here, there, other = come_in(person), come_in(person), come_in(person)
    here.post("/fr/account/sessions/")
    assert [is_in(client) for client in (here, there, other)] == [True, False, False]
    assert Session.objects.count() >= 1


def test_nobody_ends_somebody_elses_session(person):
    other = open_account(email="ana@porto.example", language="pt", password=PASSWORD, by=None)
    hers, his = come_in(other), come_in(person)
    row = UserSession.objects.get(user=other)
    for asked in (row.pk, "x", "-1", "9" * 40, "١"):
        his.post("/fr/account/sessions/", {"session": asked})
        assert is_in(hers)


def test_a_changed_password_ends_the_other_sessions_at_once(person):
    here, there = come_in(person), come_in(person)
    before = here.cookies["sessionid"].value
    sent = {"oldpassword": PASSWORD, "password1": "autre longue phrase", "password2": "autre longue phrase"}
    here.post("/fr/account/password/change/", sent)
    assert [is_in(client) for client in (here, there)] == [True, False]
    assert here.cookies["sessionid"].value != before
    assert [row.session_key for row in UserSession.objects.all()] == [here.cookies["sessionid"].value]


def test_a_password_chosen_by_letter_ends_every_other_session(client, person, mailoutbox):
    there = come_in(person)
    client.post("/fr/account/password/reset/", {"email": person.email})
    link = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "autre longue phrase", "password2": "autre longue phrase"})
    assert [is_in(each) for each in (client, there)] == [True, False]


def test_ending_sessions_makes_the_next_request_nobodys(person, client):
    client.force_login(person)
    there = come_in(person)
    assert end_sessions(person=person, by=None) == 2
    assert [is_in(each) for each in (client, there)] == [False, False]
    assert end_sessions(person=person, by=None) == 0


def test_the_key_of_a_session_changes_when_one_signs_in(client, person):
    client.post("/fr/account/login/code/", {"email": person.email})
    planted = client.cookies["sessionid"].value
    sign_in(client, person.email)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


def test_when_a_session_was_used_is_told_to_the_hour(person):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        here = come_in(person)
    from django.core.cache import cache

    with time_machine.travel("2026-03-02T14:20:00Z", tick=False):
        cache.clear()  # its clock is not moved
        here.get("/fr/account/")
        with counted() as sent:
            here.get("/fr/account/sessions/")
        assert not [sql for sql in sent if sql.startswith("UPDATE")]
    assert UserSession.objects.get().last_seen_at.isoformat() == "2026-03-02T14:20:00+00:00"


def test_the_list_costs_the_same_for_one_session_and_many(person):
    here = come_in(person)
    counts = []
    for _round in range(2):
        with counted() as sent:
            here.get("/fr/account/sessions/")
        counts.append(len(sent))
        for _more in range(4):
            come_in(person)
            from django.core.cache import cache

            cache.clear()
            here.get("/fr/account/")
    assert counts[0] == counts[1]


def test_sessions_that_lapsed_are_forgotten(person):
    come_in(person)
    kept = come_in(person)
    lapsed = Session.objects.exclude(session_key=kept.cookies["sessionid"].value)
    lapsed.update(expire_date=timezone.now() - timezone.timedelta(days=1))
    assert forget_old_sessions(before=timezone.now()) == 1
    assert [row.session_key for row in UserSession.objects.all()] == [kept.cookies["sessionid"].value]


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Windows"),
        (SAFARI, "Safari", "iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome", "Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge", "Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome", "Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18.0 Safari/605", "Safari", "Mac"),
    ],
)
def test_browsers_are_told_apart(agent, browser, system):
    assert browser in browser_of(agent)
    assert system in browser_of(agent)


@pytest.mark.parametrize("agent", ["", "curl/8", "<script>alert(1)</script>", "\x00" * 500])
def test_a_browser_nobody_knows_shows_nothing_of_what_it_said(person, agent):
    assert browser_of(agent) == browser_of("")
    page = come_in(person, agent).get("/fr/account/sessions/")
    assert page.status_code == 200
    assert "alert(1)" not in page.content.decode()
