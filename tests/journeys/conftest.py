"""People with browsers of their own: what every journey begins with."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.tests.conftest import house  # noqa: F401  a place and its people
from tests.journeys.steps import PASSWORD

PATIENCE = 15_000
"""Milliseconds a page may take on a busy machine."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def people(house: SimpleNamespace) -> SimpleNamespace:  # noqa: F811  the fixture imported above
    """The house, its members with a password and a confirmed address."""
    for person in (house.author, house.manager, house.reviewer, house.milano_advisor):
        person.set_password(PASSWORD)
        person.save()
        person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
    return house


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Any:
    """Open a browser of its own for each person: `visit(javascript=False)`."""
    opened = []

    def open_page(*, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=javascript, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    for context in opened:
        context.close()
