"""People who leave in the middle of a review, and places that close: somebody can always go on, and no page breaks."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import send_due_mail, write_due_notices
from accounts.models import OutgoingMail
from directory.actions import end_role, grant_role
from directory.models import PlaceLife
from practices.actions import hand_on, release_held, remind, submit_practice
from practices.models import Practice, Verdict
from practices.review import review_of
from practices.tests.conftest import decide, fresh
from practices.versions import version

from .posting import address, decision_on, signed_in, verdict_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_by_the_queue(settings: Any) -> None:
    """Send letters as the site does; Django's test runner puts its own backend in the way."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"


def leaves(person: Any) -> None:
    """End every role of a person today."""
    for role in person.roles.all():
        end_role(role=role, by=None)


def work_pages(practice: Practice) -> list[str]:
    """Give the addresses where a sheet in review is worked on."""
    here = address(practice)
    return [here, f"{here}preview/", f"{here}review/", f"{here}journal/", "/fr/desk/", "/fr/desk/practices/"]


# --- somebody leaves ----------------------------------------------------------------------------


def test_a_manager_who_leaves_in_place_review_leaves_it_to_the_network(
    house: SimpleNamespace, submitted: Practice
) -> None:
    leaves(house.manager)
    assert signed_in(house.manager).get(f"{address(submitted)}review/").status_code == 404
    desk = signed_in(house.administrator).get("/fr/desk/").content.decode()
    assert submitted.draft_headline in desk
    assert verdict_of(decide(submitted, house.administrator, Verdict.SENT_ON)) == "network_review"


def test_a_manager_who_leaves_between_two_steps_changes_nothing_for_the_second(
    house: SimpleNamespace, taken: Practice
) -> None:
    leaves(house.manager)
    assert review_of(fresh(taken)).is_held_by(house.reviewer)
    assert decide(taken, house.reviewer).live


def test_a_sheet_a_manager_sent_back_before_leaving_still_reaches_somebody(
    house: SimpleNamespace, to_revise: Practice
) -> None:
    """Its place review is resumed, and nobody at the place can decide it: the network's administrators do."""
    leaves(house.manager)
    now = fresh(to_revise)
    submit_practice(practice=now, expected=version(now), by=house.author)
    assert review_of(fresh(now)).is_open
    assert now.draft_headline in signed_in(house.administrator).get("/fr/desk/").content.decode()
    if review_of(fresh(now)).is_with_network:
        return
    assert verdict_of(decide(now, house.administrator, Verdict.SENT_ON)) == "network_review"


def test_an_author_who_leaves_in_review_is_stood_in_for(house: SimpleNamespace, taken: Practice) -> None:
    leaves(house.author)
    write_due_notices()
    before = OutgoingMail.objects.count()
    decide(taken, house.reviewer, Verdict.TO_REVISE)
    write_due_notices()
    told = OutgoingMail.objects.order_by("pk")[before:]
    assert house.manager.email in [address for letter in told for address in letter.recipients]
    assert signed_in(house.author).get(address(taken)).status_code == 404
    assert signed_in(house.colleague).get(address(taken)).status_code == 200
    hand_on(practice=fresh(taken), to=house.colleague, by=house.manager)
    now = fresh(taken)
    assert now.owner == house.colleague
    submit_practice(practice=now, expected=version(now), by=house.colleague)
    assert review_of(fresh(now)).is_held_by(house.reviewer)


@pytest.mark.parametrize("change", ["ends", "becomes related", "is suspended"])
def test_a_reviewer_who_may_no_more_gives_the_sheet_back(
    house: SimpleNamespace, taken: Practice, change: str, django_capture_on_commit_callbacks: Callable
) -> None:
    reviewer = house.reviewer
    with django_capture_on_commit_callbacks(execute=True):
        if change == "ends":
            end_role(role=reviewer.roles.get(kind="reviewer"), by=None)
        elif change == "becomes related":
            grant_role(person=reviewer, kind="advisor", place=house.limoges, by=None)
        else:
            type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=False)
    release_held()
    state = review_of(fresh(taken)).state
    assert state.taken_by is None
    assert decide(taken, house.administrator).live


def test_what_a_reviewer_decides_after_losing_the_right_is_refused(house: SimpleNamespace, taken: Practice) -> None:
    """The page was open; the role ended; the button is pressed."""
    path, given = f"{address(taken)}review/", decision_on(taken)
    browser = signed_in(house.reviewer)
    assert browser.get(path).status_code == 200
    end_role(role=house.reviewer.roles.get(kind="reviewer"), by=None)
    assert browser.post(path, given).status_code in (302, 404)
    assert not fresh(taken).live


# --- a place closes -----------------------------------------------------------------------------


@pytest.mark.parametrize("life", [PlaceLife.DORMANT, PlaceLife.UNLISTED])
@pytest.mark.parametrize("stage", ["submitted", "taken"])
def test_a_place_that_closes_leaves_its_sheets_to_be_decided(
    request: pytest.FixtureRequest, house: SimpleNamespace, stage: str, life: str
) -> None:
    practice = request.getfixturevalue(stage)
    type(house.limoges).objects.filter(pk=house.limoges.pk).update(life=life)
    for person in (house.author, house.colleague, house.manager):
        leaves(person)
    if stage == "submitted":
        practice = decide(practice, house.administrator, Verdict.SENT_ON)
    assert decide(practice, house.reviewer).live
    slug = fresh(practice).slug
    assert Client().get(f"/fr/practices/{slug}/").status_code == 200


@pytest.mark.parametrize("stage", ["submitted", "taken", "to_revise", "declined", "published"])
def test_a_place_that_is_deleted_breaks_no_page(
    request: pytest.FixtureRequest, house: SimpleNamespace, stage: str
) -> None:
    practice = request.getfixturevalue(stage)
    house.limoges.delete()
    browser = signed_in(house.administrator)
    shown = {path: browser.get(path).status_code for path in work_pages(practice)}
    assert [path for path, status in shown.items() if status not in (200, 302)] == []
    release_held()
    remind(now=timezone.now() + timedelta(days=30))
    assert send_due_mail() >= 0
    if stage == "published":
        for path in (practice.slug, "FP-0001/v1", "FP-0001/history"):
            assert Client().get(f"/fr/practices/{path}/").status_code == 200
    if stage == "submitted":
        practice = decide(practice, house.administrator, Verdict.SENT_ON)
    if stage in ("submitted", "taken"):
        assert decide(practice, house.reviewer).live
