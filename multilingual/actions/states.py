"""The state of every language, worked out again whenever an original or a translation changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from ..freshness import field_states, language_state, original_of
from ..languages import CODES
from ..models import MISSING, OUTDATED, Translated, TranslationSource


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
