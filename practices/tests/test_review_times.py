"""The public page that says how long reviews take."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Page, Revision, Workflow, WorkflowState

from directory.models import Role, RoleKind
from practices.actions import start_practice
from practices.actions.reviewing import WORKFLOW_NAME
from practices.models import HELD_FOR, NetworkReview, PlaceReview, Practice, ReviewState
from practices.times import Line, times
from practices.views import times as page
from tests.queries import queries

NOW = datetime(2030, 6, 1, tzinfo=UTC)


def a_revision(key: int) -> Revision:
    """Write a revision of a sheet that nobody reads."""
    kind = ContentType.objects.get_for_model
    return Revision.objects.create(
        content_type=kind(Practice), base_content_type=kind(Page), object_id=str(key), content={}, object_str=""
    )


def sheet_number(number: int) -> int:
    """Give the key of a sheet of Limoges, written where there are not so many yet."""
    author = Role.objects.filter(kind=RoleKind.ADVISOR, place__slug="limoges").select_related("person", "place").first()
    while Practice.objects.count() <= number:
        start_practice(place=author.place, form="full", language="fr", by=author.person)
    return Practice.objects.order_by("pk").values_list("pk", flat=True)[number]


def round_of(number: int, step: str, verdict: str, start: float, end: float, *, taken: float | None = None) -> None:
    """Write a decided round of the sheet of this number; the moments are days before `NOW`."""
    sheet = sheet_number(number)
    kind = ContentType.objects.get_for_model
    workflow = WorkflowState.objects.create(
        workflow=Workflow.objects.get(name=WORKFLOW_NAME), content_type=kind(Practice), base_content_type=kind(Page),
        object_id=str(sheet), status=WorkflowState.STATUS_APPROVED,
    )  # fmt: skip
    task = (PlaceReview if step == "place" else NetworkReview).objects.get()
    state = ReviewState(
        workflow_state=workflow, revision=a_revision(sheet), task=task, step=step, verdict=verdict, status="approved"
    )
    state.finished_at = NOW - timedelta(days=end)
    if taken is not None:
        state.held_until = NOW - timedelta(days=taken) + HELD_FOR
    state.save()
    ReviewState.objects.filter(pk=state.pk).update(started_at=NOW - timedelta(days=start))


@pytest.fixture(autouse=True)
def _site(house: Any) -> None:
    """Set the workflow up."""


def measured(now: datetime = NOW) -> dict[str, tuple[float | None, int]]:
    """Give median and number of rounds of each step."""
    return {line.step: (line.days, line.rounds) for line in times(now)}


NOTHING = dict.fromkeys(("place", "queue", "reading", "revising", "whole"), (None, 0))


def test_one_sheet_through_every_step() -> None:
    round_of(1, "place", "to_revise", 100, 97)
    round_of(1, "place", "sent_on", 90, 88)
    round_of(1, "network", "to_revise", 88, 78, taken=83)
    round_of(1, "network", "published", 70, 69, taken=70)
    assert measured() == {
        "place": (2.5, 2),
        "queue": (5.0, 1),  # the second round went back to the reviewer who knew it
        "reading": (3.0, 2),
        "revising": (7.5, 2),
        "whole": (31.0, 1),
    }


def test_a_later_version_counts_from_its_own_submission() -> None:
    round_of(1, "place", "published", 100, 98)
    round_of(1, "place", "published", 30, 20)
    assert measured() == NOTHING | {"place": (6.0, 2), "whole": (6.0, 2)}


def test_what_ended_more_than_a_year_ago_is_not_counted_but_its_beginning_is() -> None:
    round_of(1, "place", "to_revise", 900, 890)
    round_of(1, "place", "published", 400, 360)
    round_of(2, "place", "published", 380, 366)
    assert measured() == NOTHING | {"place": (40.0, 1), "whole": (540.0, 1)}


def test_skipped_and_ended_reviews_are_not_counted() -> None:
    round_of(1, "place", "skipped", 10, 10)
    round_of(1, "place", "", 9, 8)
    assert measured() == NOTHING


def test_a_clock_that_went_back_makes_no_negative_time() -> None:
    round_of(1, "place", "sent_on", 10, 10.1)
    assert measured()["place"] == (0.0, 1)


def test_the_bars_are_shares_of_the_longest() -> None:
    round_of(1, "place", "to_revise", 100, 99)
    round_of(1, "place", "published", 89, 88)
    assert {line.step: line.share for line in times(NOW)} == {
        "place": 8, "queue": 0, "reading": 0, "revising": 83, "whole": 100,
    }  # fmt: skip


def test_days_in_words() -> None:
    with translation.override("en"):
        words = [Line("place", days, 1, 0).words for days in (None, 0.4, 1.2, 7.6)]
    assert words == ["–", "less than a day", "1 day", "8 days"]


@pytest.mark.parametrize("number", [1, 60])
def test_the_page_asks_the_same_of_the_database_for_one_sheet_and_for_many(number: int) -> None:
    for sheet in range(number):
        round_of(sheet, "place", "published", 10, 8)
    with queries(1):
        assert len(times(NOW)) == 5


def test_anyone_reads_the_page_and_finds_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with translation.override("en"):
        empty = client.get("/en/review-times/").content.decode()
        round_of(1, "place", "published", 10, 8)
        monkeypatch.setattr(page, "times", lambda: times(NOW))
        from editorial import caching

        caching.forget_everything()
        answer = client.get("/en/review-times/")
    text = answer.content.decode()
    assert ("No review ended" in empty, "<table" in empty) == (True, False)
    assert '<th scope="row">Place review</th><td class="num">2 days</td>' in text
    assert 'href="/en/review-times/"' in client.get("/en/").content.decode()
    assert (answer.status_code, answer.cookies.output()) == (200, "")


def test_the_months_are_counted_from_today() -> None:
    assert [line.rounds for line in times()] == [0] * 5
    round_of(1, "place", "published", 0, 0)
    ReviewState.objects.update(started_at=timezone.now() - timedelta(days=2), finished_at=timezone.now())
    assert {line.step: line.rounds for line in times()} == {
        "place": 1, "queue": 0, "reading": 0, "revising": 0, "whole": 1,
    }  # fmt: skip
