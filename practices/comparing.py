"""What differs between two texts of a sheet: which fields, facts, rows and files, and how, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from editorial.translating.difference import difference
from editorial.wording import LANGUAGES
from multilingual.freshness import source_text

from .models import Form, Outcome, Practice
from .sheet import outcome_words
from .subjects import PARTS, ROWS, SUBJECTS, anchor_of, label_of, part_of, rows_of

__all__ = ["PARTS", "SUBJECTS", "Difference", "anchor_of", "differences", "label_of", "part_of"]

CHANGED, ADDED, REMOVED, MOVED = "changed", "added", "removed", "moved"
VERBS = {
    CHANGED: pgettext_lazy("something of a sheet", "changed"),
    ADDED: pgettext_lazy("something of a sheet", "added"),
    REMOVED: pgettext_lazy("something of a sheet", "removed"),
    MOVED: pgettext_lazy("something of a sheet", "in another order"),
}
VOCABULARIES = {"poles": "pole", "publics": "public", "services": "service", "principles": "principle"}
TERMS = ("kind", "territory", "budget")
TEXTS = (
    *("headline", "summary", "context", "need", "solution", "means_people", "means_space", "means_equipment"),
    *("success_conditions", "difficulties", "transferability", "change_note"),
)
BY_WORDS = {"partners", *VOCABULARIES, "cosigning"}
"""Facts that are lists: what left and what came is marked inside them; of the others the whole is."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its name, the part of the page it stands in, its label, its words before and after.

    `is_text` says that the words are the author's, in the original language of each text.
    """

    name: str
    part: str
    label: str
    before: str
    after: str
    is_text: bool
    verb: str
    new_file: bool = False
    """Whether the file of a picture or an attachment is another one."""
    languages: tuple[str, str] = ("", "")
    """The languages of the words before and after; empty for facts."""

    @property
    def marked(self) -> SafeString:
        """Give the words with what left in `<del>` and what came in `<ins>`, escaped."""
        was, now = self.languages
        if was != now:
            return format_html('<del lang="{}">{}</del> <ins lang="{}">{}</ins>', was, self.before, now, self.after)
        if self.is_text or self.name in BY_WORDS or not (self.before and self.after):
            return difference(self.before, self.after)
        return format_html("<del>{}</del> <ins>{}</ins>", self.before, self.after)

    @property
    def language(self) -> str:
        """Give the language of the words, "" for facts and where both texts have their own."""
        was, now = self.languages
        return now if was == now else ""

    @property
    def verb_label(self) -> str:
        """Give what happened, in the reader's language."""
        return str(VERBS[self.verb])

    @property
    def anchor(self) -> str:
        """Give the fragment of the page of the sheet at which it stands."""
        return anchor_of(self.name)


def differences(before: Practice | None, after: Practice, *, with_note: bool = False) -> list[Difference]:
    """Give what differs between two texts of a sheet, in the order of the page; `before` None: all that is there is new.

    Original texts only, whatever the language of the reader. No query where relations, place and co-signers are in
    memory. The change note, which every version has of its own, is left out unless `with_note`.
    """
    found = []
    for name in SUBJECTS:
        if name in ROWS:
            found += row_differences(name, before, after)
        elif name != "change_note" or with_note:
            found += field_difference(name, before, after)
    return found


# --- fields -----------------------------------------------------------------------------------------


def field_difference(name: str, before: Practice | None, after: Practice) -> Iterator[Difference]:
    """Give the difference of a field or fact, where there is one."""
    is_text = name in TEXTS
    if is_text:
        was, now = (text_of(practice, practice, name) if practice else "" for practice in (before, after))
        differs = was != now
    else:
        differs = (value_of(before, name) if before else EMPTY) != value_of(after, name)
        was, now = (words_of(practice, name) if differs and practice else "" for practice in (before, after))
    if differs and not (before is None and not now):
        languages = (language_of(before, after), after.original_language) if is_text else ("", "")
        label = str(SUBJECTS[name].label)
        yield Difference(name, PARTS[name], label, was, now, is_text, verb_of(was, now), languages=languages)


EMPTY: Any = object()
"""What a fact says of a sheet that is not there."""


def verb_of(before: str, after: str) -> str:
    """Give what happened to words."""
    if not before:
        return ADDED if after else CHANGED
    return CHANGED if after else REMOVED


def language_of(before: Practice | None, after: Practice) -> str:
    """Give the language of the texts before; where there are none, that of those after."""
    return (before or after).original_language


def text_of(practice: Practice, holder: Any, field: str) -> str:
    """Give an original text of a sheet or of one of its rows; line ends and outer blanks do not count."""
    return source_text(holder.text_in(field, practice.original_language))


def value_of(practice: Practice, name: str) -> Any:
    """Give a fact as it is compared: by key, never by words."""
    if name in VOCABULARIES:
        return {term.pk for term in practice.terms.all() if term.vocabulary == VOCABULARIES[name]}
    if name == "cosigning":
        return {place.pk for place in practice.cosigning.all()}
    if name in (*TERMS, "place"):
        return getattr(practice, f"{name}_id")
    value = getattr(practice, name)
    return source_text(value) if isinstance(value, str) else value


def words_of(practice: Practice, name: str) -> str:
    """Give a fact in the reader's language."""
    if name in VOCABULARIES:
        return " · ".join(term.label for term in practice.terms_of(VOCABULARIES[name]))
    if name == "cosigning":
        return " · ".join(sorted(str(place) for place in practice.cosigning.all()))
    if name in TERMS:
        term = practice.term(name)
        return str(term.label) if term else ""
    if name == "place":
        return str(practice.place) if practice.place else ""
    return plain_words(name, getattr(practice, name))


def plain_words(name: str, value: Any) -> str:
    """Give the words of a fact that stands in the sheet itself."""
    if not value:
        return ""
    if name == "form":
        return capfirst(str(Form(value).label)) if value in Form.values else str(value)
    if name == "outcome":
        return outcome_words(value) if value in Outcome.values else str(value)
    if name == "original_language":
        return capfirst(str(LANGUAGES.get(value, value)))
    if name == "look_again_on":
        return date_format(value, "DATE_FORMAT")
    return source_text(value)


# --- rows -------------------------------------------------------------------------------------------


def row_differences(relation: str, before: Practice | None, after: Practice) -> Iterator[Difference]:
    """Give the differences of rows matched by their key, then of those that left, then of the order of the common ones."""
    old, new = rows_of(before, relation), rows_of(after, relation)
    pairs = [(key, old.get(key), row) for key, row in new.items()]
    pairs += [(key, row, None) for key, row in old.items() if key not in new]
    languages = (language_of(before, after), after.original_language)
    for key, was, now in pairs:
        told = [said_in(practice, row, relation) for practice, row in ((before, was), (after, now))]
        new_file = (
            was is not None and now is not None and getattr(was, "file_id", None) != getattr(now, "file_id", None)
        )
        if was is not None and now is not None and told[0] == told[1] and not new_file:
            continue
        name = f"{relation}/{key}"
        verb = CHANGED if was is not None and now is not None else ADDED if was is None else REMOVED
        label = label_of(name, after, before)
        yield Difference(name, PARTS[relation], label, *map(paragraphs, told), True, verb, new_file, languages)
    kept = [key for key in old if key in new]
    moved = [key for key in new if key in old]
    if kept != moved:
        lines = [order_words(practice, relation, kept) for practice in (before, after)]
        label = str(SUBJECTS[relation].label)
        yield Difference(relation, PARTS[relation], label, *lines, True, MOVED, languages=languages)


def said_in(practice: Practice | None, row: Any, relation: str) -> list[str]:
    """Give everything a row says, thing by thing."""
    if practice is None or row is None:
        return []
    _word, texts, facts = ROWS[relation]
    return [text_of(practice, row, name) for name in texts] + [source_text(getattr(row, name)) for name in facts]


def paragraphs(said: list[str]) -> str:
    """Give what a row says, one thing per paragraph."""
    return "\n\n".join(words for words in said if words)


def order_words(practice: Practice | None, relation: str, keys: list[str]) -> str:
    """Give the first words of the rows of `keys` in the order a sheet has them, one per line."""
    if practice is None:
        return ""
    first = ROWS[relation][1][0]
    rows = rows_of(practice, relation)
    return "\n".join(text_of(practice, row, first) for key, row in rows.items() if key in keys)
