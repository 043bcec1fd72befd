"""What a hostile visitor sends: every address filled in, and everything strange that may stand in a request."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from accounts.unsubscribing import KIND, unsubscribe_address
from directory.notices import ROLE_GIVEN

from .addresses import Address, addresses
from .admin import PARAMETER, filled
from .asking import Answer, Browser, taken_back
from .scene import TOKEN, Scene

EVIL = "evil.example"
ELSEWHERE = (
    *(f"https://{EVIL}/", f"//{EVIL}/", f"/\\{EVIL}/", f"\\\\{EVIL}/", f"https:{EVIL}", f"http:///{EVIL}/"),
    *(f"\thttps://{EVIL}/", f"https://localhost@{EVIL}/", "javascript:alert(1)", f"///{EVIL}/", f"/%09/{EVIL}/"),
)
"""Addresses that browsers take for another site's, or for a script."""
STRANGE = ("\0", "é" * 10_000, "9" * 400, "-1", "٣", "\ud800", "%ff", "' OR 1=1 --", "../../etc/passwd", "{{7*7}}")
"""Values no form would send."""
NAMES = (
    "q",
    "search",
    "page",
    "next",
    "place",
    "kind",
    "order",
    "person",
    "do",
    "token",
    "language",
    "invitation",
    "read",
)
"""Parameters pages read from their address."""
STRANGE_PARTS = ("%00", "%ff%fe", "x" * 10_000, "9" * 30, "-1", "%2e%2e%2f", "%D9%A3")
"""What may stand in an address where a key, a code or a token is expected."""
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE")
OF_VISITS = re.compile(r'"(django_session|usersessions_usersession|accounts_user)"')
"""Rows a mere visit may write: the session, and where somebody was seen last."""


class Way(NamedTuple):
    """One address filled in, with the pattern it comes from."""

    address: str
    route: str
    name: str

    def strange(self) -> Iterator[str]:
        """Give the address with strange things in the place of each of its arguments."""
        for part in STRANGE_PARTS if PARAMETER.search(self.route) else ():
            yield "/" + plain(PARAMETER.sub(part, self.route))


def plain(route: str) -> str:
    """Give a pattern without the signs of regular expressions."""
    return re.sub(r"[\^$]", "", route).replace("\\.", ".").replace("\\Z", "")


def known(scene: Scene) -> dict[str, Any]:
    """Give what stands in addresses, by name."""
    sheet = scene.sheet("published")
    stop = unsubscribe_address(scene.people["advisor"], KIND, ROLE_GIVEN).rstrip("/").rpartition("/")[2]
    return {
        "pk": sheet.practice.pk,
        "remark": scene.sheet("held").remark.pk,
        "code": sheet.practice.code,
        "number": 1,
        "form": "bib",
        "slug": sheet.practice.slug,
        "place": scene.places["rouen"].pk,
        "person": scene.people["advisor"].pk,
        "token": stop,
        "step": "language",
        "path": "nothing.png",
        "rest": "nothing",
        "provider_id": "openid_connect",
        "uidb36": "1",
        "key": "nothing",
    }


def ways(scene: Scene) -> Iterator[Way]:
    """Give every address of ours and of the sign-in, filled in with what is there in the scene."""
    found = known(scene)
    files = {"pk": scene.sheet("published").files[0].pk}
    for each in addresses():
        if is_swept(each):
            here = found | (files if "uuid" in each.route else {})
            here |= {"code": "it"} if "translat" in each.route else {}
            here |= {"token": TOKEN} if "come-in" in each.route else {}
            here |= {"pk": own_key(scene, each.name) or here["pk"]}
            path = PARAMETER.sub(lambda match, here=here: str(here.get(match[1] or match[2], 1)), each.route)
            yield Way("/" + plain(path), each.route, each.name or each.route)


def is_swept(each: Address) -> bool:
    """Say whether an address is of our own writing or one of the sign-in's; Wagtail's admin is behind one door of ours."""
    return each.is_ours or each.module.startswith("allauth.")


def own_key(scene: Scene, name: str) -> int | None:
    """Give the key of what an address is about, where it is no sheet."""
    if name.startswith(("place_", "leave_", "translate_place")):
        return scene.places["brive"].pk
    keys: dict[str, Callable[[], int]] = {
        "member": lambda: scene.people["advisor"].pk,
        "role": lambda: scene.people["advisor"].roles.get().pk,
        "open_notification": lambda: scene.told["advisor"].pk,
        "answer_report": lambda: scene.reports["brive"].pk,
        "translate_page": lambda: scene.standing.pk,
    }
    return keys[name]() if name in keys else None


def admin_ways(scene: Scene) -> Iterator[Way]:
    """Give every address of Wagtail's admin, filled in."""
    for each in addresses():
        if each.family == "wagtail admin" and not each.is_ours:
            yield Way(filled(each, scene, scene.sheet("published"), ""), each.route, each.name)


class Visitor:
    """Somebody's browser, told what to send and to say which headers; nothing they do outlasts the answer."""

    def __init__(self, scene: Scene, person: str, *, strict: bool = False) -> None:
        self.client = Browser(enforce_csrf_checks=strict)
        self.name = person
        if person in scene.people:
            self.client.force_login(scene.people[person])
        self.kept = dict(self.client.cookies)

    def send(self, method: str, address: str, data: Any = b"", kind: str = "", **headers: str) -> Answer:
        """Send a request as it stands; give the answer, and what it wrote or asked with a sign no database takes."""
        self.client.cookies.clear()
        self.client.cookies.update(self.kept)
        if token := headers.pop("csrftoken", ""):
            self.client.cookies[settings.CSRF_COOKIE_NAME] = token
        path, _mark, query = address.partition("?")
        with taken_back(), watched() as written:
            response = self.client.generic(
                method, path, data, kind or "application/x-www-form-urlencoded", QUERY_STRING=query, headers=headers
            )
            body = b"".join(response.streaming_content) if response.streaming else response.content
        told = "\n".join(f"{name}: {value}" for name, value in response.items()).encode("utf-8", "replace")
        return Answer(response.status_code, response.get("Location", ""), body, told, written)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Give the statements that wrote while the block ran, and those with a zero byte, at which PostgreSQL breaks."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        start = sql.lstrip(" (").upper()
        if any(isinstance(value, str) and "\0" in value for value in params or () if not many):
            seen.append(f"ZERO BYTE {sql[:200]}")
        if start.startswith(("INSERT", "UPDATE", "DELETE")) and not OF_VISITS.search(sql[:60]):
            seen.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen
