"""Forms for people without account: where a posting must come from, how often, and the trap for machines."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import override_settings
from django.utils.translation import override

from editorial.open_forms import PER_ADDRESS, PER_PAGE, OpenForm, TooOften, count_posting, network_of, open_form

HERE = {"sec-fetch-site": "same-origin"}


@open_form
def door(request):
    return HttpResponse("taken")


def post(address="192.0.2.1", path="/fr/x/report/", **headers):
    return RequestFactory(REMOTE_ADDR=address).post(path, {"sentence": "Oui"}, headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://TESTSERVER"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_what_is_written_here_is_taken(headers):
    assert door(post(**headers)).content == b"taken"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "http://testserver:8001"},
        {"Referer": "http://testserver/fr/"},
    ],
)
def test_what_another_site_sends_is_refused_in_the_readers_language(headers):
    with override("en"):
        answer = door(post(**headers))
    assert answer.status_code == 403
    assert "Your form could not be sent" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_reading_asks_nothing_and_sending_needs_no_token():
    assert door(RequestFactory().get("/fr/x/report/")).content == b"taken"
    assert door.csrf_exempt


def times(number, address="192.0.2.1", about="a"):
    for _turn in range(number):
        count_posting(post(address), about)


def test_one_address_about_one_page():
    times(PER_PAGE)
    with pytest.raises(TooOften):
        times(1)
    times(1, about="b")
    times(1, address="192.0.2.2")


def test_one_address_about_many_pages():
    for number in range(PER_ADDRESS):
        times(1, about=str(number))
    with pytest.raises(TooOften):
        times(1, about="one more")
    times(1, address="192.0.2.2", about="one more")


def test_after_an_hour_nothing_is_known():
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        times(PER_PAGE)
    with time_machine.travel(start + timedelta(minutes=59), tick=False), pytest.raises(TooOften):
        times(1)
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        times(PER_PAGE)


@pytest.fixture
def kept(monkeypatch):
    """What is put into the cache: its name, what it holds, for how many seconds."""
    seen = []
    add = cache.add

    def note(key, value, timeout, **more):
        seen.append((key, value, timeout))
        return add(key, value, timeout, **more)

    monkeypatch.setattr(cache, "add", note)
    return seen


def test_no_address_is_in_the_cache_and_everything_there_ends_within_the_hour(kept):
    times(1)
    assert len(kept) == 3
    assert {seconds for _key, _value, seconds in kept} == {3600}
    assert "192.0.2.1" not in repr(kept)
    assert all(re.fullmatch(r"open-forms:(salt|[0-9a-f]{32})", key) for key, _value, _seconds in kept)


def test_the_same_address_has_another_hash_under_another_salt(kept):
    times(1)
    cache.clear()
    times(1)
    salted = [key for key, _value, _seconds in kept if not key.endswith("salt")]
    assert len(salted) == len(set(salted)) == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_whom_postings_are_counted_for(address, network):
    assert network_of(post(address)) == network


def test_behind_a_proxy_the_reader_counts_and_not_the_proxy():
    asked = post("10.0.0.1", **{"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    assert network_of(asked) == "10.0.0.1"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert network_of(asked) == "198.51.100.4"


def test_the_trap_catches_says_so_and_is_drawn_empty():
    caught = OpenForm({"website": "https://spam.example"})
    assert not caught.is_valid()
    assert len(caught.non_field_errors()) == 1
    assert caught.errors.keys() == {"__all__"}
    assert "spam" not in str(caught["website"])
    assert OpenForm({"website": ""}).is_valid()
    assert OpenForm({}).is_valid()
