"""Whom a review waits for, and when they are reminded."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from directory.people import administrators, managers_of, reviewers
from directory.permissions import Held

from .models import Practice, ReviewState
from .models.review import REMINDED_AFTER
from .permissions import works_on
from .review import NETWORK_REVIEW, PLACE_REVIEW, TO_REVISE, Review


def authors_of(draft: Practice) -> list[User]:
    """Give the author while they work at the place, else its managers, else the network administrators."""
    author = draft.owner
    if author is not None and author.is_active and works_on(author, draft):
        return [author]
    return list(managers_of(draft.place)) or list(administrators())


def its_own(draft: Practice, review: Review) -> set[int]:
    """Give the keys of those who decide neither step of `review`: the author, and who submitted the draft."""
    submitter = review.workflow.requested_by_id if review.workflow is not None else None
    return {key for key in (draft.owner_id, submitter) if key is not None}


def place_readers(draft: Practice, review: Review) -> list[User]:
    """Give who may decide the place review: the managers, else the network administrators, none of them `its_own`."""
    own = its_own(draft, review)
    return list(managers_of(draft.place).exclude(pk__in=own)) or list(administrators().exclude(pk__in=own))


def able_reviewers(draft: Practice, review: Review) -> list[User]:
    """Give the reviewers of the network who may take the draft: none of them `its_own`, none of them related (two queries)."""
    own, places = its_own(draft, review), [draft.place, *draft.cosigning.all()]
    return [
        person
        for person in reviewers()
        if person.pk not in own and not any(held_today(person).related_to(place) for place in places)
    ]


def queue_readers(draft: Practice, review: Review) -> list[User]:
    """Give who is asked to take the draft from the queue: the unrelated reviewers, else the network administrators."""
    return able_reviewers(draft, review) or list(administrators().exclude(pk__in=its_own(draft, review)))


def held_today(reviewer: Any) -> Held:
    """Give what one of `reviewers()` holds today, from the roles that came with them (no query)."""
    places: dict[str, set[int]] = {}
    above: set[int] = set()
    for role in reviewer.roles_today:
        if role.place is not None:
            places.setdefault(role.kind, set()).add(role.place_id)
            above.update(key for key in (role.place.mother_id, role.place.holder_id) if key is not None)
    kinds = frozenset(role.kind for role in reviewer.roles_today)
    return Held(kinds, {kind: frozenset(held) for kind, held in places.items()}, frozenset(), frozenset(above))


def waited_for(draft: Practice, review: Review) -> list[User]:
    """Give the people `review` waits for now, nobody for a draft that is in no review."""
    state = review.state
    if review.step == NETWORK_REVIEW and state is not None and state.taken_by is not None:
        return [state.taken_by]
    if review.step == TO_REVISE:
        return authors_of(draft)
    people = {PLACE_REVIEW: place_readers, NETWORK_REVIEW: queue_readers}.get(review.step)
    return people(draft, review) if people is not None else []


def reminders_due(state: ReviewState, now: datetime) -> int:
    """Give how many reminders should have been sent by `now` in this wait: after a long sleep of the clock, several."""
    return sum(state.waiting_since + after <= now for after in REMINDED_AFTER)


def next_reminder_words(review: Review) -> str:
    """Say when those a review waits for are reminded next, in the reader's hours; nothing where nobody is reminded any more.

    Nobody is reminded of a sheet that a reviewer holds: the seven days are told apart.
    """
    state = review.state
    if state is None or review.step not in (PLACE_REVIEW, NETWORK_REVIEW, TO_REVISE):
        return ""
    if review.is_with_network and state.taken_by_id is not None:
        return ""
    at = state.next_reminder_at
    if at is None:
        return ""
    day = date_format(timezone.localtime(max(at, timezone.now())), "DATE_FORMAT")
    return _("next reminder on %(day)s") % {"day": day}
