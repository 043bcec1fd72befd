"""What happens to remarks: made, changed and removed while their round is open, answered, settled, opened again."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from multilingual.signals import announce

from ..models import Practice, Remark, RemarkAnswer
from .deciding import AlreadyDecided, open_round
from .drafting import locked


class RemarkStands(Exception):
    """A remark cannot be changed or removed any more: its round is over, somebody answered it, or it is another's."""


@transaction.atomic
def add_remark(*, practice: Practice, round_id: int, about: str, text: str, language: str, by: Any) -> Remark:
    """Write a remark on a field or a row in the open round; the same remark sent twice is one.

    `about` is a name of `practices.comparing`. Raises `AlreadyDecided` when the round is over, or is one of the network
    that `by` does not hold any more.
    """
    page = locked(practice.pk)
    review, state = open_round(page, round_id)
    if review.is_with_network and not review.is_held_by(by):
        raise AlreadyDecided
    remark, is_new = Remark.objects.get_or_create(
        practice=page, round=state, about=about, text=text, author=by, defaults={"language": language}
    )
    if is_new:
        note(page, "practices.add_remark", remark, by=by)
    return remark


@transaction.atomic
def change_remark(*, remark: Remark, text: str, language: str, by: Any) -> Remark:
    """Say one's own remark in other words. Raises `RemarkStands` where it stands as it is, `Remark.DoesNotExist`."""
    page, remark = own_open_remark(remark, by)
    if (remark.text, remark.language) != (text, language):
        remark.text, remark.language = text, language
        remark.save(update_fields=["text", "language"])
        note(page, "practices.change_remark", remark, by=by)
    return remark


@transaction.atomic
def remove_remark(*, remark: Remark, by: Any) -> None:
    """Take one's own remark away; nothing happens where it is gone. Raises `RemarkStands` where it stands as it is."""
    try:
        page, remark = own_open_remark(remark, by)
    except Remark.DoesNotExist:
        return
    note(page, "practices.remove_remark", remark, by=by)
    remark.delete()


def own_open_remark(remark: Remark, by: Any) -> tuple[Practice, Remark]:
    """Give the locked sheet and the remark as it is now; raises `RemarkStands` unless `by` may still take it back."""
    page, now = locked_remark(remark)
    try:
        review, _state = open_round(page, now.round_id or 0)
    except AlreadyDecided:
        raise RemarkStands from None
    held = not review.is_with_network or review.is_held_by(by)
    if now.author_id != by.pk or not held or now.answers.exists():
        raise RemarkStands
    return page, now


@transaction.atomic
def answer_remark(*, remark: Remark, text: str, language: str, by: Any) -> RemarkAnswer:
    """Answer a remark in its place; the same answer sent twice is one. Raises `Remark.DoesNotExist` where it is gone."""
    page, remark = locked_remark(remark)
    answer, is_new = RemarkAnswer.objects.get_or_create(
        remark=remark, text=text, author=by, defaults={"language": language}
    )
    if is_new:
        note(page, "practices.answer_remark", remark, by=by)
    return answer


@transaction.atomic
def settle_remark(*, remark: Remark, by: Any) -> Remark:
    """Mark a remark as done; doing so twice changes nothing. Raises `Remark.DoesNotExist` where it is gone."""
    page, remark = locked_remark(remark)
    if remark.done_at is None:
        remark.done_by, remark.done_at = by, timezone.now()
        remark.save(update_fields=["done_by", "done_at"])
        note(page, "practices.settle_remark", remark, by=by)
    return remark


@transaction.atomic
def reopen_remark(*, remark: Remark, by: Any) -> Remark:
    """Mark a done remark as open again; doing so twice changes nothing. Raises `Remark.DoesNotExist` where it is gone."""
    page, remark = locked_remark(remark)
    if remark.done_at is not None:
        remark.done_by, remark.done_at = None, None
        remark.save(update_fields=["done_by", "done_at"])
        note(page, "practices.reopen_remark", remark, by=by)
    return remark


def locked_remark(remark: Remark) -> tuple[Practice, Remark]:
    """Give the sheet, locked until the transaction ends, and the remark as the database has it then."""
    page = locked(remark.practice_id)
    return page, Remark.objects.get(pk=remark.pk)


def note(page: Practice, action: str, remark: Remark, *, by: Any) -> None:
    """Write a line in the sheet's journal and tell the other apps; the words of the remark stay in the remark."""
    log(instance=page, action=action, user=by, data={"about": remark.about, "remark": remark.pk})
    announce(page, "remarked")
