"""A sheet as a list shows it."""

from typing import Any

from django.urls import reverse

from directory.models.places import PlaceForm
from editorial.vocabularies import terms_by_id
from multilingual.languages import CODES, column
from multilingual.models import Shows, Translated

from .grades import Grade

CARD_FIELDS = (
    *("pk", "slug", "code", "form", "outcome", "kind_id", "first_published_at", "last_published_at"),
    *("original_language", "translation_states", "life", "grade"),
    *(column(field, code) for field in ("headline", "summary") for code in CODES),
)
PLACE_FIELDS = ("form", "life", "zone", "original_language", *(column("headline", code) for code in CODES))


class Read:
    """What was read of an object, under the names it has there; its texts are shown by the rule of the language layer."""

    original_language: str
    translation_states: dict[str, str]

    text_in = Shows.text_in
    shown = Shows.shown
    get_original_language = Translated.get_original_language
    language_states = Translated.language_states

    def __init__(self, fields: dict[str, Any]) -> None:
        self.__dict__.update(fields)

    def age_of(self, field: str) -> None:
        """Give nothing: a list says by its tabs that a translation is outdated, not since when."""


class Signer(Read):
    """The place that signs a sheet, as its badge needs it."""

    form: str

    def __str__(self) -> str:
        return str(self.shown("headline").text)

    @property
    def local_language(self) -> str:
        """Give the language the place itself speaks."""
        return self.original_language

    @property
    def form_label(self) -> str:
        """Give the name of the place's form in the reader's language."""
        return str(PlaceForm(self.form).label)


class Card(Read):
    """A sheet as a list shows it, read without its long texts.

    Not a `Practice`: making one of its hundred and thirty columns, twenty times, costs more than the rest of the list.
    """

    pk: int
    slug: str
    life: str
    grade: str
    kind_id: int | None

    def __init__(self, fields: dict[str, Any], poles: list[Any]) -> None:
        of_place = {name: fields.pop(f"place__{name}") for name in PLACE_FIELDS}
        super().__init__(fields)
        self.place = Signer(of_place) if of_place["form"] else None
        self.poles = poles

    @property
    def kind(self) -> Any:
        """Give the term that says what kind of practice it is."""
        return terms_by_id().get(self.kind_id) if self.kind_id else None

    @property
    def grade_term(self) -> Any:
        """Give the term that says what the sheet rests on, None where no reviewer graded it."""
        return Grade(self.grade).term if self.grade else None

    def get_absolute_url(self) -> str:
        """Give the sheet's address in the reader's language."""
        return reverse("practice", kwargs={"slug": self.slug})


def read_cards(sheets: Any) -> list[Card]:
    """Give the cards of the sheets of a QuerySet, in its order: one query for them, one for their pôles."""
    places = [f"place__{name}" for name in PLACE_FIELDS]
    rows = list(sheets.rewrite(False).values(*CARD_FIELDS, *places))
    if not rows:
        return []
    poles = [term for term in terms_by_id().values() if term.vocabulary == "pole"]
    through = sheets.model.terms.through.objects
    named = through.filter(practice__in=[row["pk"] for row in rows], term__in=[term.pk for term in poles])
    chosen = set(named.values_list("practice_id", "term_id"))
    return [Card(row, [term for term in poles if (row["pk"], term.pk) in chosen]) for row in rows]
