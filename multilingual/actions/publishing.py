"""Publishing a translation, confirming that one still holds, dropping one in work."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from ..freshness import original_of
from ..languages import CODES, column
from ..models import TextPlace, Translated, TranslationSource, WorkingTranslation
from ..signals import announce
from .locks import locked
from .refusals import StaleTranslation, TranslationRefused
from .states import read_sources, work_out_states
from .working import refuse_language

SourceOf = dict[str, str]


@transaction.atomic
def publish_translation(
    *, thing: Translated, working: WorkingTranslation, by: Any, expected: int | None = None
) -> Translated:
    """Write one language's texts into the live object and nothing else, with the originals they were made from.

    Raises `StaleTranslation` when the work is not the version `expected`, `TranslationRefused` with "headline" when that
    language would be left without one, with "machine" when a suggestion nobody has read is left in it.
    """
    live, language = locked(thing), working.language
    refuse_language(live, language)
    current = WorkingTranslation.objects.about(live).into(language).select_for_update().first()
    if current is None or (expected is not None and current.version != expected):
        raise StaleTranslation(current)
    unread = tuple(key for key, entry in current.entries.items() if entry.get("machine"))
    if unread:
        raise TranslationRefused("machine", unread)
    places = {place.key: place for place in live.text_places()}
    entries = {key: entry for key, entry in current.entries.items() if key in places}
    for key, entry in entries.items():
        setattr(places[key].holder, column(places[key].field, language), entry["text"])
    if not live.text_in("headline", language):
        raise TranslationRefused("headline")
    sources = {key: entry["source"] for key, entry in entries.items()}
    keep_sources(live, language, sources, by=by, confirmed={key for key in entries if entries[key].get("confirmed")})
    write_language(live, language, [places[key] for key in entries])
    current.delete()
    announce(live, "translated")
    return live


def keep_sources(
    live: Translated, language: str, sources: SourceOf, *, by: Any, confirmed: Collection[str] = ()
) -> None:
    """Write down the originals that these texts were made from, and from all of them the state of every language."""
    now, content_type = timezone.now(), ContentType.objects.get_for_model(live)
    rows = [
        TranslationSource(
            content_type=content_type,
            object_id=str(live.pk),
            language=language,
            key=key,
            source=source,
            by=by,
            at=now,
            confirmed=key in confirmed,
        )
        for key, source in sources.items()
    ]
    TranslationSource.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "language", "key"],
        update_fields=["source", "by", "at", "confirmed"],
    )
    work_out_states(live, read_sources(live))


def write_language(live: Translated, language: str, places: Iterable[TextPlace]) -> None:
    """Write the columns of one language, and only those, of the object and of its rows; the summary of states with them."""
    rows: dict[type[models.Model], tuple[dict[Any, models.Model], set[str]]] = {}
    own = {"translation_states": live.translation_states}
    for place in places:
        name = column(place.field, language)
        if place.holder is live:
            own[name] = getattr(live, name)
        else:
            holders, names = rows.setdefault(type(place.holder), ({}, set()))
            holders[place.holder.pk] = place.holder
            names.add(name)
    type(live)._base_manager.filter(pk=live.pk).update(**own)
    for model, (holders, names) in rows.items():
        model._base_manager.bulk_update(holders.values(), sorted(names))


@transaction.atomic
def confirm_translation(*, thing: Translated, language: str, keys: Iterable[str], by: Any) -> None:
    """Say that the translations of the texts named by `keys` still hold for the original as it reads today."""
    live = locked(thing)
    places = {place.key: place for place in live.text_places()}
    named = [key for key in keys if key in places]
    sources = {key: original_of(live, places[key]) for key in named}
    keep_sources(live, language, sources, by=by, confirmed=set(named))
    write_language(live, language, [])
    announce(live, "translated")


@transaction.atomic
def discard_translation(*, thing: Translated, language: str, by: Any) -> None:
    """Drop the translation in work into `language`; what is published stays."""
    live = locked(thing)
    if language in CODES:
        WorkingTranslation.objects.about(live).into(language).delete()
