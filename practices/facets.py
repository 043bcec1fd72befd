"""Narrowing the list of sheets: eight facets, each counted by the database under the choices made in the others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from editorial.vocabularies import all_terms
from multilingual.languages import CODES

from .models import Outcome, Practice
from .models.queryset import PracticeQuerySet
from .wording import LANGUAGES

Choices = dict[str, list[str]]
"""Facet's name → values chosen in it, as the address spells them."""


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: its name in the address, the column that is counted, how a choice narrows."""

    name: str
    title: str | Promise
    column: str
    narrow: Callable[[PracticeQuerySet, Iterable[str]], PracticeQuerySet]
    vocabulary: str = ""
    several: bool = False
    """Whether a sheet may have more than one value of it."""
    open: bool = False


FACETS = (
    Facet("pole", _("Question of the public"), "terms", PracticeQuerySet.about, "pole", several=True, open=True),
    Facet("kind", pgettext_lazy("of a practice", "Kind"), "kind", PracticeQuerySet.of_kind, "kind", open=True),
    Facet("outcome", _("How it went"), "outcome", PracticeQuerySet.with_outcome, open=True),
    Facet("public", _("For whom"), "terms", PracticeQuerySet.about, "public", several=True),
    Facet("service", _("Service"), "terms", PracticeQuerySet.about, "service", several=True),
    Facet("country", _("Country"), "place__country", PracticeQuerySet.in_countries),
    Facet("territory", _("Territory"), "territory", PracticeQuerySet.in_territory, "territory"),
    Facet("language", _("Written in"), "original_language", PracticeQuerySet.written_in),
)


@dataclass(frozen=True)
class Known:
    """One value a facet may take: as the address spells it, as the database holds it, as a reader reads it."""

    value: str
    stored: str
    label: str | Promise


Values = dict[str, dict[str, Known]]
"""Facet's name → the values it may take, in order, by the spelling of the address."""


@cache
def fixed_values() -> Values:
    """Give the values of the facets that follow no vocabulary; their names are translated when they are read."""
    named: dict[str, Iterable[tuple[str, str | Promise]]] = {
        "outcome": Outcome.choices,
        "country": countries.countries.items(),
        "language": [(code, LANGUAGES[code]) for code in CODES],
    }
    return {name: {value: Known(value, value, label) for value, label in found} for name, found in named.items()}


def known_values() -> Values:
    """Give the values every facet may take; no query."""
    terms = all_terms()
    values = {
        facet.name: {term.key: Known(term.key, str(term.pk), term.label) for term in terms.get(facet.vocabulary, [])}
        for facet in FACETS
        if facet.vocabulary
    }
    return values | fixed_values()


def read_choices(parameters: QueryDict, known: Values) -> Choices:
    """Give what the address asks for, in the order of the facets; a value nobody knows is left out."""
    chosen: Choices = {}
    for facet in FACETS:
        asked = set(parameters.getlist(facet.name))
        if values := [value for value in known[facet.name] if value in asked]:
            chosen[facet.name] = values
    return chosen


class Narrowing:
    """The listed sheets under a reader's choices; those in the archive too, where the reader asks for them."""

    def __init__(self, chosen: Choices, known: Values, *, archived: bool = False) -> None:
        self.chosen = chosen
        self.known = known
        self.archived = archived
        self.stored = {name: [known[name][value].stored for value in values] for name, values in chosen.items()}

    def sheets(self) -> PracticeQuerySet:
        """Give the sheets that answer every choice."""
        # no bare translated name is asked for here: rewriting each name into a language would be half of the work
        practices = Practice.objects.found(archived=self.archived).rewrite(False)
        for facet in FACETS:
            if facet.name in self.stored:
                practices = facet.narrow(practices, self.stored[facet.name])
        return practices
