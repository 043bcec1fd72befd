"""Taking a sheet from the network's queue, holding it, giving it back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from wagtail.models import PageLogEntry

from directory.actions import grant_role
from practices.actions import AlreadyDecided, AlreadyTaken, give_back_review, take_review
from practices.models import Practice, ReviewState
from practices.review import review_of

from .conftest import decide, fresh


def round_of(practice: Practice) -> ReviewState:
    """Give the open round of the sheet."""
    state = review_of(fresh(practice)).state
    assert state is not None
    return state


def journal(practice: Practice) -> list[str]:
    """Give the actions in the journal of the sheet that are ours, the oldest first."""
    lines = PageLogEntry.objects.filter(page_id=practice.pk, action__startswith="practices.").order_by(
        "timestamp", "pk"
    )
    return list(lines.values_list("action", flat=True))


def test_who_takes_a_sheet_holds_it_seven_days(house: SimpleNamespace, in_network: Practice) -> None:
    take_review(practice=in_network, round_id=round_of(in_network).pk, by=house.reviewer)
    state = round_of(in_network)
    assert state.taken_by == house.reviewer
    assert timedelta(days=6, hours=23) < state.held_until - state.waiting_since <= timedelta(days=7, minutes=1)
    assert journal(in_network)[-1] == "practices.take_review"


def test_who_became_related_since_the_page_was_opened_takes_nothing(
    house: SimpleNamespace, in_network: Practice
) -> None:
    grant_role(person=house.reviewer, kind="advisor", place=house.limoges, by=None)
    with pytest.raises(AlreadyDecided):
        take_review(practice=in_network, round_id=round_of(in_network).pk, by=house.reviewer)
    assert round_of(in_network).taken_by is None


def test_published(
    house: SimpleNamespace,
    published: Practice,
) -> None:
    assert (published.live, published.life, published.grade) == (True, "published", "monitored")


def test_taking_twice_changes_nothing_and_another_is_told_who_was_faster(
    house: SimpleNamespace, taken: Practice
) -> None:
    before = round_of(taken)
    take_review(practice=taken, round_id=before.pk, by=house.reviewer)
    with pytest.raises(AlreadyTaken) as late:
        take_review(practice=taken, round_id=before.pk, by=house.administrator)
    assert (late.value.by, round_of(taken).held_until) == (house.reviewer, before.held_until)
    assert journal(taken).count("practices.take_review") == 1


def test_given_back_it_waits_in_the_queue_anew(house: SimpleNamespace, taken: Practice) -> None:
    before = round_of(taken)
    give_back_review(practice=taken, round_id=before.pk, by=house.administrator)
    assert round_of(taken).taken_by == house.reviewer
    for _click in range(2):
        give_back_review(practice=taken, round_id=before.pk, by=house.reviewer)
    state = round_of(taken)
    assert (state.pk, state.taken_by, state.held_until, state.reminders) == (before.pk, None, None, 0)
    assert state.waiting_since > before.waiting_since
    assert journal(taken)[-2:] == ["practices.take_review", "practices.give_back_review"]


def test_a_place_review_is_not_taken_and_a_round_that_is_over_neither(
    house: SimpleNamespace, submitted: Practice
) -> None:
    first = round_of(submitted).pk
    with pytest.raises(AlreadyDecided):
        take_review(practice=submitted, round_id=first, by=house.reviewer)
    decide(submitted, house.manager, "sent_on")
    with pytest.raises(AlreadyDecided) as late:
        take_review(practice=submitted, round_id=first, by=house.reviewer)
    assert (late.value.state.verdict, late.value.state.finished_by) == ("sent_on", house.manager)
