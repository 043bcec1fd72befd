"""Who submitted a draft decides neither step of its review, as if they were its author."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from directory.actions import end_role, grant_role
from directory.models import Role
from practices import desk
from practices.actions import (
    AlreadyDecided,
    hand_on,
    save_draft,
    start_practice,
    submit_practice,
    take_back,
    take_review,
)
from practices.actions.publishing import NothingDecided, publish_reviewed
from practices.models import Practice, ReviewState
from practices.permissions import can_decide, can_read_draft, can_review
from practices.review import review_of
from practices.versions import version
from practices.waiting import place_readers, queue_readers, waited_for

from .conftest import complete, decide, fresh


def again(person: User) -> User:
    """Give a person as a new request knows them."""
    return User.objects.get(pk=person.pk)


def write(house: SimpleNamespace, form: str, by: User) -> Practice:
    """Write a whole draft of Limoges."""
    sheet = start_practice(place=house.limoges, form=form, language="fr", by=by)
    save_draft(practice=sheet, changes=complete(), expected=version(fresh(sheet)), by=by)
    return fresh(sheet)


def submit(practice: Practice, by: User) -> Practice:
    """Submit the draft as it is."""
    submit_practice(practice=practice, expected=version(fresh(practice)), by=by)
    return fresh(practice)


@pytest.fixture
def second(house: SimpleNamespace) -> User:
    """Another manager of Limoges."""
    person = User.objects.create_user("directeur@membres.example", language="fr")
    grant_role(person=person, kind="manager", place=house.limoges, by=None)
    return person


def rows(source: Any, person: User) -> int:
    """Give how many rows of one kind a person has on the desk."""
    return sum(len(section.rows) for section in source(again(person)))


@pytest.mark.parametrize("way", ["the author left", "handed on"])
def test_a_manager_does_not_publish_alone_what_she_submitted(house: SimpleNamespace, second: User, way: str) -> None:
    """A flash note, which its place alone publishes."""
    if way == "handed on":
        note = write(house, "flash", house.manager)
        hand_on(practice=note, to=house.colleague, by=house.manager)
    else:
        note = write(house, "flash", house.author)
        end_role(role=Role.objects.get(person=house.author), by=None)
    note = submit(note, house.manager)
    review = review_of(note)
    people = (house.manager, second, house.administrator)
    assert review.step == "place_review"
    assert [can_decide(again(person), note, review) for person in people] == [False, True, True]
    with pytest.raises(AlreadyDecided):
        decide(note, house.manager)
    assert ([rows(desk.to_review, person) for person in people], place_readers(note, review)) == ([0, 1, 0], [second])
    assert decide(note, second).live


def test_where_only_the_submitter_manages_the_place_the_network_reads(house: SimpleNamespace) -> None:
    note = submit(write(house, "flash", house.author), house.manager)
    assert [state.verdict for state in ReviewState.objects.order_by("pk")] == ["skipped", ""]
    assert (review_of(note).step, decide(note, house.reviewer).live) == ("network_review", True)


def test_who_submits_again_is_who_submitted(house: SimpleNamespace, second: User) -> None:
    sheet = submit(write(house, "full", house.author), house.author)
    decide(sheet, house.manager, "to_revise")
    sheet = submit(sheet, house.manager)
    review = review_of(sheet)
    assert (review.workflow.requested_by, review.step) == (house.manager, "place_review")
    assert [can_decide(person, sheet, review) for person in (house.manager, second)] == [False, True]
    decide(sheet, second, "to_revise")
    review = review_of(submit(sheet, house.author))
    assert [can_decide(person, sheet, review) for person in (house.manager, second)] == [True, True]


def test_a_place_whose_manager_submits_again_has_nobody_to_read_it(house: SimpleNamespace, submitted: Practice) -> None:
    decide(submitted, house.manager, "to_revise")
    assert review_of(submit(submitted, house.manager)).step == "network_review"


def test_an_administrator_who_submitted_reviews_it_nowhere(house: SimpleNamespace, written: Practice) -> None:
    sheet = submit(written, house.administrator)
    place = review_of(sheet)
    assert not can_decide(house.administrator, sheet, place)
    sheet = decide(sheet, house.manager, "sent_on")
    review = review_of(sheet)
    assert [can_review(person, sheet, review) for person in (house.administrator, house.reviewer)] == [False, True]
    with pytest.raises(AlreadyDecided):
        take_review(practice=sheet, round_id=review.state.pk, by=house.administrator)
    assert [rows(desk.to_take, person) for person in (house.administrator, house.reviewer)] == [0, 1]
    assert waited_for(sheet, review) == [house.reviewer]
    end_role(role=Role.objects.get(person=house.reviewer, kind="reviewer"), by=None)
    assert (queue_readers(sheet, review), rows(desk.nobody_can_take, house.administrator)) == ([], 0)


def test_a_reviewer_who_submitted_before_she_left_does_not_read_the_draft(
    house: SimpleNamespace, written: Practice
) -> None:
    sheet = decide(submit(written, house.colleague), house.manager, "sent_on")
    Role.objects.filter(person=house.colleague).delete()
    grant_role(person=house.colleague, kind="reviewer", by=None)
    assert [can_read_draft(again(person), sheet) for person in (house.colleague, house.reviewer)] == [False, True]
    take_back(practice=sheet, by=house.author)
    review = review_of(decide(submit(sheet, house.author), house.manager, "sent_on"))
    assert can_review(again(house.colleague), sheet, review)


def test_where_only_the_submitter_is_left_the_administrators_see_it(
    house: SimpleNamespace, second: User, written: Practice
) -> None:
    sheet = submit(written, house.manager)
    assert (rows(desk.nobody_can_decide, house.administrator), review_of(sheet).step) == (0, "place_review")
    end_role(role=Role.objects.get(person=second), by=None)
    assert rows(desk.nobody_can_decide, house.administrator) == 1
    assert place_readers(sheet, review_of(sheet)) == [house.administrator]


def test_the_engine_publishes_nothing_its_submitter_decided(
    house: SimpleNamespace, second: User, written: Practice
) -> None:
    sheet = submit(written, house.manager)
    state = review_of(sheet).state
    ReviewState.objects.filter(pk=state.pk).update(status="approved", verdict="published", finished_by=house.manager)
    with pytest.raises(NothingDecided):
        publish_reviewed(workflow_state=state.workflow_state, by=house.manager)


def test_who_submitted_is_led_to_where_the_sheet_stands(
    house: SimpleNamespace, second: User, written: Practice
) -> None:
    sheet = submit(written, house.manager)
    client = Client()
    client.force_login(house.manager)
    with translation.override("fr"):
        page, there = (reverse(name, kwargs={"pk": sheet.pk}) for name in ("review_practice", "write_practice"))
    assert (client.get(page).status_code, client.get(page)["Location"]) == (302, there)
