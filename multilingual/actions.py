"""What can happen to a translation: it is saved, published, confirmed, carried over a minor change, or dropped."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from .freshness import field_states, language_state, original_of
from .languages import CODES, column
from .models import MISSING, TextPlace, Translated, TranslationSource, WorkingTranslation
from .signals import announce


class TranslationRefused(Exception):
    """A translation that cannot be published; `reason` is "headline" (none given) or "language" (the original's own)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def locked(thing: Translated) -> Translated:
    """Give `thing` as it is in the database now, its row locked until the transaction ends."""
    return type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)


@transaction.atomic
def save_translation(*, thing: Translated, language: str, texts: dict[str, str], by: Any) -> WorkingTranslation:
    """Keep a translation in work: its texts by key, beside the originals as they read now. No reader sees it.

    Raises `TranslationRefused` when `language` is the original's own.
    """
    if language == thing.original_language:
        raise TranslationRefused("language")
    sources = {place.key: original_of(thing, place) for place in thing.text_places()}
    known = {key: text for key, text in texts.items() if key in sources}
    row, _created = WorkingTranslation.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        language=language,
        defaults={"texts": known, "sources": sources, "by": by, "at": timezone.now()},
    )
    return row


@transaction.atomic
def publish_translation(*, thing: Translated, working: WorkingTranslation, by: Any) -> Translated:
    """Write one language's texts into the live object and nothing else, with the originals they were made from.

    Raises `TranslationRefused("headline")` when that language would be left without a headline.
    """
    live, language = locked(thing), working.language
    if language == live.original_language:
        raise TranslationRefused("language")
    places = {place.key: place for place in live.text_places()}
    for key, text in working.texts.items():
        if key in places:
            setattr(places[key].holder, column(places[key].field, language), text)
    if not live.text_in("headline", language):
        raise TranslationRefused("headline")
    write_language(live, language, places.values())
    for key in working.texts.keys() & places.keys():
        remember_source(live, language, key, working.sources.get(key, ""), by=by)
    working.delete()
    refresh_states(thing=live)
    announce(live, "translated")
    return live


def write_language(live: Translated, language: str, places: Iterable[TextPlace]) -> None:
    """Write the columns of one language, and only those, of the object and of its rows."""
    holders: dict[Any, tuple[Any, list[str]]] = {}
    for place in places:
        _holder, names = holders.setdefault((type(place.holder), place.holder.pk), (place.holder, []))
        names.append(column(place.field, language))
    for holder, names in holders.values():
        values = {name: getattr(holder, name) for name in names}
        type(holder)._base_manager.filter(pk=holder.pk).update(**values)


def remember_source(
    thing: Translated, language: str, key: str, source: str, *, by: Any, confirmed: bool = False
) -> None:
    """Write down the original that the translation of one text was made from."""
    TranslationSource.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        language=language,
        key=key,
        defaults={"source": source, "by": by, "at": timezone.now(), "confirmed": confirmed},
    )


@transaction.atomic
def confirm_translation(*, thing: Translated, language: str, keys: Iterable[str], by: Any) -> None:
    """Say that the translations of the texts named by `keys` still hold for the original as it reads today."""
    live = locked(thing)
    places = {place.key: place for place in live.text_places()}
    for key in keys:
        if key in places:
            remember_source(live, language, key, original_of(live, places[key]), by=by, confirmed=True)
    refresh_states(thing=live)
    announce(live, "translated")


@transaction.atomic
def carry_minor_changes(*, thing: Translated, before: dict[str, str], keys: Iterable[str], by: Any) -> None:
    """Keep current, in every language, the translations of texts whose change its author calls minor.

    `before` gives the original of each text as it was published last; only translations made from that text are carried.
    """
    places = {place.key: place for place in thing.text_places()}
    for key in keys:
        if key in places:
            rows = TranslationSource.objects.about(thing).filter(key=key, source=before.get(key, ""))
            rows.update(source=original_of(thing, places[key]))
    refresh_states(thing=thing)


def refresh_states(*, thing: Translated) -> dict[str, str]:
    """Work out the state of every language of the live object again and write the summary lists read; give it."""
    made_from: dict[str, dict[str, str]] = {}
    for language, key, source in TranslationSource.objects.about(thing).values_list("language", "key", "source"):
        made_from.setdefault(language, {})[key] = source
    states = {}
    for language in CODES:
        if language == thing.original_language:
            continue
        state = language_state(field_states(thing, language, made_from.get(language, {})))
        if state != MISSING:
            states[language] = state
    type(thing)._base_manager.filter(pk=thing.pk).update(translation_states=states)
    thing.translation_states = states
    return states
