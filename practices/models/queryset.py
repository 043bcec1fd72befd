"""Which sheets: published, in work, in the bin."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from .cards import Card, read_cards
from .in_review import InReviewQuerySet
from .life import LISTED, Life

BIN_DAYS = 30
"""How long a draft stays in the bin (domain page, rights)."""


class PracticeQuerySet(InReviewQuerySet):
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
        """Keep the sheets with something to publish: never published, or changed since; not what was withdrawn."""
        return self.kept().filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(life=Life.WITHDRAWN)

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

    def found(self, *, archived: bool = False) -> "PracticeQuerySet":
        """Keep the sheets the list shows: those of the archive only where they are asked for."""
        return self.published() if archived else self.listed()

    def archived(self) -> "PracticeQuerySet":
        """Keep the sheets anyone may read in the archive."""
        return self.published().filter(life=Life.ARCHIVED)

    def withdrawn(self) -> "PracticeQuerySet":
        """Keep the sheets that were withdrawn."""
        return self.filter(life=Life.WITHDRAWN)

    def announced(self) -> "PracticeQuerySet":
        """Keep the sheets whose address answers anyone: with the sheet, or with the notice of its withdrawal."""
        return self.filter(Q(live=True) | Q(life=Life.WITHDRAWN))

    def to_look_at(self, today: date) -> "PracticeQuerySet":
        """Keep the listed sheets without any result whose date to look again has come, the longest waiting first."""
        results = self.model._meta.get_field("results").related_model._base_manager.filter(practice=OuterRef("pk"))
        due = self.listed().filter(look_again_on__lte=today)
        return due.filter(~Exists(results)).order_by("look_again_on", "pk")

    def not_told(self) -> "PracticeQuerySet":
        """Keep the sheets whose people were not told yet of their date to look again."""
        return self.filter(Q(looked_again_on__isnull=True) | ~Q(looked_again_on=F("look_again_on")))

    def newest_first(self) -> "PracticeQuerySet":
        """Order by first publication, the latest first."""
        return self.order_by("-first_published_at", "-pk")

    def oldest_first(self) -> "PracticeQuerySet":
        """Order by first publication, the earliest first."""
        return self.order_by("first_published_at", "pk")

    def archived_last(self) -> "PracticeQuerySet":
        """Put what is archived behind the rest, in the order it has."""
        behind = Case(When(life=Life.ARCHIVED, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.order_by(behind, *self.query.order_by)
