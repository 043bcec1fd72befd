"""Every text of the site tries to run something in the reader's browser, and nothing runs."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from pytest_django.live_server_helper import LiveServer

from directory.models import LocalPole, Place
from editorial.models import Term
from editorial.uploads import check_document, check_picture
from home.actions import publish_standing_page
from home.models import StandingPage
from multilingual.models import new_key
from practices.actions import DraftChanges, decide_place_review, save_draft, start_practice, submit_practice
from practices.models import Practice
from practices.review import review_of
from practices.tests.conftest import complete, fresh
from practices.versions import version
from tests.xss import PAYLOADS

from .test_files import PDF, picture_bytes
from .together import session_of
from .uploads import upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORED = [payload.replace("\x00", "") for payload in PAYLOADS]  # the forms refuse NUL, PostgreSQL cannot hold it
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


def chunks(limit: int) -> list[str]:
    """Give every payload that fits, as few texts of at most `limit` characters as hold them all."""
    found = [""]
    for payload in (each for each in STORED if len(each) <= limit):
        if len(found[-1]) + len(payload) + 1 > limit:
            found.append("")
        found[-1] = f"{found[-1]} {payload}".strip()
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """Give a step and a result for each payload, so that none hides behind another."""
    steps = [{"id": new_key(), "title": payload, "body": payload} for payload in STORED]
    results = [
        {"id": new_key(), "indicator": payload, "value": payload[:60], "period": payload[:60], "method": payload}
        for payload in STORED
    ]
    return {"steps": steps, "results": results}


def files(words: str) -> dict[str, list[dict[str, Any]]]:
    """Give a picture and an attachment with such words."""
    picture = check_picture(upload(picture_bytes(), f"{words[:60]}.png"))
    document = check_document(upload(PDF, f"{words[:60]}.pdf"))
    return {
        "pictures": [{"id": new_key(), "alt": words, "credit": words[:120], "upload": picture}],
        "attachments": [{"id": new_key(), "title": words, "upload": document}],
    }


def full_sheet(house: SimpleNamespace, place: Place) -> Practice:
    """Write a full sheet with every payload in each of its long texts and one in each row."""
    practice = start_practice(place=place, form="full", language="fr", headline=chunks(200)[0], by=house.author)
    changes = complete()
    texts = dict.fromkeys(changes.texts, "\n\n".join(STORED)) | {"headline": chunks(200)[0], "summary": chunks(400)[0]}
    facts = changes.facts | {"partners": "\n".join(STORED), "period": chunks(60)[0], "licence": chunks(40)[0]}
    whole = DraftChanges(facts=facts, texts=texts, terms=changes.terms, rows=rows() | files(chunks(200)[1]))
    save_draft(practice=practice, changes=whole, expected=version(fresh(practice)), by=house.author)
    return fresh(practice)


def flash_note(house: SimpleNamespace, place: Place, words: str, number: int) -> Practice:
    """Publish a short sheet whose headline, period and files bear such words."""
    practice = start_practice(place=place, form="flash", language="fr", headline=words, by=house.author)
    facts = complete().facts | {"period": chunks(60)[number % len(chunks(60))]}
    texts = {"headline": words, "context": words, "solution": words, "summary": words}
    changes = DraftChanges(facts=facts, texts=texts, rows=files(words))
    save_draft(practice=practice, changes=changes, expected=version(fresh(practice)), by=house.author)
    return decided(house, fresh(practice), publish=True, word="")


def decided(house: SimpleNamespace, practice: Practice, *, publish: bool, word: str) -> Practice:
    """Submit a draft and let a manager decide."""
    submit_practice(practice=practice, expected=version(practice), by=house.author)
    now = fresh(practice)
    facts = {"round_id": review_of(now).state.pk, "expected": version(now), "by": house.manager}
    decide_place_review(practice=now, publish=publish, word=word, **facts)
    return fresh(now)


@pytest.fixture
def poisoned(house: SimpleNamespace) -> list[tuple[Any, str]]:
    """A network whose every text is a payload; give who opens which address."""
    author, manager = house.author, house.manager
    author.shown_name, manager.shown_name = chunks(120)[0], chunks(120)[1]
    author.save()
    manager.save()
    limoges = house.limoges
    for number, words in enumerate(chunks(80)):  # every place's name and zone, offered to co-sign on the writing page
        facts = {"zone": words, "form": "cite", "country": "FR", "headline_fr": words}
        Place.objects.create(slug=f"place-{number}", **facts)
    limoges.headline_fr, limoges.zone = chunks(160)[0], chunks(80)[0]
    limoges.save()
    LocalPole.objects.create(place=limoges, name=chunks(120)[0], language="fr")
    body = [{"type": "paragraphs", "value": "\n\n".join(STORED)}]
    texts = {"fr": {"headline": chunks(200)[0], "intro": "\n".join(STORED), "body": body}}
    publish_standing_page(slug="charter", language="fr", texts=texts, special="charter", by=None)
    Term.objects.filter(vocabulary="kind", key="club").update(label_fr=chunks(120)[2], label_pt=chunks(120)[2])
    draft, waiting, revised = (full_sheet(house, limoges) for _sheet in range(3))
    submit_practice(practice=waiting, expected=version(waiting), by=author)
    decided(house, revised, publish=False, word="\n".join(STORED))
    public = [decided(house, full_sheet(house, limoges), publish=True, word="")]
    public += [flash_note(house, limoges, words, number) for number, words in enumerate(chunks(200))]
    attack = quote('"><script>alert(1)</script>')
    pages: list[tuple[Any, str]] = [
        *((None, f"/{language}/practices/{sheet.slug}/") for sheet in public for language in ("fr", "pt")),
        *((None, f"/{language}/{path}") for language in ("fr", "pt") for path in ("", "practices/", "charter/")),
        (None, "/fr/practices/?page=2"),
        *((None, f"/fr/{attack}/{path}") for path in ("", "practices/")),
        *((None, f"/fr/practices/?kind={quote(payload)}&order={quote(payload)}") for payload in PAYLOADS[::12]),
        (None, f"/fr/account/login/?next={attack}"),
        (None, f"/fr/account/login/?next={quote('javascript:alert(1)')}"),
        *((author, path) for path in ("/fr/desk/", "/fr/desk/practices/", "/fr/desk/practices/new/", "/fr/account/")),
        *((author, f"/fr/desk/practices/{sheet.pk}/") for sheet in (draft, waiting, revised)),
        (house.colleague, f"/fr/desk/practices/{draft.pk}/"),
        (author, f"/fr/desk/practices/{draft.pk}/preview/"),
        (manager, f"/fr/desk/practices/{waiting.pk}/review/"),
        (manager, "/fr/desk/"),
        (house.administrator, "/en/desk/"),
    ]
    return pages


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
        if victim.open(path) not in (200, 404):
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
