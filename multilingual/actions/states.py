"""The state of every language, worked out again whenever an original or a translation changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from ..freshness import field_states, language_state, original_of
from ..languages import CODES, column
from ..models import CURRENT, MISSING, OUTDATED, Translated, TranslationSource, WorkingTranslation, translated_names
from ..signals import announce
from .locks import locked
from .refusals import TranslationRefused


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


def read_sources(thing: Translated) -> list[TranslationSource]:
    """Give what every published translation of the object was made from (one query)."""
    return list(TranslationSource.objects.about(thing))


def work_out_states(thing: Translated, sources: list[TranslationSource]) -> dict[str, str]:
    """Put the state of every language on `thing`, in memory, and note since when each text is outdated; give the states."""
    made_from: dict[str, dict[str, str]] = {}
    for row in sources:
        made_from.setdefault(row.language, {})[row.key] = row.source
    texts = {
        language: field_states(thing, language, made_from.get(language, {}))
        for language in CODES
        if language != thing.original_language
    }
    states = {language: language_state(found) for language, found in texts.items()}
    thing.translation_states = {language: state for language, state in states.items() if state != MISSING}
    note_ages(sources, texts)
    return thing.translation_states


def note_ages(sources: list[TranslationSource], texts: Mapping[str, Mapping[str, str]]) -> None:
    """Write since when each text is outdated, where that changed; drop what tells of texts that are gone."""
    now, aged, gone = timezone.now(), [], []
    for row in sources:
        state = texts.get(row.language, {}).get(row.key)
        if state is None:
            gone.append(row.pk)
        elif (state == OUTDATED) != (row.outdated_since is not None):
            row.outdated_since = now if state == OUTDATED else None
            aged.append(row)
    if aged:
        TranslationSource.objects.bulk_update(aged, ["outdated_since"])
    if gone:
        TranslationSource.objects.filter(pk__in=gone).delete()


def refresh_states(*, thing: Translated) -> dict[str, str]:
    """Work out the state of every language of the live object again and write the summary lists read; give it."""
    states = work_out_states(thing, read_sources(thing))
    type(thing)._base_manager.filter(pk=thing.pk).update(translation_states=states)
    return states


@transaction.atomic
def carry_minor_changes(*, thing: Translated, before: Mapping[str, str], keys: Iterable[str], by: Any) -> None:
    """Keep current, in every language, the translations of texts whose change its author calls minor.

    `before` gives the original of each text as it was published last; only what was made from that text is carried.
    """
    places = {place.key: place for place in thing.text_places()}
    for key in keys:
        if key in places:
            rows = TranslationSource.objects.about(thing).filter(key=key, source=before.get(key, ""))
            rows.update(source=original_of(thing, places[key]), outdated_since=None)
    refresh_states(thing=thing)


@transaction.atomic
def change_original_language(*, thing: Translated, language: str, by: Any) -> Translated:
    """Make `language` the original of a published object: the two swap their roles, every text stays where it is.

    The new original must be current in every text, else `TranslationRefused("stale")` names what is not. Whether a draft
    or a review is open the caller asks first, and publishes a fresh revision after. The old original is a current
    translation of the new one; what other languages were made from is carried over where they were current.
    """
    live = locked(thing)
    if language == live.original_language or language not in CODES:
        raise TranslationRefused("language")
    sources = read_sources(live)
    mine = {row.key: row.source for row in sources if row.language == language}
    late = tuple(key for key, state in field_states(live, language, mine).items() if state != CURRENT)
    if late:
        raise TranslationRefused("stale", late)
    old, places = live.original_language, {place.key: place for place in live.text_places()}
    originals = {key: original_of(live, place) for key, place in places.items()}
    live.original_language = language
    renewed = {key: original_of(live, place) for key, place in places.items()}
    for row in sources:
        if row.source == originals.get(row.key):
            row.source = renewed[row.key]
    TranslationSource.objects.bulk_update(sources, ["source"])
    TranslationSource.objects.about(live).into(language).delete()
    WorkingTranslation.objects.about(live).into(language).delete()
    for key in places:
        remember_source(live, old, key, renewed[key], by=by)
    bare = {name: live.text_in(name, language) for name in translated_names(type(live))}
    type(live)._base_manager.filter(pk=live.pk).update(original_language=language, **bare_columns(live, bare))
    refresh_states(thing=live)
    announce(live, "saved")
    return live


def bare_columns(live: Translated, texts: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of the bare columns, which hold the original; modeltranslation would write them elsewhere."""
    return {column(name, live.original_language): text for name, text in texts.items()}
