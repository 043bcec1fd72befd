"""What can happen to the life of a sheet: to update, still true, archived, withdrawn, brought back; and its reminders."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from directory.permissions import has_role_at
from multilingual.languages import CODES
from multilingual.signals import announce

from .. import emails, life_letters
from ..models import LISTED, READABLE, Life, LifeChange, Practice
from ..review import review_of
from .drafting import locked
from .numbering import remove_version_files, restore_version_files

logger = logging.getLogger(__name__)

ACTIONS = {
    "marked": "practices.mark_to_update",
    "declared": "practices.declare_true",
    "archived": "practices.archive",
    "withdrawn": "practices.withdraw",
    "brought_back": "practices.bring_back",
}
"""What happened → the line of the journal."""
REMINDED_BEFORE = timedelta(days=7)
"""How long before its day the people of a sheet to update are reminded; they are once more on the day."""


class LifeChanged(Exception):
    """Somebody changed the life of the sheet first; `practice` is as it is now."""

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice.life)
        self.practice = practice


@transaction.atomic
def mark_to_update(*, practice: Practice, reason: str, language: str, until: date, by: Any) -> Practice:
    """Tell readers that a published sheet is to be updated, why and until when; tell its people. Raises `LifeChanged`."""
    page = alive(practice, Life.PUBLISHED)
    reminded = int(until - REMINDED_BEFORE <= timezone.localdate())  # the letter of today says it all
    facts = {"reason": reason, "language": language, "until": until, "reminders": reminded}
    return tell(page, "marked", by, begin(page, Life.TO_UPDATE, by=by, **facts))


@transaction.atomic
def declare_true(*, practice: Practice, by: Any) -> Practice:
    """Take the mark "to update" off a sheet whose text still holds. Raises `LifeChanged`."""
    page = alive(practice, Life.TO_UPDATE)
    end(page, Life.TO_UPDATE)
    return turn(page, Life.PUBLISHED, "declared", by)


@transaction.atomic
def archive_practice(*, practice: Practice, reason: str, language: str, by: Any) -> Practice:
    """Leave a sheet readable but out of the lists; what it was stays written down. Raises `LifeChanged`."""
    page = alive(practice, *LISTED)
    return tell(page, "archived", by, begin(page, Life.ARCHIVED, reason=reason, language=language, by=by))


@transaction.atomic
def withdraw_practice(*, practice: Practice, reason: str, language: str, by: Any) -> Practice:
    """Take a sheet away from readers: only the notice of this change is left. Raises `LifeChanged`.

    Its text, revisions, translations and private files stay as they are; its published files are deleted, an open
    review ends. Not Wagtail's unpublishing, which forgets what was live and calls the whole text a draft.
    """
    page = alive(practice, *READABLE)
    review = review_of(page)
    if review.is_open and review.workflow is not None:
        review.workflow.cancel(user=by)
        emails.tell_holder(page, review, end="withdrawn", by=by)
    facts = {"reason": reason, "language": language, "headlines": headlines(page)}
    change = begin(page, Life.WITHDRAWN, by=by, **facts)
    Practice.objects.filter(pk=page.pk).update(live=False)
    remove_version_files(practice=page)
    return tell(page, "withdrawn", by, change)


@transaction.atomic
def bring_back(*, practice: Practice, by: Any) -> Practice:
    """Make an archived or withdrawn sheet what it was before, with every file that is still kept. Raises `LifeChanged`."""
    page = alive(practice, Life.ARCHIVED, Life.WITHDRAWN)
    change = page.life_changes.standing().into(page.life).order_by("-pk").first()
    end(page, page.life)
    if page.life == Life.WITHDRAWN:
        Practice.objects.filter(pk=page.pk).update(live=True)
        restore_version_files(practice=page, by=by)
    return turn(page, change.before if change is not None else Life.PUBLISHED, "brought_back", by)


def alive(practice: Practice, *states: str) -> Practice:
    """Give the sheet locked, if its life still is one of `states`; raises `LifeChanged` with it where it is not."""
    page = locked(practice.pk)
    if page.life not in states or (page.life in READABLE) != page.live:
        raise LifeChanged(page)
    return page


def begin(page: Practice, state: str, *, by: Any, **facts: Any) -> LifeChange:
    """Write down a change into `state`, made for the signing place or for the network, and make it."""
    place = page.place if has_role_at(by, page.place) else None
    change = LifeChange.objects.create(practice=page, state=state, before=page.life, by=by, place=place, **facts)
    Practice.objects.filter(pk=page.pk).update(life=state)
    page.life = state
    return change


def end(page: Practice, state: str) -> None:
    """End what stands of a state."""
    page.life_changes.standing().into(state).update(ended_at=timezone.now())


def turn(page: Practice, state: str, kind: str, by: Any) -> Practice:
    """Make the sheet what it was before a change that ended, and tell."""
    Practice.objects.filter(pk=page.pk).update(life=state)
    return tell(page, kind, by)


def tell(page: Practice, kind: str, by: Any, change: LifeChange | None = None) -> Practice:
    """Write the journal's line, let everything kept for readers be made anew, tell the people of the sheet."""
    page = Practice.objects.select_related("latest_revision", "place", "owner").get(pk=page.pk)
    line = log(instance=page, action=ACTIONS[kind], user=by, data=noted(change) if change is not None else None)
    announce(page, kind)
    until = change.until if change is not None else None
    life_letters.tell_of_change(page, kind=kind, until=until, line=line, by=by)
    return page


def noted(change: LifeChange) -> dict[str, str]:
    """Give what the journal keeps of a change: its reason and language, and until when, where it says so."""
    until = {"until": change.until.isoformat()} if change.until else {}
    return {"comment": change.reason, "language": change.language, **until}


def headlines(page: Practice) -> dict[str, str]:
    """Give the published headline in each language it can be read in."""
    return {code: text for code in CODES if (text := page.text_in("headline", code))}


def remind_life(*, now: datetime | None = None) -> int:
    """Remind the people of sheets to update and of sheets whose results are to be looked at; give how many were told of.

    May run twice, or after a month of silence: each is told of once, in a transaction of its own.
    """
    today = timezone.localdate(now)
    due = LifeChange.objects.to_remind(today, REMINDED_BEFORE).select_related("practice__place", "practice__owner")
    told = sum(apart(change.practice, partial(remind, change, today)) for change in due)
    sheets = Practice.objects.to_look_at(today).not_told().select_related("place", "owner")
    return told + sum(apart(practice, partial(ask_for_results, practice)) for practice in sheets)


def apart(practice: Practice, act: Callable[[], bool]) -> bool:
    """Do `act`, a transaction of its own, for one sheet; say whether it did something."""
    try:
        return act()
    except Exception:  # one broken sheet does not keep the others waiting
        logger.exception("The clock could not look after the life of sheet %s.", practice.pk)
        return False


@transaction.atomic
def remind(change: LifeChange, today: date) -> bool:
    """Write one reminder of a sheet to update, unless another run of the clock did."""
    assert change.until is not None  # only changes with a day are asked for
    number = 2 if change.until <= today else 1
    if not LifeChange.objects.standing().filter(pk=change.pk, reminders__lt=number).update(reminders=number):
        return False
    life_letters.remind_of_update(change, number=number)
    return True


@transaction.atomic
def ask_for_results(practice: Practice) -> bool:
    """Ask once for the results a sheet promised for a day that has come."""
    waiting = Practice.objects.filter(pk=practice.pk, look_again_on=practice.look_again_on).not_told()
    if not waiting.update(looked_again_on=practice.look_again_on):
        return False
    life_letters.ask_for_results(practice)
    return True
