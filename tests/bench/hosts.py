"""Whom a page asks for something: every request Chromium makes, by the host it goes to."""

import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser import ARGUMENTS, chromium

from .table import Figure
from .visits import cookies_of
from .weights import members_addresses, public_addresses


def asked_hosts(people: SimpleNamespace, address: str) -> Iterator[Figure]:
    """Open the pages as a reader, an author and an editor, and count the other hosts they ask."""
    visits: list[tuple[str, str, Any]] = [(what, path, None) for what, path in public_addresses().items()]
    visits += [(what, path, people.author) for what, path in members_addresses(people).items()]
    visits.append(("editors' home", "/cms/", people.editor))
    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for what, path, person in visits:
            asked = requests_of(browser, address, path, person)
            strangers = {host for host in asked if host != urlsplit(address).netloc}
            note = ", ".join(sorted(strangers)) or f"{len(asked)} requests to its own"
            yield Figure(what, len(strangers), "other hosts", 0, note=note)
        browser.close()


def requests_of(browser: Browser, address: str, path: str, person: Any) -> list[str]:
    """Give the host of each request that opening a page makes, its style sheets, fonts and scripts included."""
    context = browser.new_context(base_url=address)
    if person is not None:
        cookies = cookies_of(person)
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    answer = page.goto(path, wait_until="networkidle")
    context.close()
    if answer is None or answer.status != 200 or urlsplit(answer.url).path != path:
        raise RuntimeError(f"{path}: {answer and (answer.status, answer.url)}")
    return [host for host in asked if host]  # data: and blob: have none
