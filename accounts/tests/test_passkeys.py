"""A passkey in Chromium, on a device that is not there: added, used to sign in, asked for as a second proof."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actions import note_roles, open_account
from accounts.models import User
from tests.pages.test_every_page import EVERYTHING, barriers, sideways

from .door import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager(settings) -> User:
    """Somebody who decides for others, and has nothing but a password."""
    settings.SECOND_FACTOR_REQUIRED = True
    person = open_account(email="lucia@milano.example", language="fr", password=PASSWORD, by=None)
    note_roles(person=person, may_enter_cms=False, is_network_administrator=False, needs_second_factor=True)
    return person


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A browser with a device that recognises its owner; a passkey is for a name, not for a number: localhost."""
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def device(page: Page) -> Any:
    """Put a device into the computer."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def by_password(page: Page, person: User) -> None:
    """Send address and password."""
    page.goto("/fr/account/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .button").first.click()


def sign_out(page: Page) -> None:
    """Leave."""
    page.goto("/fr/account/logout/")
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/fr/$"))


def test_a_passkey_is_added_signs_in_and_is_the_second_proof(page: Page, manager: User) -> None:
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    device(page)

    by_password(page, manager)
    expect(page).to_have_url(re.compile("/account/second-factor/"))
    page.locator("main a[href$='/passkeys/add/']").click()
    expect(page).to_have_url(re.compile("/passkeys/add/"))
    page.locator("[name=name]").fill("Mon ordinateur")
    page.locator("form[data-passkey] .button").click()
    expect(page).to_have_url(re.compile("/recovery-codes/"))
    expect(page.locator(".codes li")).to_have_count(10)
    page.locator("main .button").first.click()
    expect(page).to_have_url(re.compile("/fr/desk/"))
    assert Authenticator.objects.get(user=manager, type="webauthn").wrap().name == "Mon ordinateur"

    sign_out(page)
    page.goto("/fr/account/login/?next=/fr/account/sessions/")
    page.locator("form[data-passkey] .button").click()
    expect(page).to_have_url(re.compile(r":\d+/fr/account/sessions/$"))
    expect(page.locator(".lines li")).to_have_count(1)

    sign_out(page)
    by_password(page, manager)
    expect(page).to_have_url(re.compile("/login/second-factor/"))
    page.goto("/fr/desk/")
    expect(page).to_have_url(re.compile("/login/second-factor/"))
    page.locator("form[data-passkey] .button").click()
    expect(page).to_have_url(re.compile("/fr/desk/"))
    assert problems == []


def test_a_device_that_does_not_answer_is_told_in_words_and_leaves_the_other_ways(page: Page, manager: User) -> None:
    session, key = device(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto("/fr/account/login/")
    page.locator("form[data-passkey] .button").click()
    expect(page.locator("form[data-passkey] [role=alert]")).not_to_be_empty()
    by_password(page, manager)
    expect(page).to_have_url(re.compile("/account/second-factor/"))


def test_without_scripts_the_passkey_is_not_offered_and_the_app_is(
    browser: Browser, live_server: LiveServer, manager: User
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/fr/account/login/")
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    by_password(page, manager)
    page.goto("/fr/account/second-factor/passkeys/add/")
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    expect(page.locator("noscript, .help").first).to_be_visible()
    page.goto("/fr/account/second-factor/app/")
    expect(page.locator(".qr")).to_be_visible()
    context.close()


ACCOUNT = (
    "",
    "addresses/",
    "sessions/",
    "second-factor/",
    "second-factor/app/",
    "second-factor/passkeys/add/",
    "login/",
)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_every_page_of_ones_account_is_open_to_everybody(
    page: Page, manager: User, settings, width: int, scheme: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    by_password(page, manager)
    faults = []
    for path in ACCOUNT:
        page.goto(f"/fr/account/{path}")
        faults += [f"{path}: {fault}" for fault in (*barriers(page, EVERYTHING), *sideways(page, width))]
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=f"{shots}/{width}-{path.replace('/', '-')}.png", full_page=True)
    assert faults == []
