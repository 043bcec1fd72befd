"""Every text of the site tries to run something in the reader's browser, and nothing runs."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from pytest_django.live_server_helper import LiveServer

from home.models import StandingPage

from .poison import full_sheet, poisoned_pages
from .together import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
window.__policy = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__policy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
BROUGHT_IN = """() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].filter((one) =>
  /^on/i.test(one.name) || (/^(href|src|action|formaction|xlink:href|data|srcdoc|background)$/i.test(one.name)
    && /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:text)/i.test(one.value))
).map((one) => `${element.tagName} ${one.name}=${one.value}`))
.concat([...document.querySelectorAll("main script:not([type='application/ld+json']), main style, main iframe, main object, "
  + "main embed, main base, main math")].map((element) => `${element.outerHTML.slice(0, 120)}`))"""


@pytest.fixture
def poisoned(house: SimpleNamespace) -> list[tuple[Any, str]]:
    """A network whose every text is a payload; give who opens which address."""
    return poisoned_pages(house)


class Victim:
    """A browser that notes whatever runs, is brought into a page, is refused by the policy, or asks another host."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.site, self.noted, self.here = site, [], ""
        self.context = browser.new_context(base_url=site)
        self.context.add_init_script(WATCH)
        self.context.route("**/*", self.stay)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.note("a dialog"), dialog.dismiss()))
        self.page.on("console", lambda message: self.hear(message.text))

    def note(self, what: str) -> None:
        """Keep one line."""
        self.noted.append(f"{self.here}: {what}")

    def hear(self, text: str) -> None:
        """Keep what the browser says of the policy."""
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.note(text[:200])

    def stay(self, route: Any) -> None:
        """Let requests to the site pass, note and stop others."""
        if urlsplit(route.request.url).netloc == urlsplit(self.site).netloc:
            route.continue_()
        else:
            self.note(f"asks {route.request.url[:100]}")
            route.abort()

    def become(self, session: str) -> None:
        """Sign in, or go as nobody."""
        self.context.clear_cookies()
        if session:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])

    def open(self, path: str, *, ours: bool = True) -> int:
        """Open a page and look at what is there; give the status."""
        self.here = path
        answer = self.page.goto(path, wait_until="load")
        if ours:
            self.look()
        return answer.status if answer else 0

    def look(self) -> None:
        """Note what the page as it stands should not have."""
        for line in self.page.evaluate("window.__policy || []"):
            self.note(f"policy: {line}")
        for line in self.page.evaluate(BROUGHT_IN):
            self.note(line)


@pytest.fixture
def victim(browser: Browser, live_server: LiveServer) -> Iterator[Victim]:
    """A browser of somebody who reads."""
    opened = Victim(browser, live_server.url)
    yield opened
    opened.context.close()


def test_nothing_runs_on_any_page(victim: Victim, house: SimpleNamespace, poisoned: list[tuple[Any, str]]) -> None:
    sessions = {who.pk: session_of(who) for who, _path in poisoned if who is not None}
    broken = []
    for who, path in poisoned:
        victim.become(sessions[who.pk] if who is not None else "")
        if victim.open(path) not in (200, 404, 410):
            broken.append(path)
    assert broken == []
    read_by_machines(victim)
    in_the_admin(victim, house)
    assert "\n".join(victim.noted) == ""
    victim.become("")
    victim.open("/pt/practices/")
    assert "<script>alert(1)</script>" in victim.page.locator("main").inner_text(), "they are there, as words"


def read_by_machines(victim: Victim) -> None:
    """Open in the browser what is meant for machines."""
    for path in ("/fr/practices/feed/", "/sitemap.xml"):
        try:
            victim.open(path)
        except BrowserError:  # a browser that keeps feeds as files runs nothing either
            victim.page.goto("about:blank")
        answer = victim.context.request.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "xml" in answer.headers["content-type"]


def in_the_admin(victim: Victim, house: SimpleNamespace) -> None:
    """Go through Wagtail's own pages, where scripts may stand in the page: only what runs or asks another host counts."""
    victim.become(session_of(house.administrator))
    standing = StandingPage.objects.get()
    for path in (
        "",
        f"pages/{standing.pk}/edit/",
        f"pages/{standing.pk}/history/",
        "images/",
        "snippets/directory/place/",
    ):
        victim.open(f"/cms/{path}", ours=False)
    for path in ("snippets/directory/role/", "snippets/editorial/term/", "reports/site-history/", "choose-page/"):
        victim.open(f"/cms/{path}", ours=False)


def test_nothing_runs_in_the_preview_of_a_text(victim: Victim, house: SimpleNamespace) -> None:
    draft = full_sheet(house, house.limoges)
    victim.become(session_of(house.author))
    victim.open(f"/fr/desk/practices/{draft.pk}/")
    victim.page.locator("[data-tool=preview]").first.click()
    victim.page.locator(".editor-preview").first.wait_for()
    victim.look()
    assert "\n".join(victim.noted) == ""


def test_a_page_without_locks_would_be_noticed(victim: Victim) -> None:
    """Every way of noticing notices: the dialog of a script, a handler, a refused script, another host."""
    bad = '<main><img src="x" onerror="alert(1)"><script>alert(1)</script><img src="https://evil.example/x.png"></main>'
    bare = {"Content-Type": "text/html"}
    locked = bare | {"Content-Security-Policy": "script-src 'self'"}
    victim.context.route("**/bare/", lambda route: route.fulfill(body=bad, headers=bare))
    victim.context.route("**/locked/", lambda route: route.fulfill(body=bad, headers=locked))
    victim.open("/bare/")
    victim.open("/locked/")
    found = "\n".join(victim.noted)
    for sign in ("a dialog", "IMG onerror=alert(1)", "policy: script-src", "asks https://evil.example/"):
        assert sign in found
