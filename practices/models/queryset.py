"""Which sheets: published, in work, in the bin, waiting for somebody."""

from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.query import PageQuerySet

from directory.models import Role, RoleKind
from directory.permissions import held_by, is_administrator

from .cards import Card, read_cards

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

    def in_place_review(self) -> "PracticeQuerySet":
        """Keep the sheets whose place review is open, the longest waiting first, with `submitted_at`."""
        rounds = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task__placereview__isnull=False,
            workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        )
        waiting = self.kept().annotate(submitted_at=Subquery(rounds.values("started_at")[:1]))
        return waiting.filter(submitted_at__isnull=False).order_by("submitted_at")

    def waiting_for(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose place review `user` is asked to decide: those of the places they manage but never their own.

        A network administrator is asked where the place has no manager but the author.
        """
        held = held_by(user)
        managed = held.places.get(RoleKind.MANAGER, frozenset())
        asked: Any = Q(place__in=managed) | Q(place__mother__in=managed) | Q(place__holder__in=managed)
        if is_administrator(user):
            at = Q(place=OuterRef("place")) | Q(place=OuterRef("place__mother")) | Q(place=OuterRef("place__holder"))
            managers = Role.objects.current().of_kind(RoleKind.MANAGER).filter(at, person__is_active=True)
            asked |= ~Exists(managers.exclude(person=OuterRef("owner")))
        return self.in_place_review().filter(asked).exclude(owner=user)

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
