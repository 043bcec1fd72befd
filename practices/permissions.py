"""Who may what with a practice sheet; whatever is not granted here is denied (rights: the domain page's table)."""

from typing import Any

from directory.people import has_other_manager
from directory.permissions import has_role_at, is_administrator, is_editor, is_related_to, manages, reviews

from .drafted import drafted_cosigners
from .models import LISTED, READABLE, Life, Practice, ReviewState, ReviewStep, Verdict
from .review import NO_REVIEW, Review, review_of


def can_start(user: Any, place: Any) -> bool:
    """Say whether `user` may start a sheet for `place`."""
    return has_role_at(user, place) or is_administrator(user)


def works_on(user: Any, practice: Practice) -> bool:
    """Say whether `user` has a role at the signing place, or is a network administrator."""
    return is_administrator(user) or has_role_at(user, practice.place)


def can_read_draft(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read the draft: roles at the signing and co-signing places, network administrators.

    Unrelated reviewers too, while it is in network review. A draft in the bin is there for those who may take it out,
    that of a withdrawn sheet for its place and network administrators.
    """
    if practice.binned_at is not None:
        return can_bin(user, practice)
    if works_on(user, practice):
        return True
    if practice.life == Life.WITHDRAWN:
        return False
    if any(has_role_at(user, place) for place in drafted_cosigners(practice)):
        return True
    return reads_for_network(user, practice)


def can_edit(user: Any, practice: Practice) -> bool:
    """Say whether `user` may change and submit the draft; no draft may change a withdrawn sheet before it is brought back."""
    return practice.binned_at is None and practice.life != Life.WITHDRAWN and works_on(user, practice)


can_submit = can_edit


def is_author(user: Any, practice: Practice) -> bool:
    """Say whether `user` started the sheet, or was handed it."""
    return practice.owner_id is not None and practice.owner_id == user.pk


def is_its_manager(user: Any, practice: Practice) -> bool:
    """Say whether `user` is one of the sheet's managers: those of the place, its label holder and mother, without the author."""
    return manages(user, practice.place) and not is_author(user, practice)


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
    return practice.live and (is_its_manager(user, practice) or is_administrator(user))


def can_decide_place_review(user: Any, practice: Practice, review: Review) -> bool:
    """Say whether `user` may decide the place review: a manager of the place or a network administrator.

    Never the author, nor who submitted the draft to `review`.
    """
    if is_author(user, practice) or review.is_submitted_by(user):
        return False
    if practice.binned_at is not None or practice.life == Life.WITHDRAWN:
        return False
    return manages(user, practice.place) or is_administrator(user)


def has_nobody_for_place_review(practice: Practice, submitter: int | None) -> bool:
    """Say whether the place has no manager but the author and who submits, so that its review is skipped (one query)."""
    return not has_other_manager(practice.place, than=(practice.owner_id, submitter))


def can_review(user: Any, practice: Practice, review: Review) -> bool:
    """Say whether `user` may take and decide the network review of `practice`: an unrelated reviewer.

    Never the author, nor who submitted the draft to `review`. The co-signing places the draft names count too.
    """
    if not reviews(user) or is_author(user, practice) or review.is_submitted_by(user):
        return False
    if practice.binned_at is not None:
        return False
    if practice.life == Life.WITHDRAWN:
        return False
    return not any(is_related_to(user, place) for place in (practice.place, *drafted_cosigners(practice)))


def reads_for_network(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read the draft as an unrelated reviewer: while it is in network review (one query for them)."""
    if not can_review(user, practice, NO_REVIEW):
        return False
    review = review_of(practice)
    return review.is_with_network and can_review(user, practice, review)


def can_open_review(user: Any, practice: Practice) -> bool:
    """Say whether a review of the sheet may ask `user`: its managers, and unrelated reviewers once it came to the network.

    They find its reviewing page, or are told there that the review is over (one query more for reviewers); who submitted
    the draft is led from there to where it stands.
    """
    if can_decide_place_review(user, practice, NO_REVIEW):
        return True
    rounds = ReviewState.objects.at(ReviewStep.NETWORK).filter(workflow_state__object_id=str(practice.pk))
    return can_review(user, practice, NO_REVIEW) and rounds.exclude(verdict=Verdict.SKIPPED).exists()


def can_read_review(user: Any, practice: Practice, review: Review) -> bool:
    """Say whether `user` may read the round that is open now: who may decide it, and reviewers who might take it."""
    if review.is_with_network:
        return can_review(user, practice, review)
    return review.is_open and can_decide_place_review(user, practice, review)


def can_decide(user: Any, practice: Practice, review: Review) -> bool:
    """Say whether `user` may decide the round that is open now, and write remarks in it."""
    if review.is_with_network:
        return review.is_held_by(user) and can_review(user, practice, review)
    return review.is_open and can_decide_place_review(user, practice, review)


can_remark = can_decide


def can_answer_remarks(user: Any, practice: Practice) -> bool:
    """Say whether `user` may answer the remarks on a draft and mark them as done: roles at the place, administrators."""
    return practice.binned_at is None and works_on(user, practice)


def can_settle_remarks(user: Any, practice: Practice) -> bool:
    """Say whether `user` may mark remarks as done, or open them again: who decides the open round, else who answers them."""
    review = review_of(practice)
    return can_decide(user, practice, review) if review.is_open else can_answer_remarks(user, practice)


def can_read_journal(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read a sheet's whole journal: roles at the place, administrators, reviewers during review."""
    if practice.binned_at is not None:
        return can_bin(user, practice)
    return works_on(user, practice) or reads_for_network(user, practice)


def can_mark_to_update(user: Any, practice: Practice) -> bool:
    """Say whether `user` may mark a published sheet as to be updated: roles at the place, reviewers, administrators."""
    return practice.life == Life.PUBLISHED and (works_on(user, practice) or reviews(user))


def can_declare_true(user: Any, practice: Practice) -> bool:
    """Say whether `user` may declare that a sheet marked to update is still true: its managers, administrators."""
    return practice.life == Life.TO_UPDATE and (is_its_manager(user, practice) or is_administrator(user))


def can_archive(user: Any, practice: Practice) -> bool:
    """Say whether `user` may put a published sheet into the archive: its managers, administrators."""
    return practice.life in LISTED and (is_its_manager(user, practice) or is_administrator(user))


def can_withdraw(user: Any, practice: Practice) -> bool:
    """Say whether `user` may withdraw a sheet readers have: its managers, administrators."""
    return practice.life in READABLE and (is_its_manager(user, practice) or is_administrator(user))


def can_bring_back(user: Any, practice: Practice) -> bool:
    """Say whether `user` may bring back what is archived or withdrawn: its managers, administrators."""
    brought = practice.life in (Life.ARCHIVED, Life.WITHDRAWN)
    return brought and (is_its_manager(user, practice) or is_administrator(user))


def can_see_life(user: Any, practice: Practice) -> bool:
    """Say whether `user` may open the page of a sheet's life: roles at the place, administrators, who may mark it to update."""
    return practice.binned_at is None and (works_on(user, practice) or can_mark_to_update(user, practice))


def can_read_versions(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read the published versions: anyone, those of a withdrawn sheet its place and administrators."""
    if practice.life in READABLE:
        return True
    return practice.life == Life.WITHDRAWN and works_on(user, practice)


def can_look_through_versions(user: Any) -> bool:
    """Say whether `user` has the list of published sheets in the admin: editors, administrators."""
    return is_editor(user)


def can_look_at_versions(user: Any, practice: Practice) -> bool:
    """Say whether `user` may look at a sheet's versions in the admin; those of a withdrawn sheet, administrators alone."""
    return is_editor(user) and (
        practice.life in READABLE or (practice.life == Life.WITHDRAWN and is_administrator(user))
    )


def can_hand_on(user: Any, practice: Practice) -> bool:
    """Say whether `user` may make somebody else of the place the author of a sheet: its managers, administrators."""
    return practice.binned_at is None and (manages(user, practice.place) or is_administrator(user))


def can_agree_to_cosign(user: Any, draft: Practice, place: Any) -> bool:
    """Say whether `user` may agree that `place` is named on the sheet: a manager of it, while the draft names it."""
    return manages(user, place) and any(cosigner.pk == place.pk for cosigner in drafted_cosigners(draft))
