"""What happens to a review while nobody acts: it returns to the queue, its people are warned and reminded."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from multilingual.signals import announce

from .. import emails
from ..models import Life, Practice, ReviewState
from ..models.review import WARNED_BEFORE
from ..permissions import can_review
from ..review import Review, review_of
from ..versions import latest_draft
from ..waiting import reminders_due
from .drafting import locked
from .taking import return_to_queue

logger = logging.getLogger(__name__)


def release_held(*, now: datetime | None = None) -> int:
    """Put back in the queue what reviewers held for seven days or may no longer review; give how many sheets.

    A reviewer who has two days left is warned, once. Every sheet is a transaction of its own.
    """
    moment = now or timezone.now()
    return one_by_one(ReviewState.objects.held(), lambda page, review: release_if_due(page, review, now=moment))


def release_reviews_of(*, person: Any) -> int:
    """Put back in the queue what `person` holds and may no longer review; give how many sheets.

    For a role that ended, or began and makes the reviewer related.
    """
    held = ReviewState.objects.held().filter(taken_by=person.pk)
    return sum(release_if_forbidden(*reread(key)) for key in keys_of(held))


def remind(*, now: datetime | None = None) -> int:
    """Remind those a review has waited for 7, 14 and 21 days; give for how many sheets.

    Each reminder is sent once. After a long sleep of the clock one is sent in the place of those it missed.
    """
    moment = now or timezone.now()
    waiting = ReviewState.objects.to_remind(moment)
    return one_by_one(waiting, lambda page, review: remind_if_due(page, review, now=moment))


def keys_of(rounds: Any) -> list[int]:
    """Give the keys of the sheets some rounds are about (one query)."""
    return [int(key) for key in rounds.order_by("pk").values_list("workflow_state__object_id", flat=True)]


def reread(key: int) -> tuple[Practice, Review]:
    """Give the sheet, locked, and where its review stands now; raises DoesNotExist where it was deleted."""
    page = locked(key)
    return page, review_of(page)


def one_by_one(rounds: Any, act: Callable[[Practice, Review], bool]) -> int:
    """Do `act` for the sheet of each round, locked, in a transaction of its own; give for how many it did something."""
    done = 0
    for key in keys_of(rounds):
        try:
            with transaction.atomic():
                done += act(*reread(key))
        except Exception:  # one broken sheet does not keep the others waiting
            logger.exception("The clock could not look after the review of sheet %s.", key)
    return done


def release_if_due(page: Practice, review: Review, *, now: datetime) -> bool:
    """Put a held sheet back when its time is over or its holder may not review it; warn who has two days left."""
    state = review.state
    if not review.is_with_network or state is None or state.taken_by is None:
        return False
    draft = latest_draft(page)
    is_over = state.held_until is not None and state.held_until <= now
    if is_over or not can_review(state.taken_by, draft, review):
        release(page, draft, review, is_over=is_over)
        return True
    if state.warned_at is None and state.held_until is not None and state.held_until - WARNED_BEFORE <= now:
        ReviewState.objects.filter(pk=state.pk).update(warned_at=now)
        emails.warn_holder(draft, review)
    return False


def release_if_forbidden(page: Practice, review: Review) -> bool:
    """Put a held sheet back when its holder may no longer review it."""
    state = review.state
    if not review.is_with_network or state is None or state.taken_by is None:
        return False
    draft = latest_draft(page)
    if can_review(state.taken_by, draft, review):
        return False
    release(page, draft, review, is_over=False)
    return True


def release(page: Practice, draft: Practice, review: Review, *, is_over: bool) -> None:
    """Let others take the sheet, with a line in the journal; tell the network administrators."""
    assert review.state is not None  # only what somebody holds is released
    return_to_queue(page, review.state, action="practices.time_over" if is_over else "practices.role_over")
    announce(page, "given_back")
    emails.tell_of_return(draft, review, is_over=is_over)


def remind_if_due(page: Practice, review: Review, *, now: datetime) -> bool:
    """Remind those the sheet waits for, unless they were, or it lies in the bin or is withdrawn."""
    state = review.state
    if state is None or page.binned_at is not None or page.life == Life.WITHDRAWN:
        return False
    due = reminders_due(state, now)
    if due <= state.reminders or (review.is_with_network and state.taken_by_id is not None):
        return False
    ReviewState.objects.filter(pk=state.pk).update(reminders=due)
    state.reminders = due
    emails.remind(latest_draft(page), review, days=(now - state.waiting_since).days)
    return True
