"""Deciding a round: what each step may decide, what a decision needs, who decided first, and by whom nothing is published."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from directory.actions import grant_role
from multilingual.languages import writing_in
from practices.actions import (
    AlreadyDecided,
    AlreadyTaken,
    Decision,
    DecisionRefused,
    Incomplete,
    Stale,
    UnderReview,
    decide_review,
    give_back_review,
    save_draft,
    start_practice,
    submit_practice,
    take_back,
    take_review,
)
from practices.models import BLOCKING, CHECKLIST, Practice, Remark, ReviewState
from practices.review import review_of
from practices.versions import version

from .conftest import complete, decide, fresh

ALL = tuple(check.key for check in CHECKLIST)
WHOLE = {"checklist": ALL, "grade": "internal", "grade_reason": "Un bilan interne."}


def decided_as(practice: Practice, by: Any, **values: Any) -> Practice:
    """Decide the open round with these values and no others."""
    now = fresh(practice)
    state = review_of(now).state
    return decide_review(practice=now, round_id=state.pk, expected=version(now), decision=Decision(**values), by=by)


def gaps(practice: Practice, by: Any, **values: Any) -> list[str]:
    """Give the fields a decision is refused for, and prove that it changed nothing."""
    before = list(ReviewState.objects.filter(workflow_state__object_id=str(practice.pk)).values())
    with pytest.raises(DecisionRefused) as refusal:
        decided_as(practice, by, **values)
    assert before == list(ReviewState.objects.filter(workflow_state__object_id=str(practice.pk)).values())
    assert all(str(words) for words in refusal.value.gaps.values())
    return list(refusal.value.gaps)


@pytest.fixture
def flash(house: SimpleNamespace) -> Practice:
    """A flash note in its place review."""
    note = start_practice(place=house.limoges, form="flash", language="fr", by=house.author)
    save_draft(practice=note, changes=complete(), expected=version(fresh(note)), by=house.author)
    submit_practice(practice=note, expected=version(fresh(note)), by=house.author)
    return fresh(note)


def test_a_place_sends_a_full_sheet_on_and_does_not_publish_it(house: SimpleNamespace, submitted: Practice) -> None:
    assert gaps(submitted, house.manager, verdict="published", **WHOLE) == ["verdict"]
    sheet = decided_as(submitted, house.manager, verdict="sent_on", **WHOLE)
    state = ReviewState.objects.get(verdict="sent_on")
    assert (sheet.live, review_of(sheet).step, state.finished_by) == (False, "network_review", house.manager)
    assert (state.grade, state.grade_reason, state.checklist) == ("", "", list(ALL))


def test_a_place_publishes_a_flash_note_with_the_checklist_and_without_a_grade(
    house: SimpleNamespace, flash: Practice
) -> None:
    assert gaps(flash, house.manager, verdict="sent_on", checklist=ALL) == ["verdict"]
    assert gaps(flash, house.manager, verdict="published") == ["checklist"]
    sheet = decided_as(flash, house.manager, verdict="published", **(WHOLE | {"checklist": sorted(BLOCKING)}))
    assert (sheet.live, sheet.code, sheet.grade, sheet.life) == (True, "FP-0001", "", "published")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, ["checklist", "grade", "grade_reason"]),
        ({"checklist": ALL[:4]}, ["checklist", "grade", "grade_reason"]),
        *(({**WHOLE, "checklist": [key for key in ALL if key != missing]}, ["checklist"]) for missing in BLOCKING),
        ({**WHOLE, "checklist": ["rights", "anonymous", "whatever"]}, ["checklist"]),
        ({**WHOLE, "grade": "excellent"}, ["grade"]),
        ({**WHOLE, "grade_reason": "  \n "}, ["grade_reason"]),
    ],
)
def test_a_reviewer_publishes_with_the_points_that_block_a_grade_and_its_reason(
    house: SimpleNamespace, taken: Practice, values: dict[str, Any], refused: list[str]
) -> None:
    assert gaps(taken, house.reviewer, verdict="published", **values) == refused
    assert not fresh(taken).live


def test_what_is_not_a_verdict_of_the_step_is_refused(house: SimpleNamespace, taken: Practice) -> None:
    for verdict in ("sent_on", "skipped", "", "whatever"):
        assert gaps(taken, house.reviewer, verdict=verdict, **WHOLE) == ["verdict"]


def test_to_revise_needs_a_remark_of_this_round(house: SimpleNamespace, submitted: Practice) -> None:
    assert gaps(submitted, house.manager, verdict="to_revise", word="Revoyez tout.") == ["remarks"]
    first = review_of(submitted).state
    Remark.objects.create(
        practice=submitted, round=first, about="need", language="fr", text="Dites-en plus.", author=house.manager
    )
    decided_as(submitted, house.manager, verdict="sent_on")
    take_review(practice=submitted, round_id=review_of(fresh(submitted)).state.pk, by=house.reviewer)
    assert gaps(submitted, house.reviewer, verdict="to_revise") == ["remarks"]
    sheet = decide(submitted, house.reviewer, "to_revise", about="context")
    assert (review_of(sheet).step, review_of(sheet).word) == ("to_revise", "")


def test_a_remark_that_was_settled_still_asks_for_a_revision(house: SimpleNamespace, submitted: Practice) -> None:
    state = review_of(submitted).state
    told = {"about": "need", "language": "fr", "text": "?", "author": house.manager, "done_at": timezone.now()}
    Remark.objects.create(practice=submitted, round=state, **told)
    assert review_of(decide(submitted, house.manager, "to_revise", about="")).step == "to_revise"


def test_declined_needs_a_word_and_keeps_it(house: SimpleNamespace, taken: Practice) -> None:
    assert gaps(taken, house.reviewer, verdict="declined", word=" ") == ["word"]
    sheet = decided_as(taken, house.reviewer, verdict="declined", word=" Hors sujet. ")
    review = review_of(sheet)
    assert (review.step, review.word, review.state.finished_by, review.workflow.status) == (
        "declined",
        "Hors sujet.",
        house.reviewer,
        "cancelled",
    )
    line = PageLogEntry.objects.get(page_id=sheet.pk, action="practices.decline")
    assert (line.user, line.data["step"]) == (house.reviewer, "network")


def test_a_word_is_known_by_its_language(house: SimpleNamespace, taken: Practice, client: Client) -> None:
    decided_as(taken, house.reviewer, verdict="declined", word="Non è una pratica.", language="it")
    client.force_login(house.author)
    with writing_in("pt"):
        page = client.get(reverse("write_practice", kwargs={"pk": taken.pk})).content.decode()
    assert '<div class="prose" dir="auto" lang="it"><p>Non è una pratica.</p></div>' in page


def test_a_round_is_decided_once_and_who_comes_late_is_told_who_decided_and_how(
    house: SimpleNamespace, submitted: Practice
) -> None:
    late = {"practice": submitted, "round_id": review_of(submitted).state.pk, "expected": version(submitted)}
    decide(submitted, house.manager, "sent_on")
    with pytest.raises(AlreadyDecided) as told:
        decide_review(**late, decision=Decision("declined", word="Non."), by=house.administrator)
    state = told.value.state
    assert (state.verdict, state.finished_by, state.finished_at is not None) == ("sent_on", house.manager, True)
    take_back(practice=submitted, by=house.author)
    with pytest.raises(AlreadyDecided):
        decide_review(**late, decision=Decision("sent_on"), by=house.manager)


def test_a_round_of_another_sheet_tells_nothing(house: SimpleNamespace, submitted: Practice, flash: Practice) -> None:
    other = review_of(submitted).state.pk
    decide(submitted, house.manager, "sent_on")
    with pytest.raises(AlreadyDecided) as told:
        decide_review(
            practice=flash, round_id=other, expected=version(flash), decision=Decision("declined"), by=house.manager
        )
    assert told.value.state is None


def test_a_decision_on_another_version_than_was_read_is_refused(house: SimpleNamespace, submitted: Practice) -> None:
    with pytest.raises(Stale):
        decide_review(
            practice=submitted,
            round_id=review_of(submitted).state.pk,
            expected="0.0.0",
            decision=Decision("sent_on"),
            by=house.manager,
        )


def test_the_network_decides_only_while_it_holds_the_sheet(house: SimpleNamespace, in_network: Practice) -> None:
    for person in (house.reviewer, house.administrator):
        with pytest.raises(AlreadyDecided) as told:
            decided_as(in_network, person, verdict="published", **WHOLE)
        assert told.value.state is None
    take_review(practice=in_network, round_id=review_of(in_network).state.pk, by=house.administrator)
    with pytest.raises(AlreadyDecided):
        decided_as(in_network, house.reviewer, verdict="published", **WHOLE)
    assert decided_as(in_network, house.administrator, verdict="published", **WHOLE).grade == "internal"


def test_who_became_related_while_holding_the_sheet_does_not_decide_it(house: SimpleNamespace, taken: Practice) -> None:
    grant_role(person=house.reviewer, kind="advisor", place=house.limoges, by=None)
    with pytest.raises(AlreadyDecided):
        decided_as(taken, house.reviewer, verdict="published", **WHOLE)


WAYS = ("submit", "sent_on", "published", "to_revise", "declined", "take", "give_back", "take_back", "save", "flash")


@pytest.fixture
def crowd(house: SimpleNamespace) -> SimpleNamespace:
    """The house with an author who is also manager, reviewer and administrator: every right there is, on their own sheet."""
    for kind, place in (("manager", house.limoges), ("reviewer", None), ("administrator", None)):
        grant_role(person=house.author, kind=kind, place=place, by=None)
    return house


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=st.lists(st.tuples(st.sampled_from(WAYS), st.sampled_from(["author", "manager", "reviewer"])), max_size=14))
def test_nothing_is_ever_published_without_a_decision_by_somebody_else(
    crowd: SimpleNamespace, ways: list[tuple[str, str]]
) -> None:
    with rolled_back():
        sheet = start_practice(place=crowd.limoges, form="full", language="fr", by=crowd.author)
        save_draft(practice=sheet, changes=complete(), expected=version(fresh(sheet)), by=crowd.author)
        asked: dict[int, Any] = {}
        submitter = None
        for way, name in ways:
            was_open = review_of(fresh(sheet)).is_open
            go(fresh(sheet), way, getattr(crowd, name), crowd)
            review = review_of(fresh(sheet))
            submitter = getattr(crowd, name) if way == "submit" and not was_open else submitter
            if review.is_open:
                asked[review.state.pk] = submitter
        now = fresh(sheet)
        states = ReviewState.objects.filter(workflow_state__object_id=str(sheet.pk))
        published = states.filter(verdict="published", status="approved")
        assert now.live == published.exists()
        assert [state for state in states.decided() if state.finished_by in (crowd.author, asked[state.pk])] == []
        last = published.order_by("pk").last()
        if last is not None:
            assert (now.live_revision_id, now.versions.count()) == (last.revision_id, published.count())
            assert last.grade == now.grade


class rolled_back:  # noqa: N801  a block, read as a word
    """Undo what is done inside the block."""

    def __enter__(self) -> None:
        self.point = connection.savepoint()

    def __exit__(self, *trouble: object) -> None:
        connection.savepoint_rollback(self.point)


def go(sheet: Practice, way: str, person: Any, house: SimpleNamespace) -> None:
    """Go one way with a sheet, whether it is open or not."""
    state = review_of(sheet).state
    round_id = state.pk if state is not None else 0
    try:
        if way == "submit":
            submit_practice(practice=sheet, expected=version(sheet), by=person)
        elif way in ("save", "flash"):
            changes = complete(form="flash" if way == "flash" else "full")
            texts = changes.texts | {"need": f"Un besoin {person.pk}.", "change_note": "Un mot."}
            changes = type(changes)(facts=changes.facts, texts=texts)
            save_draft(practice=sheet, changes=changes, expected=version(sheet), by=house.author, new_revision=True)
        elif way == "take":
            take_review(practice=sheet, round_id=round_id, by=person)
        elif way == "give_back":
            give_back_review(practice=sheet, round_id=round_id, by=person)
        elif way == "take_back":
            take_back(practice=sheet, by=house.author)
        elif state is not None:
            if way == "to_revise":
                Remark.objects.create(practice=sheet, round=state, about="need", language="fr", text="?", author=person)
            decided_as(sheet, person, verdict=way, word="Un mot.", **WHOLE)
    except (AlreadyDecided, AlreadyTaken, DecisionRefused, Incomplete, Stale, UnderReview):
        return
