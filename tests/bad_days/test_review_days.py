"""What goes wrong around a review: the mail is down, the clock is off, remarks pour in, a button is pressed twice."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import PageLogEntry

from accounts.actions import send_due_mail, write_due_notices
from accounts.models import Notification, OutgoingMail
from directory.models import Role
from practices.actions import (
    AlreadyDecided,
    Decision,
    decide_review,
    release_held,
    remind,
    submit_practice,
    take_back,
    take_review,
)
from practices.models import BLOCKING, Practice, Remark, ReviewState, Verdict
from practices.review import review_of
from practices.tests.conftest import decide, fresh
from practices.versions import version
from tests.queries import counted

from .posting import address, decision_on, posted, signed_in, verdict_of

pytestmark = pytest.mark.django_db

MANY = 1_000
HOURS = (-2, 2)
"""How far off the clock of the machine may be."""


@pytest.fixture(autouse=True)
def _mail_by_the_queue(settings: Any) -> None:
    """Send letters as the site does; Django's test runner puts its own backend in the way."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"


# --- the mail server is down --------------------------------------------------------------------


def test_a_dead_mail_server_delays_every_letter_of_a_review_and_nothing_else(
    house: SimpleNamespace, written: Practice, settings: Any
) -> None:
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    author, manager, reviewer = (signed_in(who) for who in (house.author, house.manager, house.reviewer))
    review = f"{address(written)}review/"

    def submit() -> tuple[str, dict[str, Any]]:
        return address(written), posted(written, do="submit")

    def decision(**given: Any) -> tuple[str, dict[str, Any]]:
        return review, decision_on(written, **given)

    steps: list[tuple[Client, Callable[[], tuple[str, dict[str, Any]]], str]] = [
        (author, submit, "place_review"),
        (manager, lambda: decision(verdict=Verdict.SENT_ON), "network_review"),
        (reviewer, lambda: (f"{address(written)}take/", decision_on(written)), "network_review"),
        (reviewer, lambda: decision(verdict=Verdict.TO_REVISE), "to_revise"),
        (author, submit, "network_review"),
        (reviewer, decision, "none"),
    ]
    letters = 0
    for browser, asked, step in steps:
        if step == "to_revise":
            state = review_of(fresh(written)).state
            told = {"round": state, "about": "need", "language": "fr", "text": "Pourquoi ?", "author": house.reviewer}
            Remark.objects.create(practice=written, **told)
        path, given = asked()
        assert browser.post(path, given).status_code == 302, (path, step)
        assert verdict_of(written) == step
        write_due_notices()
        assert send_due_mail() == 0
        assert (OutgoingMail.objects.waiting().count() > letters) == (not path.endswith("take/")), step
        letters = OutgoingMail.objects.waiting().count()
    assert fresh(written).live
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert send_due_mail() == letters == len(mail.outbox)


# --- the clock is off ---------------------------------------------------------------------------


@pytest.mark.parametrize("hours", HOURS)
def test_a_sheet_is_held_and_decided_though_the_clock_is_off(
    house: SimpleNamespace, taken: Practice, hours: int
) -> None:
    Role.objects.update(begins=timezone.localdate() - timedelta(days=2))  # two hours ago may have been yesterday
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert release_held() == 0
        assert remind() == 0
        assert signed_in(house.reviewer).get(f"{address(taken)}review/").status_code == 200
        assert decide(taken, house.reviewer).live
        for path in ("/fr/", "/fr/practices/", "/fr/review-times/", "/fr/practices/FP-0001/history/"):
            assert Client().get(path).status_code == 200


def test_a_clock_that_swings_sends_nothing_twice(house: SimpleNamespace, submitted: Practice) -> None:
    """Fast, slow, fast again around the seventh day: one reminder, whatever the machine thought of the time."""
    write_due_notices()
    before = OutgoingMail.objects.count()
    week = timezone.now() + timedelta(days=7)
    for hours in (2, -2, 2, -2, 2):
        with time_machine.travel(week + timedelta(hours=hours)):
            remind()
            write_due_notices()
    assert OutgoingMail.objects.count() == before + 1


def test_a_clock_that_swings_ends_a_hold_once(house: SimpleNamespace, taken: Practice) -> None:
    over = review_of(fresh(taken)).state.held_until
    released = 0
    for hours in (-2, 2, -2, 2):
        with time_machine.travel(over + timedelta(hours=hours)):
            released += release_held()
    assert released == 1
    assert review_of(fresh(taken)).state.taken_by is None
    assert PageLogEntry.objects.filter(page=taken, action="practices.time_over").count() == 1


def test_a_round_that_ended_before_it_began_is_no_negative_time(house: SimpleNamespace, submitted: Practice) -> None:
    """The clock was two hours fast when the sheet was submitted, and right when it was decided."""
    late = timezone.now() + timedelta(hours=2)
    ReviewState.objects.filter(workflow_state__object_id=str(submitted.pk)).update(started_at=late, waiting_since=late)
    decide(submitted, house.manager, Verdict.SENT_ON)
    page = Client().get("/fr/review-times/")
    assert page.status_code == 200
    assert re.search(r"(?<!\w)[-−]\d", strip_tags(page.content.decode())) is None


# --- a thousand remarks -------------------------------------------------------------------------


def pour(practice: Practice, by: Any, number: int) -> None:
    """Write that many remarks in the open round."""
    state = review_of(fresh(practice)).state
    names = ("summary", "need", "steps", "means_people", "kind")
    Remark.objects.bulk_create(
        Remark(practice=practice, round=state, about=names[turn % 5], language="fr", text=f"Mot {turn}", author=by)
        for turn in range(number)
    )


def test_a_thousand_remarks_cost_no_query_and_no_decision(house: SimpleNamespace, taken: Practice) -> None:
    """The reviewing page, the author's page and the decision: as many queries with a thousand remarks as with one."""
    reviewer, author = signed_in(house.reviewer), signed_in(house.author)
    review = f"{address(taken)}review/"
    pour(taken, house.reviewer, 1)
    costs = [cost(reviewer, review)]
    pour(taken, house.reviewer, MANY - 1)
    costs.append(cost(reviewer, review))
    assert costs[0] == costs[1] <= 42
    assert reviewer.post(review, decision_on(taken, verdict=Verdict.TO_REVISE)).status_code == 302
    assert author.get(address(taken)).status_code == 200
    assert author.post(address(taken), posted(taken, do="submit")).status_code == 302
    with counted() as sent:
        assert reviewer.post(review, decision_on(taken)).status_code == 302
    assert fresh(taken).live
    assert len(sent) <= 130


def cost(browser: Client, path: str) -> int:
    """Give how many queries a page costs the second time it is asked for."""
    for _visit in range(2):
        with counted() as sent:
            assert browser.get(path).status_code == 200
    return len(sent)


# --- twice --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [Verdict.PUBLISHED, Verdict.TO_REVISE, Verdict.DECLINED])
def test_a_double_click_decides_once(house: SimpleNamespace, taken: Practice, verdict: str) -> None:
    pour(taken, house.reviewer, 1)
    browser = signed_in(house.reviewer)
    path, given = f"{address(taken)}review/", decision_on(taken, verdict=verdict)
    told = Notification.objects.count()
    assert browser.post(path, given).status_code == 302
    lines, after = PageLogEntry.objects.filter(page=taken).count(), Notification.objects.count()
    assert browser.post(path, given).status_code in (302, 404, 409)
    assert (PageLogEntry.objects.filter(page=taken).count(), Notification.objects.count()) == (lines, after)
    assert after > told
    assert verdict_of(taken) == {"published": "none", "to_revise": "to_revise", "declined": "declined"}[verdict]
    assert fresh(taken).versions.count() == (verdict == Verdict.PUBLISHED)


def test_a_double_click_takes_once(house: SimpleNamespace, in_network: Practice) -> None:
    browser = signed_in(house.reviewer)
    given = decision_on(in_network)
    for _click in range(2):
        assert browser.post(f"{address(in_network)}take/", given).status_code == 302
    assert PageLogEntry.objects.filter(page=in_network, action="practices.take_review").count() == 1


def test_a_decision_on_a_draft_that_left_review_and_came_back_is_refused(
    house: SimpleNamespace, submitted: Practice
) -> None:
    """The form is of a round that is over: the same words decided nothing about what the author sent again."""
    path, given = f"{address(submitted)}review/", decision_on(submitted, verdict=Verdict.SENT_ON)
    take_back(practice=submitted, by=house.author)
    now = fresh(submitted)
    submit_practice(practice=now, expected=version(now), by=house.author)
    assert signed_in(house.manager).post(path, given).status_code in (302, 409)
    assert verdict_of(submitted) == "place_review"


def test_a_reviewer_who_takes_while_the_author_takes_back_is_told(house: SimpleNamespace, in_network: Practice) -> None:
    given = decision_on(in_network)
    take_back(practice=in_network, by=house.author)
    browser = signed_in(house.reviewer)
    answer = browser.post(f"{address(in_network)}take/", given, follow=True)
    assert answer.status_code in (200, 404)
    assert verdict_of(in_network) == "none"


def test_actions_refuse_what_pages_would(house: SimpleNamespace, in_network: Practice) -> None:
    """Nobody decides a network review they did not take, whichever way they ask."""
    whole = {"grade": "monitored", "grade_reason": "Compté.", "checklist": tuple(BLOCKING)}
    facts = {"practice": in_network, "round_id": review_of(in_network).state.pk, "expected": version(in_network)}
    for person in (house.reviewer, house.manager, house.author, house.administrator):
        with pytest.raises(AlreadyDecided):
            decide_review(**facts, decision=Decision(verdict=Verdict.PUBLISHED, **whole), by=person)
    take_review(practice=in_network, round_id=facts["round_id"], by=house.administrator)
    assert decide_review(**facts, decision=Decision(verdict=Verdict.PUBLISHED, **whole), by=house.administrator).live
