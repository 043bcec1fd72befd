"""Which sheets: published, in work, in the bin, waiting for somebody."""

from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.query import PageQuerySet

from directory.models import Place, Role, RoleKind
from directory.permissions import held_by, reviews

from .cards import Card, read_cards
from .life import LISTED, Life
from .review import ReviewState, ReviewStep

BIN_DAYS = 30
"""How long a draft stays in the bin (domain page, rights)."""


class PracticeQuerySet(PageQuerySet):
    """Which sheets."""

    def published(self) -> "PracticeQuerySet":
        """Keep the sheets anyone may read and find."""
        return self.filter(live=True)

    def never_published(self) -> "PracticeQuerySet":
        """Keep the sheets that were never published."""
        return self.filter(first_published_at__isnull=True)

    def kept(self) -> "PracticeQuerySet":
        """Leave out what lies in the bin."""
        return self.filter(binned_at__isnull=True)

    def binned(self) -> "PracticeQuerySet":
        """Keep what lies in the bin and can still be taken out."""
        return self.filter(binned_at__gt=timezone.now() - timedelta(days=BIN_DAYS))

    def in_work(self) -> "PracticeQuerySet":
        """Keep the sheets with something to publish: never published, or changed since."""
        return self.kept().filter(Q(live=False) | Q(has_unpublished_changes=True))

    def signed_at(self, places: Any) -> "PracticeQuerySet":
        """Keep the sheets signed by one of `places`."""
        return self.filter(place__in=places)

    def of_kind(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets whose kind is one of `terms` (keys in the database)."""
        return self.filter(kind__in=terms)

    def with_outcome(self, outcomes: Any) -> "PracticeQuerySet":
        """Keep the sheets that went in one of these ways."""
        return self.filter(outcome__in=outcomes)

    def about(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets that name one of `terms` (keys in the database) among their pôles, publics, services or principles."""
        return self.filter(pk__in=self.model.terms.through.objects.filter(term__in=terms).values("practice"))

    def in_countries(self, codes: Any) -> "PracticeQuerySet":
        """Keep the sheets whose signing place lies in one of these countries."""
        return self.filter(place__country__in=codes)

    def in_territory(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets about one of these types of territory (keys in the database)."""
        return self.filter(territory__in=terms)

    def written_in(self, languages: Any) -> "PracticeQuerySet":
        """Keep the sheets first written in one of these languages."""
        return self.filter(original_language__in=languages)

    def for_cards(self) -> list[Card]:
        """Give what cards show of these sheets, in order, without their long texts (two queries)."""
        return read_cards(self)

    def listed(self) -> "PracticeQuerySet":
        """Keep the sheets that lists show without being asked for more: not those in the archive."""
        return self.published().filter(life__in=LISTED)

    def archived(self) -> "PracticeQuerySet":
        """Keep the sheets anyone may read in the archive."""
        return self.published().filter(life=Life.ARCHIVED)

    def withdrawn(self) -> "PracticeQuerySet":
        """Keep the sheets that were withdrawn."""
        return self.filter(life=Life.WITHDRAWN)

    def in_review(self, step: str) -> "PracticeQuerySet":
        """Keep the sheets with an open round of one step, the longest waiting first, with `submitted_at` and `taken_by`."""
        of_sheet = Q(workflow_state__object_id=Cast(OuterRef("pk"), CharField()))
        rounds = ReviewState.objects.open().at(step).filter(of_sheet)
        waiting = self.kept().annotate(
            submitted_at=Subquery(rounds.values("started_at")[:1]), taken_by=Subquery(rounds.values("taken_by")[:1])
        )
        return waiting.filter(submitted_at__isnull=False).order_by("submitted_at")

    def in_place_review(self) -> "PracticeQuerySet":
        """Keep the sheets whose place review is open, the longest waiting first, with `submitted_at`."""
        return self.in_review(ReviewStep.PLACE)

    def in_network_review(self) -> "PracticeQuerySet":
        """Keep the sheets whose network review is open, the longest waiting first, with `submitted_at` and `taken_by`."""
        return self.in_review(ReviewStep.NETWORK)

    def without_other_manager(self) -> "PracticeQuerySet":
        """Keep the sheets whose place has today no manager but their author, or none at all."""
        at = Q(place=OuterRef("place")) | Q(place=OuterRef("place__mother")) | Q(place=OuterRef("place__holder"))
        managers = Role.objects.current().of_kind(RoleKind.MANAGER).filter(at, person__is_active=True)
        others = managers.filter(Q(person__lt=OuterRef("owner")) | Q(person__gt=OuterRef("owner")))
        return self.filter(~Exists(others) & (Q(owner__isnull=False) | ~Exists(managers)))

    def waiting_for(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose place review `user` is asked to decide: those of the places they manage but never their own."""
        managed = held_by(user).places.get(RoleKind.MANAGER, frozenset())
        asked = Q(place__in=managed) | Q(place__mother__in=managed) | Q(place__holder__in=managed)
        return self.in_place_review().filter(asked).exclude(owner=user)

    def unrelated_to(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets of others that name no place `user` is related to, as signing or co-signing place."""
        held = held_by(user)
        near = held.own | held.above
        places = Place.objects.filter(Q(pk__in=near) | Q(mother__in=held.own) | Q(holder__in=held.own)).values("pk")
        cosigned = self.model.cosigning.through.objects.filter(practice=OuterRef("pk"), place__in=places)
        ours = Q(place__in=places) | Q(owner=user)
        return self.exclude(pk__in=self.model._base_manager.filter(ours).values("pk")).filter(~Exists(cosigned))

    def to_take(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets in the network's queue that `user` may take."""
        if not reviews(user):
            return self.none()
        return self.in_network_review().filter(taken_by__isnull=True).unrelated_to(user)

    def taken_by_reviewer(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose network review `user` holds."""
        return self.in_network_review().filter(taken_by=user.pk)

    def asking_to_cosign(self, user: Any) -> list[Any]:
        """Give the sheets that name a place `user` manages as a co-signer that has not answered, with `unanswered` places."""
        managed = held_by(user).places.get(RoleKind.MANAGER, frozenset())
        if not managed:
            return []
        named = self.kept().filter(cosigning__in=managed).prefetch_related("cosigning", "cosignatures").distinct()
        found = []
        for practice in named:
            answered = {signature.place_id for signature in practice.cosignatures.all()}
            practice.unanswered = [place for place in practice.cosigning.all() if place.pk not in answered]
            found += [practice] * bool(practice.unanswered)
        return found

    def newest_first(self) -> "PracticeQuerySet":
        """Order by first publication, the latest first."""
        return self.order_by("-first_published_at", "-pk")
