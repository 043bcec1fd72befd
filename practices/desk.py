"""What sheets put on a member's desk: what waits for a review, what came back, what is being written, what may be co-signed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.people import places_of
from directory.permissions import is_administrator, is_member, manages
from editorial.registry import DeskRow, DeskSection, desk_rows

from .models import Practice
from .review import Review, reviews_of

SHOWN = 8
"""Rows of one heading on the desk; the rest is one link away."""


@desk_rows(10)
def to_review(user: Any) -> Iterable[DeskSection]:
    """Give the drafts that wait for this person's place review."""
    if not (is_administrator(user) or is_member(user)):
        return
    waiting = Practice.objects.waiting_for(user)[: SHOWN + 1]
    if waiting:
        rows = [
            row(draft, view="review_practice", verb=_("Review"), why=_("place review"), since=draft.submitted_at)
            for draft in waiting[:SHOWN]
        ]
        yield DeskSection(heading=_("To review"), rows=rows)


@desk_rows(20)
def drafts(user: Any) -> Iterable[DeskSection]:
    """Give one's own drafts, those sent back first, and the door to a new one."""
    if not is_member(user):
        return
    mine = list(Practice.objects.in_work().filter(owner=user).order_by("-latest_revision_created_at")[: SHOWN + 1])
    reviews = reviews_of(mine) if mine else {}
    mine.sort(key=lambda draft: reviews.get(draft.pk, NOTHING).step != "to_revise")
    may_start = places_of(user).exists()
    if not mine and not may_start:
        return
    yield DeskSection(
        heading=_("My drafts"),
        rows=[own_row(draft, reviews.get(draft.pk, NOTHING)) for draft in mine[:SHOWN]],
        empty=_("No draft yet. What did you try this month that a colleague elsewhere should know?"),
        more_url=reverse("my_drafts"),
        more_label=_("All the drafts of my place"),
    )


@desk_rows(30)
def to_cosign(user: Any) -> Iterable[DeskSection]:
    """Give the published sheets that name one of this person's places as a co-signer, until it agrees."""
    asked = [
        (practice, place)
        for practice in Practice.objects.asking_to_cosign(user)
        for place in practice.unanswered
        if manages(user, place)
    ]
    if asked:
        rows = [cosign_row(practice, place) for practice, place in asked[:SHOWN]]
        yield DeskSection(heading=_("Asked to sign with another place"), rows=rows)


NOTHING = Review("none")


def own_row(draft: Practice, review: Review) -> DeskRow:
    """Give the row of one's own draft: in review it is looked at, sent back it is revised, else it is written."""
    if review.is_open:
        return row(
            draft,
            view="write_practice",
            verb=_("See where it stands"),
            why=_("in review"),
            since=review.state.started_at,
        )
    if review.state is not None:
        return row(
            draft,
            view="write_practice",
            verb=_("Revise"),
            why=_("sent back with a word"),
            since=review.state.finished_at,
        )
    return row(
        draft, view="write_practice", verb=_("Go on writing"), why=_("draft"), since=draft.latest_revision_created_at
    )


def row(draft: Practice, *, view: str, verb: str, why: str, since: Any) -> DeskRow:
    """Give a row of the desk about one draft."""
    return DeskRow(
        title=draft.draft_headline or _("Untitled draft"),
        url=reverse(view, kwargs={"pk": draft.pk}),
        verb=verb,
        why=why,
        since=since,
        lang=draft.original_language if draft.draft_headline else "",
    )


def cosign_row(practice: Practice, place: Any) -> DeskRow:
    """Give the row that asks one place to sign; it leads to the draft, where the answer is given."""
    return row(
        practice,
        view="preview_practice",
        verb=_("Read and answer"),
        why=place.zone,
        since=practice.latest_revision_created_at,
    )
