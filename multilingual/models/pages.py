"""A Wagtail page in six languages, and how a revision takes on today's translations."""

from typing import Any, cast

from django.db import models
from wagtail.models import Page

from ..languages import CODES, column, writing_in
from .names import translated_names
from .objects import Translated

UNTITLED = "—"
"""What Wagtail's admin shows for a draft without a headline."""


class TranslatedPage(Translated, Page):
    """A Wagtail page that exists once and is read in six languages; its revisions own the original, never a translation."""

    whole_object_fields: tuple[str, ...] = ("original_language", "translation_states")
    """Facts of the object rather than of a version: a revision never brings an old one back."""

    class Meta:
        abstract = True

    def may_be_translated(self) -> bool:
        """Say whether translating may begin: with the first publication, and as long as the page is published."""
        return bool(self.live)

    def get_original_title(self) -> str:
        """Give the title Wagtail's admin shows: the headline in its original language."""
        return self.text_in("headline", self.original_language) or UNTITLED

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.title = self.get_original_title()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a revision whose bare columns hold the original language, whoever saves."""
        self.title = self.get_original_title()
        with writing_in(self.original_language):
            return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "TranslatedPage":
        """Make the object a revision describes, with today's facts and today's translations laid over it."""
        live = type(self)._base_manager.get(pk=self.pk)
        models.prefetch_related_objects([live], *live.translated_relations)
        with writing_in(live.original_language):
            page = super().with_content_json(content)
            for name in self.whole_object_fields:
                attname = cast(models.Field, self._meta.get_field(name)).attname
                setattr(page, attname, getattr(live, attname))
            page.take_over(live)
            page.set_url_path(self.get_parent())
        return page

    def take_over(self, live: "TranslatedPage") -> None:
        """Take from the live object, in memory with its rows, what no revision brings back: its translations."""
        lay_translations(live=live, over=self)


def lay_translations(*, live: Translated, over: Translated) -> None:
    """Copy every translated column but the original's from `live` to `over`, for the object and for rows of the same key.

    A row that the live object does not have is new: it has no translation yet, whatever the revision says.
    """
    others = [code for code in CODES if code != live.original_language]
    copy_columns(live, over, others)
    for relation in live.translated_relations:
        known = {row.pk: row for row in getattr(live, relation).all()}
        for row in getattr(over, relation).all():
            copy_columns(known.get(row.pk), row, others)


def copy_columns(source: models.Model | None, target: models.Model, languages: list[str]) -> None:
    """Copy the translated columns of `languages` from `source` to `target`; without a source they become empty."""
    for name in translated_names(type(target)):
        for code in languages:
            value = getattr(source, column(name, code)) if source is not None else None
            setattr(target, column(name, code), value)
