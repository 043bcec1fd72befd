"""Somebody is asked in, proves who she is, writes and loses her rights; letters come as one wishes; a member is forgotten."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.actions import choose_rhythms, make_exports, write_digests
from accounts.models import Notification, Rhythm, User
from accounts.tests.test_passkeys import device, sign_out
from directory.models import Role
from practices.actions import save_draft, start_practice, submit_practice
from practices.models import Practice, Verdict
from practices.tests.conftest import complete, decide, fresh
from practices.versions import version
from tests import canary
from tests.journeys.steps import PASSWORD, saved, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "nouvelle+conseil@limoges.example"
WORD = "Bienvenue ! Commencez par ce que vous avez essayé cet automne."
HEADLINE = "Une heure pour relire un CV à deux"


@pytest.fixture
def newcomer(visit: Any) -> Page:
    """The browser of somebody without an account, on a computer that recognises its owner."""
    page = visit()
    device(page)
    return page


def test_from_an_invitation_to_a_draft_and_out_again(people: SimpleNamespace, visit: Any, newcomer: Page) -> None:
    manager = visit()
    sign_in(manager, people.manager)
    invite(manager)
    come_in(newcomer, letter_to(ADDRESS))
    take_first_steps(newcomer)
    enrol_a_passkey(newcomer)
    sign_in_by_passkey(newcomer)
    write_a_draft(newcomer)
    end_her_role(manager, people)
    her_page_is_closed(newcomer)


def letter_to(address: str) -> EmailMessage:
    """Give the one letter that was written to an address."""
    [letter] = [letter for letter in mail.outbox if letter.to == [address]]
    return letter


def invite(page: Page) -> None:
    """Ask a new advisor in, with a word; the list says that she has not answered yet."""
    page.goto("/fr/desk/people/invite/")
    page.locator("[name=address]").fill(ADDRESS.upper())
    page.locator("[name=kind]").select_option("advisor")
    page.locator("[name=word]").fill(WORD)
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/desk/people/invitations/$"))
    expect(page.locator("main")).to_contain_text(ADDRESS)


def come_in(page: Page, letter: EmailMessage) -> None:
    """Open the letter's link, accept the conditions and be in, without a password; the link opens nothing after that."""
    assert f"> {WORD}" in letter.body
    [link] = re.findall(r"https?://[^/\s]+(/fr/come-in/\S+)", letter.body)
    page.goto(link)
    expect(page.locator("main")).to_contain_text(WORD)
    page.locator("main form .button").click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("[name=conditions]").check()
    page.locator("main form .button").click()
    expect(page).to_have_url(re.compile("/desk/first-steps/language/$"))
    assert page.request.get(link).status == 404


def take_first_steps(page: Page) -> None:
    """Say language and rhythm, read one's place and function, leave the last page by the desk."""
    page.locator(f"[name=rhythm][value={Rhythm.DAILY}]").check()
    page.locator("main form .button").first.click()
    expect(page.locator("main .lines")).to_contain_text("Limoges")
    page.locator("[name=do][value=skip]").click()
    expect(page.locator("main .lines a[href='/fr/desk/practices/new/']")).to_be_visible()
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/fr/desk/$"))


def enrol_a_passkey(page: Page) -> None:
    """Add a passkey from one's account; the codes for the day it is lost are shown once."""
    page.goto("/fr/account/")
    page.locator("main a[href='/fr/account/second-factor/']").click()
    page.locator("main a[href$='/passkeys/add/']").first.click()
    page.locator("[name=name]").fill("Mon ordinateur")
    page.locator("form[data-passkey] .button").click()
    expect(page.locator(".codes li")).to_have_count(10)


def sign_in_by_passkey(page: Page) -> None:
    """Leave, and come back by the passkey alone."""
    sign_out(page)
    page.goto("/fr/account/login/")
    page.locator("form[data-passkey] .button").click()
    expect(page).to_have_url(re.compile("/fr/desk/$"))


def write_a_draft(page: Page) -> None:
    """Start a sheet of Limoges and write."""
    page.goto("/fr/desk/practices/new/")
    page.locator("[name=headline]").fill(HEADLINE)
    page.get_by_role("button", name="Commencer à écrire").click()
    page.locator("[name=need]").fill("Personne ne relit seul son CV.")
    saved(page)
    assert Practice.objects.get().owner == User.objects.get(email=ADDRESS)


def end_her_role(page: Page, people: SimpleNamespace) -> None:
    """End the new advisor's role, found among the people of the place."""
    role = Role.objects.get(person__email=ADDRESS)
    page.goto(f"/fr/desk/places/{people.limoges.pk}/people/")
    page.locator(f"main a[href='/fr/desk/roles/{role.pk}/']").first.click()
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile(f"/desk/places/{people.limoges.pk}/people/"))


def her_page_is_closed(page: Page) -> None:
    """The page she left open saves nothing any more and says so, her words still in it; another one asks who she is."""
    page.locator("[name=need]").fill("Des mots écrits après la fin.")
    expect(page.locator("#save-state")).to_have_class(re.compile("save-fail"))
    expect(page.locator("#save-state")).to_have_text(page.locator("#save-state").get_attribute("data-signed-out"))
    expect(page.locator("[name=need]")).to_have_value("Des mots écrits après la fin.")
    assert "après la fin" not in Practice.objects.get().latest_revision.content["need"]
    page.context.new_page().goto("/fr/desk/")
    expect(page.context.pages[-1]).to_have_url(re.compile("/account/login/"))
    expect(page.context.pages[-1].locator("main")).not_to_contain_text(HEADLINE)


MADRID = ZoneInfo("Europe/Madrid")
WAITING = "review_waiting"


def test_a_digest_in_catalan_at_seven_and_no_more_of_them_by_one_click(people: SimpleNamespace, visit: Any) -> None:
    reviewer = people.reviewer
    User.objects.filter(pk=reviewer.pk).update(language="ca", time_zone="Europe/Madrid")
    choose_rhythms(person=reviewer, rhythms={WAITING: Rhythm.DAILY}, by=reviewer)
    sent_on_to_the_network(people)
    morning = (datetime.now(MADRID) + timedelta(days=1)).replace(hour=7, minute=0, second=0, microsecond=0)
    Notification.objects.update(made_at=morning - timedelta(hours=3))
    mail.outbox.clear()
    assert (write_digests(now=morning - timedelta(minutes=1)), write_digests(now=morning)) == (0, 1)

    letter = letter_to(reviewer.email)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert HEADLINE not in letter.body
    page = visit(javascript=False)
    [path] = re.findall(r"<https?://[^/]+(/mail/unsubscribe/[^>]+)>", letter.extra_headers["List-Unsubscribe"])
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("lang", "ca")
    assert rhythm_of(reviewer) == Rhythm.DAILY
    for _again in range(2):
        assert page.request.post(path, form={"List-Unsubscribe": "One-Click"}).status == 200
    assert rhythm_of(reviewer) == Rhythm.NEVER
    assert page.context.cookies() == []


def rhythm_of(person: User) -> str:
    """Give how often somebody is written to about sheets that wait for their review."""
    return person.rhythms.get(kind=WAITING).rhythm


def sent_on_to_the_network(people: SimpleNamespace) -> None:
    """Have a sheet of Limoges wait in the network's queue."""
    draft = start_practice(place=people.limoges, form="full", language="fr", by=people.author)
    changes = complete()
    changes.texts["headline"] = HEADLINE
    save_draft(practice=draft, changes=changes, expected=version(fresh(draft)), by=people.author)
    submitted = submit_practice(practice=draft, expected=version(fresh(draft)), by=people.author)
    decide(submitted, people.manager, Verdict.SENT_ON)


NAME = "Quirina Folgueroles"


def test_an_erased_member_leaves_no_trace_but_the_sheets_of_her_place(
    people: SimpleNamespace, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, manager, reader = people.author, people.manager, visit(javascript=False)
    User.objects.filter(pk=author.pk).update(shown_name=NAME)
    address, pk = author.email, author.pk
    sheet = published_sheet(people)
    page, other_device = visit(), visit()
    sign_in(page, author)
    sign_in(other_device, author)

    take_a_copy(page, address)
    be_forgotten(page, address)
    other_device.goto("/fr/desk/")
    expect(other_device).to_have_url(re.compile("/account/login/"))
    monkeypatch.setattr(canary, "WORDS", (NAME, address))
    assert (canary.found_in_rows(), canary.found_in_files(), canary.found_in_cache()) == ([], [], [])
    assert User.objects.get(pk=pk).erased_at is not None

    reader.goto(f"/fr/practices/{sheet.slug}/")
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    expect(reader.locator("main")).to_contain_text("Limoges")
    colleague = visit()
    sign_in(colleague, manager)
    colleague.goto(f"/fr/desk/practices/{sheet.pk}/journal/")
    expect(colleague.locator("main")).to_contain_text("Ancien membre", ignore_case=True)
    sign_in_is_refused(visit(), address)


def published_sheet(people: SimpleNamespace) -> Practice:
    """Have a sheet of Limoges read twice and published."""
    sent_on_to_the_network(people)
    return fresh(decide(Practice.objects.get(), people.reviewer))


def take_a_copy(page: Page, address: str) -> None:
    """Ask for a copy of everything, let the worker make it, and fetch it: her name and address are in it."""
    page.goto("/fr/account/data/")
    page.locator("main form .button").first.click()
    expect(page.locator("main form")).to_have_count(0)
    assert make_exports() == 1
    page.goto("/fr/account/data/")
    with page.expect_download() as fetched:
        page.locator("main a[download]").click()
    with ZipFile(fetched.value.path()) as copy:
        words = b"".join(copy.read(name) for name in copy.namelist()).decode(errors="replace")
    assert NAME in words
    assert address in words


def be_forgotten(page: Page, address: str) -> None:
    """Erase the account, the address typed once more; a wrong one erases nothing."""
    page.goto("/fr/account/data/")
    page.locator("main a[href='/fr/account/data/erase/']").click()
    page.locator("[name=address]").fill("une-autre@limoges.example")
    page.locator("main form .button").first.click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("[name=address]").fill(address)
    page.locator("main form .button").first.click()
    expect(page).to_have_url(re.compile("/account/erased/"))


def sign_in_is_refused(page: Page, address: str) -> None:
    """Find no door any more."""
    page.goto("/fr/account/login/")
    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form .button").first.click()
    expect(page.locator("#errors")).to_be_visible()
