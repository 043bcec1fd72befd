"""Who reads a sheet of the network's queue: a reviewer takes it by a button, holds it, gives it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from multilingual.signals import announce

from ..drafted import read_draft
from ..models import HELD_FOR, Practice, ReviewState
from ..permissions import can_review
from .deciding import AlreadyDecided, ended_round, open_round
from .drafting import locked


class AlreadyTaken(Exception):
    """Another reviewer was faster; `by` is who holds the sheet."""

    def __init__(self, by: Any) -> None:
        super().__init__("already taken")
        self.by = by


@transaction.atomic
def take_review(*, practice: Practice, round_id: int, by: Any) -> Practice:
    """Take the sheet out of the network's queue and hold it for seven days; taking it twice changes nothing.

    Raises `AlreadyTaken` naming who holds it, `AlreadyDecided` when this round is over or not `by`'s to take any more.
    """
    page = locked(practice.pk)
    review, state = open_round(page, round_id)
    if not review.is_with_network or not can_review(by, read_draft(page), review):
        raise AlreadyDecided(ended_round(page, round_id))
    if state.taken_by_id not in (None, by.pk):
        raise AlreadyTaken(state.taken_by)
    if state.taken_by_id is None:
        hand_to(page, state, by, action="practices.take_review")
        announce(page, "taken")
    return page


@transaction.atomic
def give_back_review(*, practice: Practice, round_id: int, by: Any) -> Practice:
    """Put the sheet `by` holds back into the network's queue; nothing happens where they do not hold it any more.

    Raises `AlreadyDecided` when this round is over.
    """
    page = locked(practice.pk)
    review, state = open_round(page, round_id)
    if review.is_held_by(by):
        return_to_queue(page, state, by=by)
        announce(page, "given_back")
    return page


def hand_to(page: Practice, state: ReviewState, person: Any, *, action: str, by: Any = None) -> None:
    """Let `person` hold the round from now on, with a line in the journal; the sheet is locked by the caller."""
    until = timezone.now() + HELD_FOR
    ReviewState.objects.filter(pk=state.pk).update(taken_by=person, held_until=until, warned_at=None)
    state.taken_by, state.held_until, state.warned_at = person, until, None
    log(instance=page, action=action, user=by or person, data={"holder": person.pk})


def return_to_queue(
    page: Practice, state: ReviewState, *, by: Any = None, action: str = "practices.give_back_review"
) -> None:
    """Let nobody hold the round any more, and count its wait anew, with a line in the journal; the caller locks the sheet."""
    now, holder = timezone.now(), state.taken_by_id
    ReviewState.objects.filter(pk=state.pk).update(
        taken_by=None, held_until=None, warned_at=None, waiting_since=now, reminders=0
    )
    state.taken_by, state.held_until, state.warned_at = None, None, None
    state.waiting_since, state.reminders = now, 0
    log(instance=page, action=action, user=by, data={"holder": holder})
