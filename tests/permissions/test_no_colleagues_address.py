"""Members meet each other by function and place, or by a chosen name: no page and no letter shows a colleague's address."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client

from accounts.actions import write_due_notices
from accounts.models import User
from directory.models import Place
from tests.permissions.scene import Scene

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")
LINK = re.compile(r'href="(/fr/[^"#]*|\?[^"#]*)')
AT_MOST = 400
"""Pages one person's walk takes in; the scene has fewer."""
LEFT_OUT = re.compile(r"/account/logout/|/export/|\.zip$|lang=")
WALKERS = (
    "advisor",
    "author",
    "manager",
    "manager of the mother",
    "co-signing manager",
    "reviewer",
    "holding reviewer",
    "translator",
    "editor",
    "label officer",
    "former member",
)


def walk(person: User, starts: list[str]) -> dict[str, str]:
    """Give every page `person` reaches by links from `starts`, as its reader sees it, by address."""
    browser, seen, ahead = Client(), {}, list(starts)
    browser.force_login(person)
    while ahead and len(seen) < AT_MOST:
        address = ahead.pop(0)
        if address in seen or LEFT_OUT.search(address):
            continue
        answer = browser.get(address)
        seen[address] = ""
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            seen[address] = answer.content.decode()
            found = (unescape(link) for link in LINK.findall(seen[address]))
            ahead += [link if link.startswith("/") else address.partition("?")[0] + link for link in found]
    return {address: page for address, page in seen.items() if page}


@pytest.mark.parametrize("name", WALKERS)
def test_no_page_shows_a_colleagues_address(scene: Scene, name: str) -> None:
    person = scene.people[name]
    others = {each.email for each in User.objects.exclude(pk=person.pk)}
    people = [f"/fr/desk/places/{place.pk}/people/" for place in Place.objects.all()]
    seen = walk(person, ["/fr/desk/", "/fr/practices/", "/fr/account/", *people])
    assert "/fr/desk/" in seen
    assert len(seen) < AT_MOST
    assert {address: shown for address, page in seen.items() if (shown := others & set(ADDRESS.findall(page)))} == {}


def test_no_letter_shows_a_colleagues_address(scene: Scene) -> None:
    write_due_notices()
    assert mail.outbox
    everybody = {each.email for each in User.objects.all()}
    told = [(letter.to, f"{letter.subject}\n{letter.body}\n{letter.from_email}") for letter in mail.outbox]
    assert [(to, shown) for to, words in told if (shown := (everybody - {*to}) & set(ADDRESS.findall(words)))] == []
