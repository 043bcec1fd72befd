"""Objects written in one language and translated into the others, and their rows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..languages import CODES, column, reader_language, writing_in
from .names import new_key, translated_names
from .shown import MISSING, ORIGINAL, OUTDATED, Shows, TextPlace
from .translations import TranslationSource


class Translated(Shows):
    """An object written in one language, its original, and translated into the others one field at a time."""

    original_language = models.CharField(_("original language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    translation_states = models.JSONField(_("state of each translation"), default=dict, editable=False)

    translated_relations: tuple[str, ...] = ()
    """Names of the child relations whose rows are translated with the object."""

    ages: Mapping[str, datetime] = MappingProxyType({})
    """Key of a text → since when the reader's translation of it is outdated; filled by `know_ages()`."""

    class Meta:
        abstract = True

    def get_original_language(self) -> str:
        return self.original_language

    def know_ages(self) -> None:
        """Learn since when each text is outdated in the reader's language: one query where any is, else none."""
        reader = reader_language()
        if self.translation_states.get(reader) == OUTDATED:
            rows = TranslationSource.objects.about(self).into(reader).filter(outdated_since__isnull=False)
            self.ages = dict(rows.values_list("key", "outdated_since"))

    def age_of(self, field: str) -> datetime | None:
        return self.ages.get(field)

    def may_be_translated(self) -> bool:
        """Say whether translating may begin: for what has no drafts, at once."""
        return True

    def text_places(self) -> Iterator[TextPlace]:
        """Give every translated text of the object and of its rows, in reading order."""
        for name in translated_names(type(self)):
            yield TextPlace(self, name, name)
        for relation in self.translated_relations:
            for row in getattr(self, relation).all():
                for name in translated_names(type(row)):
                    yield TextPlace(row, name, f"{relation}/{row.pk}/{name}")

    def language_states(self) -> list[tuple[str, str]]:
        """Give each of the six languages with its state for this object: original, current, outdated or missing."""
        states = self.translation_states
        return [(code, ORIGINAL if code == self.original_language else states.get(code, MISSING)) for code in CODES]

    def readable_languages(self) -> list[str]:
        """Give the languages that are not missing: those hreflang, feeds and the sitemap may name."""
        return [code for code, state in self.language_states() if state != MISSING]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the bare columns in the original language, whoever saves."""
        pin_update_fields(type(self), kwargs)
        with writing_in(self.original_language):
            super().save(*args, **kwargs)


class TranslatedRow(Shows):
    """A row of a translated object (a step, a result), translated with it and known by the same key in every version."""

    id = models.CharField(primary_key=True, max_length=36, editable=False)

    parent_name = "page"
    """Name of the field that leads to the translated object."""

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.id:  # not a field default: Django would then always insert, and rows of a revision exist already
            self.id = new_key()

    def get_original_language(self) -> str:
        return getattr(self, self.parent_name).original_language

    def age_of(self, field: str) -> datetime | None:
        ages = getattr(self, self.parent_name).ages
        if not ages:
            return None
        link: Any = self._meta.get_field(self.parent_name)
        relation = link.remote_field.related_name
        return ages.get(f"{relation}/{self.pk}/{field}")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the bare columns in the original language, whoever saves."""
        pin_update_fields(type(self), kwargs)
        with writing_in(self.get_original_language()):
            super().save(*args, **kwargs)


def pin_update_fields(model: type[models.Model], kwargs: dict[str, Any]) -> None:
    """Replace bare translated names in `update_fields` by their six columns, so that nothing written depends on who reads."""
    named = kwargs.get("update_fields")
    if named is None:
        return
    translated = set(translated_names(model))
    pinned: list[str] = []
    for name in named:
        pinned += [name, *(column(name, code) for code in CODES)] if name in translated else [name]
    kwargs["update_fields"] = pinned
