"""Saving a translation in work."""

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from ..freshness import digest, original_of
from ..languages import CODES
from ..models import TextPlace, Translated, TranslationSource, WorkingTranslation
from .locks import locked
from .refusals import StaleTranslation, TranslationRefused


@transaction.atomic
def save_translation(
    *,
    thing: Translated,
    language: str,
    texts: Mapping[str, str],
    by: Any,
    expected: int | None = None,
    read: Mapping[str, str] | None = None,
    confirmed: Collection[str] = (),
    machine: Collection[str] = (),
    sources: Mapping[str, str] | None = None,
) -> WorkingTranslation:
    """Keep a translation in work; no reader sees it. `texts` are texts by key; keys it does not name stay as they were.

    `read` gives the digest of the original each text was written beside: a text written beside an older original than
    today's stays marked as made from that one; `sources` gives the original itself where the caller knows it passage by
    passage. `confirmed` names texts whose translation still holds as it is, `machine` those an engine suggested and
    nobody has read. A text that reads as published again, and is neither, is no work any more.
    `expected` is the version of the work the form was made from.
    Raises `StaleTranslation` when somebody saved meanwhile, `TranslationRefused` for the original's own language, for
    one that is none of ours, and before the first publication.
    """
    live = locked(thing)
    refuse_language(live, language)
    row = WorkingTranslation.objects.about(live).into(language).select_for_update().first()
    if expected is not None and expected != (row.version if row else 0):
        raise StaleTranslation(row)
    row = row or WorkingTranslation(
        content_type=ContentType.objects.get_for_model(live), object_id=str(live.pk), language=language, version=0
    )
    places = {place.key: place for place in live.text_places()}
    row.entries = {key: entry for key, entry in row.entries.items() if key in places}
    marks = Marks(read or {}, sources or {}, confirmed, machine)
    fill_entries(row, live, places, texts, marks)
    row.version += 1
    row.by, row.at = by, timezone.now()
    row.save()
    return row


def refuse_language(live: Translated, language: str) -> None:
    """Raise `TranslationRefused` where nothing can be translated into `language`."""
    if language == live.original_language or language not in CODES:
        raise TranslationRefused("language")
    if not live.may_be_translated():
        raise TranslationRefused("unpublished")


class Marks(NamedTuple):
    """What a caller says of the texts it gives: see `save_translation`."""

    read: Mapping[str, str]
    sources: Mapping[str, str]
    confirmed: Collection[str]
    machine: Collection[str]


def fill_entries(
    row: WorkingTranslation,
    live: Translated,
    places: Mapping[str, TextPlace],
    texts: Mapping[str, str],
    marks: Marks,
) -> None:
    """Put the given texts into the work, each with the original it was written beside; a text that did not change stays."""
    published = {key: published_text(places[key], row.language) for key in texts if key in places}
    made_from = dict(TranslationSource.objects.about(live).into(row.language).values_list("key", "source"))
    for key, text in texts.items():
        if key not in places:
            continue
        before = row.entries.get(key)
        holds, suggested = key in marks.confirmed, key in marks.machine
        older = before["source"] if before else made_from.get(key, "")
        original = original_of(live, places[key])
        unmoved = marks.read.get(key, digest(original)) == digest(original)
        source = marks.sources.get(key, original if unmoved else older)
        if text == published[key] and not (holds or suggested) and stays(key, source, marks, made_from):
            row.entries.pop(key, None)
        elif before is None or holds or is_news(before, text, suggested, marks.sources.get(key, older)):
            row.entries[key] = {"text": text, "source": source, "machine": suggested, "confirmed": holds}


def is_news(before: Mapping[str, Any], text: str, suggested: bool, source: str) -> bool:
    """Say whether a text, whether a machine wrote it, or the passages it was made from differ from what the work holds."""
    return (before["text"], before.get("machine", False), before["source"]) != (text, suggested, source)


def stays(key: str, source: str, marks: Marks, made_from: Mapping[str, str]) -> bool:
    """Say whether a text that reads as published was made from what the published one was, as far as the caller says."""
    return key not in marks.sources or source == made_from.get(key, "")


def published_text(place: TextPlace, language: str) -> str:
    """Give the published translation of one text, as the column takes it; a body of blocks as its JSON."""
    value = place.holder.text_in(place.field, language)  # type: ignore[attr-defined]
    return column_text(value)


def column_text(value: Any) -> str:
    """Give a translated value as text: a stream of blocks as the JSON its column holds, nothing as an empty text."""
    if not value:
        return ""
    prepared = getattr(value, "get_prep_value", None)
    return json.dumps(prepared(), ensure_ascii=False) if prepared else str(value)
