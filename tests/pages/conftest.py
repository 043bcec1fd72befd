"""The scene, and a visitor who goes through the pages in one browser context."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

from practices.tests.conftest import house  # noqa: F401  a place and its people
from tests.pages.kinds import Kind, serve_errors
from tests.pages.scene import build


@pytest.fixture
def scene(house: SimpleNamespace, transactional_db: None) -> SimpleNamespace:  # noqa: F811  the fixture imported above
    """Give a small network with a sheet in every state."""
    return build(house)


class Visitor:
    """Somebody who looks at one page after another and keeps what the browser complains about."""

    def __init__(self, browser: Browser, address: str, scene: SimpleNamespace, **options: Any) -> None:
        self.scene, self.address = scene, address
        self.context = browser.new_context(base_url=address, **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self.watch)
        serve_errors(self.page)
        self.who = ""

    def hear(self, message: Any) -> None:
        """Keep errors of the console, but for the status of the page itself."""
        if message.type == "error" and message.location.get("url") != self.page.url:
            self.complaints.append(f"console: {message.text}")

    def watch(self, request: Any) -> None:
        """Keep requests to any other host."""
        parts = urlsplit(request.url)
        if parts.scheme.startswith("http") and parts.netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"another host: {request.url}")

    def become(self, who: str) -> None:
        """Sign in as a person of the house, or go as nobody."""
        if who == self.who:
            return
        self.context.clear_cookies()
        self.who = who
        if who:
            client = Client()
            client.force_login(getattr(self.scene.house, who))
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])

    def see(self, kind: Kind) -> Response:
        """Come to a page of this kind; give the answer the page came in."""
        self.become(kind.who)
        if kind.before is None:
            answer = self.page.goto(kind.address)
        else:
            self.page.goto(kind.address)
            with self.page.expect_navigation() as arriving:
                kind.before(self.page, self.scene)
            answer = arriving.value
        assert answer.status == kind.status, f"{kind.name}: {answer.status} at {self.page.url}"
        return answer


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer, scene: SimpleNamespace) -> Iterator[Any]:
    """Give a function that opens a browser context: `visitor(color_scheme="dark")`."""
    opened: list[Visitor] = []

    def arrive(**options: Any) -> Visitor:
        opened.append(Visitor(browser, live_server.url, scene, **options))
        return opened[-1]

    yield arrive
    for each in opened:
        each.context.close()
