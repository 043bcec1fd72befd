"""Who may what with a practice sheet; whatever is not granted here is denied (rights: the domain page's table)."""

from typing import Any

from directory.people import has_other_manager
from directory.permissions import has_role_at, is_administrator, manages

from .models import Practice


def can_start(user: Any, place: Any) -> bool:
    """Say whether `user` may start a sheet for `place`."""
    return has_role_at(user, place) or is_administrator(user)


def can_read_draft(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read the draft: roles at the signing and co-signing places, network administrators.

    A draft in the bin is there for those who may take it out.
    """
    if practice.binned_at is not None:
        return can_bin(user, practice)
    if is_administrator(user) or has_role_at(user, practice.place):
        return True
    return any(has_role_at(user, place) for place in practice.cosigning.all())


def can_edit(user: Any, practice: Practice) -> bool:
    """Say whether `user` may change and submit the draft."""
    return practice.binned_at is None and (has_role_at(user, practice.place) or is_administrator(user))


can_submit = can_edit


def is_author(user: Any, practice: Practice) -> bool:
    """Say whether `user` started the sheet, or was handed it."""
    return practice.owner_id is not None and practice.owner_id == user.pk


def can_bin(user: Any, practice: Practice) -> bool:
    """Say whether `user` may put a never published draft in the bin, or take it out."""
    if practice.first_published_at is not None:
        return False
    if is_administrator(user) or manages(user, practice.place):
        return True
    return is_author(user, practice) and has_role_at(user, practice.place)


def can_declare_minor(user: Any, practice: Practice) -> bool:
    """Say whether `user` may call a change minor, so that its translations stay current: the author and the managers."""
    if is_administrator(user) or manages(user, practice.place):
        return True
    return is_author(user, practice) and has_role_at(user, practice.place)


def can_change_original(user: Any, practice: Practice) -> bool:
    """Say whether `user` may make another language the original of a published sheet."""
    return practice.live and (manages(user, practice.place) or is_administrator(user))


def can_decide_place_review(user: Any, practice: Practice) -> bool:
    """Say whether `user` may decide the place review: a manager of the place, never of their own sheet.

    Where no manager but the author is left, a network administrator decides.
    """
    if is_author(user, practice) or practice.binned_at is not None:
        return False
    if manages(user, practice.place):
        return True
    return is_administrator(user)


def place_review_falls_to_administrators(practice: Practice) -> bool:
    """Say whether the place has no manager but the author, so that the network administrators are asked (one query)."""
    return not has_other_manager(practice.place, than=practice.owner_id)


def can_agree_to_cosign(user: Any, draft: Practice, place: Any) -> bool:
    """Say whether `user` may agree that `place` is named on the sheet: a manager of it, while the draft names it."""
    return manages(user, place) and any(cosigner.pk == place.pk for cosigner in draft.cosigning.all())
