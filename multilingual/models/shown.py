"""How a text is met by a reader: in their language, else in the original one, saying which."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from ..languages import column, reader_language

ORIGINAL, CURRENT, OUTDATED, MISSING = "original", "current", "outdated", "missing"


class Shown(NamedTuple):
    """A text as a reader meets it: the text, the language it really is in, and whether that is another than the reader's."""

    text: Any
    lang: str
    foreign: bool
    outdated_since: datetime | None = None
    """When the original of this translation changed; known only once the object's `know_ages()` was called."""


class TextPlace(NamedTuple):
    """Where one translated text lives: the object or row that holds it, the bare field, and its key ("headline", "steps/<uuid>/title")."""

    holder: models.Model
    field: str
    key: str


class Shows(models.Model):
    """What a translated object and a translated row have in common: reading a field as a reader meets it."""

    class Meta:
        abstract = True

    def get_original_language(self) -> str:
        """Give the code of the language this text was first written in."""
        raise NotImplementedError

    def text_in(self, field: str, language: str) -> Any:
        """Give `field` in exactly `language`, empty where it is not translated."""
        return getattr(self, column(field, language))

    def shown(self, field: str) -> Shown:
        """Give `field` in the reader's language, else in the original one, saying which."""
        reader = reader_language()
        text = self.text_in(field, reader)
        if text:
            return Shown(text, reader, False, self.age_of(field))
        original = self.get_original_language()
        text = self.text_in(field, original)
        return Shown(text, original if text else reader, bool(text) and original != reader)

    def age_of(self, field: str) -> datetime | None:
        """Give since when the reader's translation of `field` is outdated, None where it is not, or where nobody asked."""
        return None

    def shown_language(self, field: str) -> str:
        """Give the code of the language in which a reader really sees `field`; it feeds `lang="…"`."""
        return self.shown(field).lang
