"""Which sheets are in review, and whom do they wait for?"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import TaskState, WorkflowState
from wagtail.query import PageQuerySet

from directory.models import Place
from directory.permissions import held_by, is_administrator, reviews

from .concerned import has_able_reviewer, has_other_manager, is_related
from .cosignature import Cosignature, DraftCosigner
from .life import Life
from .review import ReviewState, ReviewStep, Verdict


def at_or_under(keys: Collection[int]) -> Q:
    """Give the condition that a `place` is one of those with these keys, or a site or centre under one."""
    return Q(place__in=keys) | Q(place__mother__in=keys) | Q(place__holder__in=keys)


def asked_to_sign(at: Q) -> tuple[QuerySet, QuerySet]:
    """Give the rows (`practice`, `place`) of the co-signing places drafts name, `at` some, that have not answered.

    From two tables: a published sheet's draft of its next version names its own, every other sheet has them itself.
    """
    answered = Cosignature.objects.filter(practice=OuterRef("practice"), place=OuterRef("place"))
    changed = Q(practice__live=True, practice__has_unpublished_changes=True)
    own = apps.get_model("practices", "Practice").cosigning.through.objects
    return DraftCosigner.objects.filter(changed, at, ~Exists(answered)), own.filter(~changed, at, ~Exists(answered))


class Reason(StrEnum):
    """Why a sheet in review is on somebody's desk."""

    DECIDE = "to_decide"
    HELD = "is_held"
    TAKE = "to_take"
    NO_MANAGER = "has_no_manager"
    NO_REVIEWER = "has_no_reviewer"


def of_others(person: Any) -> Q:
    """Give the condition that `person` neither wrote nor submitted a sheet in review."""
    return ~Q(owner=person) & (Q(submitter__isnull=True) | ~Q(submitter=person.pk))


def reasons_for(user: Any) -> dict[str, Q]:
    """Give the conditions under which a sheet in review waits for `user`, by reason: those their functions allow."""
    held, others = held_by(user), of_others(user)
    at_place, in_queue = others & Q(step=ReviewStep.PLACE), others & Q(step=ReviewStep.NETWORK, taken_by__isnull=True)
    reasons: dict[str, Q] = {}
    if held.managed:
        reasons[Reason.DECIDE] = at_place & at_or_under(held.managed)
    if reviews(user):
        reasons[Reason.HELD] = Q(step=ReviewStep.NETWORK, taken_by=user.pk)
        reasons[Reason.TAKE] = in_queue & ~Q(is_related(user))
    if is_administrator(user):
        reasons[Reason.NO_MANAGER] = at_place & ~Q(has_other_manager())
        reasons[Reason.NO_REVIEWER] = in_queue & ~Q(has_able_reviewer())
    return reasons


class InReviewQuerySet(PageQuerySet):
    """Which sheets are in review, or asked to be signed."""

    def in_review(self) -> Any:
        """Keep the sheets with an open round, the longest waiting first, with its `submitted_at` and `taken_by`.

        `step` and `submitter` are there to filter by.
        """
        return (
            self.filter(binned_at__isnull=True, rounds__status=TaskState.STATUS_IN_PROGRESS)
            .annotate(submitted_at=F("rounds__started_at"), taken_by=F("rounds__taken_by"))
            .alias(step=F("rounds__step"), submitter=F("rounds__workflow_state__requested_by"))
            .order_by("submitted_at")
        )

    def by_reason(self, user: Any) -> dict[str, list[int]]:
        """Give the keys of the sheets in review by the reason why each is on the desk of `user` (one query at most)."""
        reasons = reasons_for(user)
        if not reasons:
            return {}
        flags = {name: Case(When(reason, then=True), default=False) for name, reason in reasons.items()}
        rows = list(self.rewrite(False).in_review().annotate(**flags).values_list("pk", *flags))
        return {name: [row[0] for row in rows if row[at]] for at, name in enumerate(flags, 1)}

    def in_place_review(self) -> Any:
        """Keep the sheets whose place review is open, the longest waiting first."""
        return self.in_review().filter(step=ReviewStep.PLACE)

    def in_network_review(self) -> Any:
        """Keep the sheets whose network review is open, the longest waiting first."""
        return self.in_review().filter(step=ReviewStep.NETWORK)

    def without_other_manager(self) -> Any:
        """Keep the sheets in review whose place has today no manager but their author and who submitted them."""
        return self.filter(~has_other_manager())

    def without_able_reviewer(self) -> Any:
        """Keep the sheets in review no reviewer of today may take.

        Each wrote or submitted them, or is related to a place they name.
        """
        return self.filter(~has_able_reviewer())

    def below(self, place: Place) -> Any:
        """Keep the sheets of a place, its sites and its associated centres."""
        return self.filter(at_or_under([place.pk]))

    def here_for(self, user: Any, reason: str) -> Any:
        """Keep the sheets in review that are on the desk of `user` for one reason."""
        reasons = reasons_for(user)
        return self.in_review().filter(reasons[reason]) if reason in reasons else self.none()

    def waiting_for(self, user: Any) -> Any:
        """Keep the sheets whose place review `user` is asked to decide: those of the places they manage but never their own."""
        return self.here_for(user, Reason.DECIDE)

    def to_take(self, user: Any) -> Any:
        """Keep the sheets in the network's queue that `user` may take: of others, and unrelated to them."""
        return self.here_for(user, Reason.TAKE)

    def taken_by_reviewer(self, user: Any) -> Any:
        """Keep the sheets whose network review `user` holds."""
        return self.here_for(user, Reason.HELD)

    def asking_to_cosign(self, user: Any) -> dict[int, str]:
        """Give the sheets whose draft names a place `user` manages that has not answered: its zone by their key (one query).

        Of several such places the first is given: the page the sheet is read on asks for each. What was withdrawn is
        there for its own place alone.
        """
        there = Q(practice__binned_at__isnull=True) & ~Q(practice__life=Life.WITHDRAWN)
        drafted, own = asked_to_sign(at_or_under(held_by(user).managed) & there)
        facts = ("practice", "place", "place__zone", "practice__latest_revision_created_at")
        rows = drafted.order_by().values_list(*facts).union(own.order_by().values_list(*facts), all=True)
        zones: dict[int, str] = {}
        for key, _place, zone, _at in rows.order_by("practice__latest_revision_created_at", "practice", "place"):
            zones.setdefault(key, zone)
        return zones

    def by_urgency(self) -> Any:
        """Order drafts: those to revise first, then the declined, then the others, the last changed first."""
        rounds = ReviewState.objects.filter(practice=OuterRef("pk")).order_by("-pk")
        asked = Case(
            When(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES, then=Value(0)),
            When(workflow_state__status=WorkflowState.STATUS_CANCELLED, verdict=Verdict.DECLINED, then=Value(1)),
            default=Value(2),
        )
        urgency = Coalesce(Subquery(rounds.annotate(urgency=asked).values("urgency")[:1]), Value(2))
        return self.annotate(urgency=urgency).order_by("urgency", "-latest_revision_created_at")
