"""What sheets put on a member's desk: what waits for a review, what came back, what is being written, what may be co-signed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.models import RoleKind
from directory.permissions import held_by, is_administrator
from editorial.registry import DeskRow, DeskSection, desk_rows, read_together
from editorial.vocabularies import terms_by_id
from multilingual.models import UNTITLED

from . import life_desk  # its rows register themselves
from .models import Practice, Reason, ReviewState
from .review import DECLINED, NO_REVIEW, STEP_OF, TO_REVISE, Review, reviews_of
from .waiting import next_reminder_words

SHOWN = 8
"""Rows of one heading on the desk; the rest is one link away, or comes up when these are done."""

FACTS = ("pk", "draft_title", "original_language", "place__zone", "kind", "latest_revision_created_at")
"""What is read of a sheet for a line."""
ROUND = ("waiting_since", "reminders", "taken_by_id", "held_until")
"""What is read of its open round."""


@dataclass(frozen=True)
class Line:
    """What the desk reads of one sheet: a sheet itself has a hundred and thirty columns."""

    pk: int
    headline: str
    language: str
    zone: str
    kind: str
    changed_at: Any
    review: Review = NO_REVIEW


@desk_rows(5)
def nobody_can_decide(user: Any) -> Iterable[DeskSection]:
    """Give network administrators the place reviews whose place has nobody left to decide them."""
    rows = [review_row(line, _("Review")) for line in in_review(user, Reason.NO_MANAGER)]
    yield from section(_("Nobody at the place can review"), rows)


@desk_rows(6)
def nobody_can_take(user: Any) -> Iterable[DeskSection]:
    """Give network administrators the network reviews no reviewer could take."""
    rows = [review_row(line, _("See where it stands")) for line in in_review(user, Reason.NO_REVIEWER)]
    yield from section(_("No reviewer can take it"), rows)


@desk_rows(10)
def to_review(user: Any) -> Iterable[DeskSection]:
    """Give the drafts that wait for this person's place review."""
    rows = [review_row(line, _("Review")) for line in in_review(user, Reason.DECIDE)]
    yield from section(_("To review"), rows, more=True)


@desk_rows(12)
def held_by_me(user: Any) -> Iterable[DeskSection]:
    """Give the drafts this reviewer took and has not decided."""
    rows = [held_row(line) for line in in_review(user, Reason.HELD)]
    yield from section(_("Sheets you hold"), rows, more=True)


@desk_rows(14)
def to_take(user: Any) -> Iterable[DeskSection]:
    """Give the drafts of the network's queue that this reviewer may take, the longest waiting first."""
    verb = pgettext("a sheet of the queue", "Look and take")
    rows = [review_row(line, verb) for line in in_review(user, Reason.TAKE)]
    yield from section(_("In the network’s queue"), rows, more=True)


@read_together
def all_in_review(user: Any) -> dict[str, list[Line]]:
    """Give the first sheets in review on this person's desk, by reason (two queries for all of them, one for none)."""
    first = {reason: keys[: SHOWN + 1] for reason, keys in Practice.objects.by_reason(user).items()}
    shown = {key for keys in first.values() for key in keys}
    known = {line.pk: line for line in lines_in_review(shown)} if shown else {}
    return {reason: [known[key] for key in keys if key in known] for reason, keys in first.items()}


def in_review(user: Any, reason: str) -> list[Line]:
    """Give the first sheets in review that are on this person's desk for one reason."""
    return all_in_review(user).get(reason, [])


def lines_in_review(keys: Iterable[int]) -> list[Line]:
    """Give what is shown of some sheets in review, each with its round (one query)."""
    sheets = Practice.objects.get_queryset().rewrite(False).in_review().filter(pk__in=keys).order_by()
    rows = sheets.values_list("rounds__step", *(f"rounds__{name}" for name in ROUND), *FACTS)
    return [
        line_of(*facts, review=Review(STEP_OF[step], ReviewState(**dict(zip(ROUND, known, strict=True)))))
        for step, *known, facts in ((*row[: -len(FACTS)], row[-len(FACTS) :]) for row in rows)
    ]


@desk_rows(20)
def drafts(user: Any) -> Iterable[DeskSection]:
    """Give one's own drafts, those that came back first, and the door to a new one (two queries)."""
    mine = with_reviews(own_drafts(user).by_urgency())
    if mine or held_by(user).at_places or is_administrator(user):
        yield DeskSection(
            heading=_("My drafts"),
            rows=[own_row(line) for line in mine[:SHOWN]],
            empty=_("No draft yet. What did you try this month that a colleague elsewhere should know?"),
            more_url=reverse("my_drafts"),
            more_label=_("All the drafts of my place"),
            actions=[(reverse("review_times"), _("How long reviews take"))],
        )


def own_drafts(user: Any) -> Any:
    """Give the drafts this person is the author of; those of a place they left are its managers' now (no query)."""
    own, here = Practice.objects.in_work().filter(owner=user), life_desk.at_places_of(user)
    if is_administrator(user):
        return own
    return own.filter(here) if here is not None else own.none()


@desk_rows(30)
def to_cosign(user: Any) -> Iterable[DeskSection]:
    """Give the sheets that name one of this person's places as a co-signer, until it agrees (two queries)."""
    zones = Practice.objects.asking_to_cosign(user) if is_manager(user) else {}
    first = list(zones)[: SHOWN + 1]
    known = {line.pk: line for line in lines(Practice.objects.filter(pk__in=first))} if first else {}
    rows = [
        row(line, view="preview_practice", verb=_("Read and answer"), why=[zones[line.pk]], since=line.changed_at)
        for line in (known[key] for key in first if key in known)
    ]
    yield from section(_("Asked to sign with another place"), rows)


def is_manager(user: Any) -> bool:
    """Say whether `user` manages a place (no query once their roles were read)."""
    return RoleKind.MANAGER in held_by(user).kinds


def section(heading: str, rows: list[DeskRow], *, more: bool = False) -> Iterable[DeskSection]:
    """Give one section of the desk, none where it has no row; with `more`, the way to the reviews it does not show."""
    if rows:
        all_of_them = reverse("reviews") if more and len(rows) > SHOWN else ""
        yield DeskSection(
            heading=heading, rows=rows[:SHOWN], more_url=all_of_them, more_label=_("All the reviews that wait for me")
        )


def lines(sheets: Any) -> list[Line]:
    """Give what the desk shows of the first of `sheets` (one query)."""
    rows = sheets.rewrite(False).values(*FACTS)[: SHOWN + 1]
    return [line_of(*(row[name] for name in FACTS)) for row in rows]


def line_of(pk: int, title: str, language: str, zone: str, kind: int, at: Any, *, review: Review = NO_REVIEW) -> Line:
    """Give a line of the desk from the facts of a sheet."""
    headline, kind_name = "" if title == UNTITLED else title, str(terms_by_id().get(kind, ""))
    return Line(pk, headline, language, zone or "", kind_name, at, review)


def with_reviews(sheets: Any) -> list[Line]:
    """Give what the desk shows of the first of `sheets`, and where their reviews stand (two queries, one where none is)."""
    found = lines(sheets)
    known = reviews_of(found, named=False) if found else {}
    return [replace(line, review=known.get(line.pk, NO_REVIEW)) for line in found]


def review_row(line: Line, verb: str) -> DeskRow:
    """Give the row of a draft that waits for a decision: its place and kind, and when its people are reminded."""
    since = line.review.state.waiting_since if line.review.state is not None else None
    why = [line.zone, line.kind, next_reminder_words(line.review)]
    return row(line, view="review_practice", verb=verb, why=why, since=since)


def held_row(line: Line) -> DeskRow:
    """Give the row of a draft one holds: until when."""
    until = line.review.state.held_until if line.review.state is not None else None
    words = [_("yours until %(day)s") % {"day": day(until)}] if until is not None else []
    return row(line, view="review_practice", verb=pgettext("a review", "Go on"), why=[line.zone, line.kind, *words])


def own_row(line: Line) -> DeskRow:
    """Give the row of one's own draft: in review it is looked at, sent back it is revised, else it is written."""
    review = line.review
    if review.is_open:
        where = [step_words(review), next_reminder_words(review)]
        return row(line, verb=_("See where it stands"), why=where, since=review.state.started_at)
    if review.step == TO_REVISE:
        why = [_("to revise"), next_reminder_words(review)]
        return row(line, verb=_("Revise"), why=why, since=review.state.finished_at)
    if review.step == DECLINED:
        return row(line, verb=_("Read why"), why=[_("declined")], since=review.state.finished_at)
    return row(line, verb=_("Go on writing"), why=[_("draft")], since=line.changed_at)


def step_words(review: Review) -> str:
    """Say at which step a draft in review is, as its author follows it."""
    if not review.is_with_network:
        return _("place review")
    return _("a reviewer is reading it") if review.state.taken_by_id is not None else _("in the network’s queue")


def row(line: Line, *, verb: str, why: Iterable[str], view: str = "write_practice", since: Any = None) -> DeskRow:
    """Give a row of the desk about one draft."""
    return DeskRow(
        title=line.headline or _("Untitled draft"),
        url=reverse(view, kwargs={"pk": line.pk}),
        verb=verb,
        why=" · ".join(words for words in why if words),
        since=since,
        lang=line.language if line.headline else "",
    )


def day(moment: Any) -> str:
    """Give a moment as a day, in the reader's hours."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
