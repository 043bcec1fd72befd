"""The types of pages, once each: who asks for it, under which address, and what happens before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, Route

from accounts.actions import note_refusal
from accounts.unsubscribing import KIND, unsubscribe_address
from editorial.errors import quiet_page
from practices.notices import tell
from tests.pages.scene import meanwhile


@dataclass(frozen=True)
class Kind:
    """One type of page."""

    name: str
    address: str
    who: str = ""
    """A person of the house; nobody where it is empty."""
    status: int = 200
    before: Callable[[Page, SimpleNamespace], Any] | None = None
    """What is done on the page at `address` to come to the one that is meant."""


def to(name: str, language: str = "fr", **parts: Any) -> str:
    """Give the address of a view in a language."""
    with translation.override(language):
        return reverse(name, kwargs=parts or None)


def kinds(scene: SimpleNamespace) -> list[Kind]:
    """Give every type of page over this scene."""
    return [
        *for_readers(scene.sheets),
        *of_published_versions(scene.sheets),
        *at_the_door(),
        *for_members(scene.sheets),
        *for_reviewers(scene.sheets),
        *about_reports(scene),
        *for_who_is_told(scene),
        *when_all_is_wrong(),
    ]


def for_readers(sheets: SimpleNamespace) -> list[Kind]:
    """Give the pages anyone reads."""
    listed = to("practices")
    pole = sheets.long.terms_of("pole")[0].key
    return [
        Kind("front", to("front")),
        Kind("front in Catalan", to("front", "ca")),
        Kind("list", listed),
        Kind("list in Portuguese, second page", f"{to('practices', 'pt')}?page=2"),
        Kind("list with facets", f"{listed}?pole={pole}&outcome=worked&country=FR"),
        Kind("empty list", f"{listed}?country=CA&outcome=failed"),
        Kind("sheet, original", to("practice", slug=sheets.long.slug)),
        Kind("sheet, untranslated", to("practice", "pt", slug=sheets.long.slug)),
        Kind("sheet, partly translated", to("practice", "it", slug=sheets.translated.slug)),
        Kind("attempt", to("practice", "en", slug=sheets.attempt.slug)),
        Kind("flash note", to("practice", "es", slug=sheets.flash.slug)),
        Kind("charter", to("standing", slug="charter")),
        Kind("standing page, untranslated", to("standing", "ca", slug="association")),
    ]


def of_published_versions(sheets: SimpleNamespace) -> list[Kind]:
    """Give the pages anyone reads of how a sheet was, is marked, kept or taken away."""
    code = sheets.twice.code
    return [
        Kind("version, superseded", to("practice_version", "it", code=code, number=1)),
        Kind("version of today", to("practice_version", code=code, number=2)),
        Kind("history", to("practice_history", code=code)),
        Kind("history of one version", to("practice_history", "pt", code=sheets.archived.code)),
        Kind("sheet to update", to("practice", "es", slug=sheets.to_update.slug)),
        Kind("archived sheet", to("practice", "en", slug=sheets.archived.slug)),
        Kind("withdrawn sheet", to("practice", "ca", slug=sheets.withdrawn.slug), status=410),
        Kind("list with the archive", f"{to('practices')}?archived=1"),
        Kind("how long reviews take", to("review_times")),
    ]


def at_the_door() -> list[Kind]:
    """Give the pages of signing in."""
    return [
        Kind("sign-in", to("account_login")),
        Kind("sign-in, refused", to("account_login", "pt"), before=submit("main form")),
        Kind("code request", to("account_request_login_code")),
        Kind("code confirmation", to("account_request_login_code"), before=ask_for_a_code),
        Kind("password reset", to("account_reset_password")),
        Kind("turned back elsewhere", "/elsewhere/"),
        Kind("password reset, sent", to("account_reset_password_done")),
        Kind("password reset, old link", to("account_reset_password_from_key", uidb36="1", key="no-such")),
    ]


def for_members(sheets: SimpleNamespace) -> list[Kind]:
    """Give the pages of those who write and review."""

    def sheet(name: str, state: str) -> str:
        return to(name, pk=getattr(sheets, state).pk)

    return [
        Kind("account", to("account"), "author"),
        Kind("password", to("account_set_password"), "author"),
        Kind("sign-out", to("account_logout"), "author"),
        Kind("second proof", to("mfa_index"), "manager"),
        Kind("sessions", to("sessions"), "author"),
        Kind("is it you", to("prove_by_code"), "author"),
        Kind("desk of an advisor", to("desk"), "author"),
        Kind("desk of a manager", to("desk"), "manager"),
        Kind("desk of an administrator", to("desk", "en"), "administrator"),
        Kind("desk of nobody", to("desk"), "stranger"),
        Kind("my drafts", to("my_drafts"), "author"),
        Kind("no drafts", to("my_drafts"), "milano_advisor"),
        Kind("start", to("start_practice"), "author"),
        Kind("write full", sheet("write_practice", "draft"), "author"),
        Kind("write flash", sheet("write_practice", "note"), "author"),
        Kind("write in review", sheet("write_practice", "in_review"), "author"),
        Kind("submission refused", sheet("write_practice", "empty"), "author", 422, before=press("submit")),
        Kind("stale", sheet("write_practice", "stale"), "author", 409, before=save_too_late),
        Kind("preview", sheet("preview_practice", "draft"), "author"),
        Kind("write to revise", sheet("write_practice", "to_revise"), "author"),
        Kind("write declined", sheet("write_practice", "declined"), "author"),
        Kind("write published, in review again", sheet("write_practice", "twice"), "author"),
        Kind("journal", sheet("practice_journal", "to_revise"), "author"),
        Kind("all remarks", sheet("practice_remarks", "to_revise"), "author"),
        Kind("life of a sheet", sheet("practice_life", "twice"), "manager"),
        Kind("life, to update", sheet("practice_life", "to_update"), "manager"),
        Kind("life, archived", sheet("practice_life", "archived"), "administrator"),
        Kind("life, withdrawn", sheet("practice_life", "withdrawn"), "manager"),
        Kind("life of a draft", sheet("practice_life", "draft"), "author"),
    ]


def for_reviewers(sheets: SimpleNamespace) -> list[Kind]:
    """Give the pages of those who review."""

    def review(state: str) -> str:
        return to("review_practice", pk=getattr(sheets, state).pk)

    return [
        Kind("desk of a reviewer", to("desk"), "reviewer"),
        Kind("review by the place", review("in_review"), "manager"),
        Kind("review of a second version", review("twice"), "manager"),
        Kind("review, word missing", review("in_review"), "manager", 422, before=decline_wordless),
        Kind("review, to take", review("queued"), "reviewer"),
        Kind("review, held", review("held"), "reviewer"),
        Kind("review, held by another", review("held"), "administrator"),
        Kind("review, nothing graded", review("held"), "reviewer", 422, before=publish_ungraded),
    ]


def about_reports(scene: SimpleNamespace) -> list[Kind]:
    """Give the pages on which readers report a page, and a place answers."""
    return [
        Kind("report a sheet", to("report_practice", slug=scene.sheets.long.slug)),
        Kind("report a page", to("report_page", "pt", slug="charter")),
        Kind("report, thanks", f"{to('report_practice', slug=scene.sheets.long.slug)}?sent=1"),
        Kind("reports", to("reports"), "author"),
        Kind("answer a report", to("answer_report", pk=scene.report.pk), "author"),
    ]


def for_who_is_told(scene: SimpleNamespace) -> list[Kind]:
    """Give the pages of what members are told, and of how often."""
    stop = unsubscribe_address(scene.house.author, KIND, "review_decided").removeprefix(settings.SITE_ADDRESS)
    return [
        Kind("notifications", to("notifications"), "manager", before=be_told),
        Kind("no notifications", to("notifications"), "milano_advisor"),
        Kind("letters", to("letters"), "author"),
        Kind("letters, paused", to("letters", "it"), "manager", before=refuse_letters),
        Kind("unsubscribe", stop),
        Kind("unsubscribed", stop, before=submit("main form")),
    ]


def be_told(page: Page, scene: SimpleNamespace) -> None:
    """Be told of sheets, and look again."""
    told = ((scene.sheets.in_review, "review_waiting", "to_review"), (scene.sheets.long, "sheet_life", "archived"))
    for sheet, kind, what in told:
        tell([scene.house.manager], kind, sheet, what, {"what": what})
    page.reload()


def refuse_letters(page: Page, scene: SimpleNamespace) -> None:
    """Have one's mail server refuse a letter, and look again."""
    note_refusal(address=scene.house.manager.email, is_final=True, now=timezone.now())
    page.reload()


def when_all_is_wrong() -> list[Kind]:
    """Give the pages of what does not exist or does not work."""
    return [
        Kind("404", to("front") + "nowhere/at/all/", status=404),
        Kind("404, unknown language", "/xx/", status=404),
        *(Kind(str(status), f"/fr/{status}/", status=status) for status in (400, 500, 503)),
    ]


def serve_errors(page: Page) -> None:
    """Let the addresses of `when_all_is_wrong` answer with the pages made without a database."""
    request = RequestFactory()
    for status in (400, 500, 503):
        made = quiet_page(request.get(f"/fr/{status}/"), f"{status}.html", status)
        page.route(f"**/fr/{status}/", partial(give, status, made.content))


def give(status: int, body: bytes, route: Route) -> None:
    """Answer in the place of the server."""
    route.fulfill(status=status, headers={"content-type": "text/html; charset=utf-8"}, body=body)


def submit(form: str) -> Callable[[Page, SimpleNamespace], Any]:
    """Send a form as it stands."""
    return lambda page, scene: page.locator(f"{form} .button").first.click()


def press(do: str) -> Callable[[Page, SimpleNamespace], Any]:
    """Press one of the buttons at the foot of the writing form."""
    return lambda page, scene: page.locator(f".bar-tools [name=do][value={do}]").click()


def ask_for_a_code(page: Page, scene: SimpleNamespace) -> None:
    """Ask for a code for an address nobody has."""
    page.locator("[name=email]").fill("personne@membres.example")
    submit("main form")(page, scene)


def save_too_late(page: Page, scene: SimpleNamespace) -> None:
    """Submit a draft a colleague has saved since it was opened."""
    meanwhile(scene)
    press("submit")(page, scene)


def decline_wordless(page: Page, scene: SimpleNamespace) -> None:
    """Decline a sheet without a word."""
    page.locator("[name=verdict][value=declined]").check()
    page.locator("#decide .button").last.click()


def publish_ungraded(page: Page, scene: SimpleNamespace) -> None:
    """Publish a sheet without a grade, a reason or the points that block."""
    page.locator("[name=verdict][value=published]").check()
    page.locator("#decide .button").last.click()
