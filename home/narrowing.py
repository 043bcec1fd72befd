"""Narrowing a queue by place and by pôle: what may be chosen, and what an address chooses."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.http import QueryDict

from directory.models import Place
from editorial.models import Vocabulary
from editorial.vocabularies import terms


class KnownPlace(NamedTuple):
    """A listed place, as a list of choices needs it."""

    pk: int
    slug: str
    zone: str
    mother: int | None
    holder: int | None


def known_places() -> list[KnownPlace]:
    """Give the listed places, by country and zone (one query)."""
    fields = ("pk", "slug", "zone", "mother", "holder")
    return [KnownPlace(*row) for row in Place.objects.signing().by_name().values_list(*fields)]


def with_those_below(keys: Collection[int], places: list[KnownPlace]) -> set[int]:
    """Give `keys` with those of the sites and associated centres below them, where the same roles hold."""
    return {*keys, *(place.pk for place in places if place.mother in keys or place.holder in keys)}


class Narrowing:
    """What an address chooses; what does not exist is as if it were not chosen."""

    def __init__(self, parameters: QueryDict) -> None:
        self.known = known_places()
        self.slugs = set(parameters.getlist("place"))
        self.chosen = [place for place in self.known if place.slug in self.slugs]
        self.pole = next((term for term in terms(Vocabulary.POLE) if term.key == parameters.get("pole")), None)

    @property
    def places(self) -> set[int] | None:
        """Give the keys of the chosen places and of those below them, None where none is chosen."""
        return with_those_below([place.pk for place in self.chosen], self.known) if self.chosen else None

    @property
    def any(self) -> bool:
        """Say whether anything is chosen."""
        return bool(self.chosen or self.pole)

    @property
    def place_choices(self) -> list[tuple[KnownPlace, bool]]:
        """Give each place with whether it is chosen."""
        return [(place, place in self.chosen) for place in self.known]

    @property
    def pole_choices(self) -> list[tuple[Any, bool]]:
        """Give each question of the public with whether it is chosen."""
        return [(term, term == self.pole) for term in terms(Vocabulary.POLE)]

    def zone_of(self, place: int | None) -> str:
        """Give the zone of a place by its key, nothing for what belongs to no place."""
        return next((known.zone for known in self.known if known.pk == place), "")
