"""Every address meets what a hostile visitor sends: nothing breaks, nothing leads elsewhere, nothing is written for them."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode

import pytest
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.middleware import CLOSED_PAGES

from .abuse import ELSEWHERE, EVIL, METHODS, NAMES, STRANGE, Visitor, Way, admin_ways, ways
from .asking import Answer
from .scene import Scene

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]

FIELD = re.compile(rb'name="([\w-]+)"')
LED_ELSEWHERE = re.compile(
    rb"""(?:href|action|src|content)=["']?(?:[^"'>]*url=)?\s*(?:https?:)?[/\\]*evil\.example""", re.I
)
WITHOUT_SESSION = {"unsubscribe"}
"""What a server of a mailbox posts to: the signed token is what it knows (RFC 8058)."""
SAID_BEFORE_THE_HOST = {"livez", "readyz"}
"""What machines ask by any name; they say nothing that depends on it."""
TOKEN = "a" * 32


def told(way: Way, visitor: Visitor, answer: Answer, what: object) -> str:
    """Give one line about an answer."""
    return f"{visitor.name} {way.name} {str(what)[:60]!r}: {answer.status} {answer.location} {answer.writes[:1]}"


def wrong(answer: Answer) -> bool:
    """Say whether a request broke the site, or would break it over PostgreSQL."""
    return answer.status >= 500 or any(sql.startswith("ZERO BYTE") for sql in answer.writes)


def test_no_address_leads_elsewhere(scene: Scene) -> None:
    """Doors that read `next` are asked for each hostile address both ways, the others for one each."""
    found = []
    for person in ("anonymous", "administrator"):
        visitor = Visitor(scene, person)
        for turn, way in enumerate(ways(scene)):
            is_door = way.name.startswith(("account_", "mfa_", "openid", "social", "prove", "cms", "^admin", "come_in"))
            for number, address in enumerate(ELSEWHERE if is_door else ELSEWHERE[turn % len(ELSEWHERE) :][:1]):
                asked = urlencode({"next": address, "url": address, "process": "login"})
                method = ("GET", "POST")[(turn + number) % 2]
                sent = asked.encode() if method == "POST" else b""
                answer = visitor.send(method, f"{way.address}?{asked}", sent)
                away = answer.location and not url_has_allowed_host_and_scheme(answer.location, allowed_hosts=None)
                if away or LED_ELSEWHERE.search(answer.body) or wrong(answer):
                    found.append(told(way, visitor, answer, address))
    assert found == []


def test_no_address_believes_the_host_it_is_told(scene: Scene) -> None:
    found = []
    visitor = Visitor(scene, "administrator")
    for way in [*ways(scene), *admin_ways(scene)]:
        answer = visitor.send("GET", way.address, host=EVIL)
        if answer.status != 400 and way.name not in SAID_BEFORE_THE_HOST:
            found.append(told(way, visitor, answer, "Host"))
        if EVIL.encode() in answer.body + answer.headers:
            found.append(told(way, visitor, answer, "says the host"))
    for way in ways(scene):
        answer = visitor.send("GET", way.address, **{"x-forwarded-host": EVIL, "forwarded": f"host={EVIL}"})
        if EVIL.encode() in answer.body + answer.headers or wrong(answer):
            found.append(told(way, visitor, answer, "X-Forwarded-Host"))
    assert found == []


@pytest.mark.parametrize("person", ["anonymous", "administrator"])
def test_nothing_is_written_for_another_site(scene: Scene, person: str) -> None:
    """A form of another site is refused, even with a token that fits; the admin's addresses too."""
    found = []
    visitor = Visitor(scene, person, strict=True)
    hostile = {"origin": f"https://{EVIL}", "referer": f"https://{EVIL}/", "sec-fetch-site": "cross-site"}
    for way in [*ways(scene), *(admin_ways(scene) if person == "administrator" else ())]:
        for sent, more in ((b"do=send", {}), (f"csrfmiddlewaretoken={TOKEN}".encode(), {"csrftoken": TOKEN})):
            answer = visitor.send("POST", way.address, sent, **hostile, **more)
            if way.name not in WITHOUT_SESSION and (answer.writes or answer.status < 400):
                found.append(told(way, visitor, answer, sent))
    assert found == []


def said(value: str) -> str:
    """Give a strange value as it stands in an address or a form; one is no UTF-8 at all."""
    return "%ff%fe" if value == "%ff" else quote(value, errors="surrogatepass")


def strange(names: Iterable[str], turn: int) -> str:
    """Give each of some parameters a strange value, other ones at each turn."""
    return "&".join(f"{quote(name)}={said(STRANGE[(turn + at) % len(STRANGE)])}" for at, name in enumerate(names))


@pytest.mark.parametrize("person", ["anonymous", "administrator"])
def test_strange_parameters_break_nothing(scene: Scene, person: str) -> None:
    """In the address of every page, and in every field its form has: three strange values each, the next page others."""
    found = []
    visitor = Visitor(scene, person)
    for turn, way in enumerate(ways(scene)):
        names = {name.decode(): None for name in FIELD.findall(visitor.send("GET", way.address).body)}
        for number in range(3):
            asked = strange(NAMES, turn + 3 * number)
            answers = {"GET": visitor.send("GET", f"{way.address}?{asked}")}
            sent = strange(names or NAMES, turn + 3 * number)
            answers["POST"] = visitor.send("POST", way.address, sent.encode())
            found += [told(way, visitor, answer, method) for method, answer in answers.items() if wrong(answer)]
    assert found == []


def test_strange_addresses_break_nothing(scene: Scene) -> None:
    """Under the desk an administrator asks, whom nothing stops before the key is looked up; elsewhere a reader."""
    found = []
    visitors = {person: Visitor(scene, person) for person in ("anonymous", "administrator")}
    for way in ways(scene):
        visitor = visitors["administrator" if CLOSED_PAGES.match(way.address) else "anonymous"]
        for address in way.strange():
            answer = visitor.send("GET", address)
            if wrong(answer):
                found.append(told(way, visitor, answer, address))
    assert found == []


BODIES = (
    ("multipart/form-data", b"--"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"),
    ("application/json", b'{"a":'),
    ("text/plain; charset=nonsense", b"\xff\x00"),
    ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _number in range(2_000))),
)
"""Kinds of content, and bodies that are not what they say."""


@pytest.mark.parametrize("person", ["anonymous", "administrator"])
def test_other_methods_and_broken_bodies_write_nothing(scene: Scene, person: str) -> None:
    """Each page is asked by each of some methods and sent one of the bodies, the next page another."""
    found = []
    visitor = Visitor(scene, person)
    for turn, way in enumerate(ways(scene)):
        for method in METHODS if person == "administrator" else METHODS[turn % 2 :: 2]:
            answer = visitor.send(method, way.address, b"do=send" if method != "HEAD" else b"")
            if wrong(answer) or answer.writes or (method == "HEAD" and answer.body):
                found.append(told(way, visitor, answer, method))
        kind, sent = BODIES[turn % len(BODIES)]
        answer = visitor.send("POST", way.address, sent, kind)
        if wrong(answer):
            found.append(told(way, visitor, answer, kind))
    assert found == []
