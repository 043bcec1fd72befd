"""Objects written in one language and translated into the others, and what each translation was made from."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, cast
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from wagtail.models import Page

from .languages import CODES, column, reader_language, writing_in

UNTITLED = "—"
"""What Wagtail's admin shows for a draft without a headline."""

ORIGINAL, CURRENT, OUTDATED, MISSING = "original", "current", "outdated", "missing"


def new_key() -> str:
    """Give the key of a new row: one name in draft, live object and revision."""
    return str(uuid4())


_names: dict[type[models.Model], tuple[str, ...]] = {}


def translated_names(model: type[models.Model]) -> tuple[str, ...]:
    """Give the bare names of the translated fields of `model`, in the order the model declares them: that of reading."""
    if model not in _names:
        names = set(translator.get_options_for_model(model).get_field_names())
        _names[model] = tuple(field.name for field in model._meta.concrete_fields if field.name in names)
    return _names[model]


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
        with writing_in(live.original_language):
            page = super().with_content_json(content)
            for name in self.whole_object_fields:
                attname = cast(models.Field, self._meta.get_field(name)).attname
                setattr(page, attname, getattr(live, attname))
            lay_translations(live=live, over=page)
            page.set_url_path(page.get_parent())
        return page


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


class AboutObject(models.Model):
    """A row about one translated object of any kind."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    class Meta:
        abstract = True


class AboutObjectQuerySet(models.QuerySet):
    """Rows about translated objects."""

    def about(self, thing: models.Model) -> "AboutObjectQuerySet":
        """Keep the rows about `thing`."""
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))

    def into(self, language: str) -> "AboutObjectQuerySet":
        """Keep the rows of one language."""
        return self.filter(language=language)


class WorkingTranslation(AboutObject):
    """A translation being written: its texts, and the original as it was read; no reader sees it before it is published."""

    entries = models.JSONField(_("texts"), default=dict)
    """Key of a text → its `text`, the original (`source`) it was written beside, whether an engine suggested it and nobody
    has read it (`machine`), and whether a translator said that it still holds (`confirmed`)."""
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = AboutObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation in work")
        verbose_name_plural = _("translations in work")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "language"], name="one_working_translation")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} → {self.language}"


class TranslationSource(AboutObject):
    """The original text that the published translation of one text was made from, or confirmed against."""

    key = models.CharField(max_length=120)
    source = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"))
    confirmed = models.BooleanField(_("confirmed without change"), default=False)
    outdated_since = models.DateTimeField(_("outdated since"), null=True)

    objects = AboutObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("original of a translation")
        verbose_name_plural = _("originals of translations")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "language", "key"], name="one_source_per_text")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} → {self.language}: {self.key}"
