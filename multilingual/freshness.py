"""How fresh a translation is, by content: what it was made from against what the original says today."""

import json
from hashlib import sha256
from typing import Any

from .models import CURRENT, MISSING, OUTDATED, TextPlace, Translated, TranslationSource


def source_text(value: Any) -> str:
    """Give the comparable text of a translated value: the same words give the same text, whatever ids surround them.

    Line ends and outer blanks do not count; in a stream of blocks neither do the ids of the blocks.
    """
    if value is None:
        return ""
    prepared = getattr(value, "get_prep_value", None)
    if prepared is not None:
        return json.dumps(without_ids(prepared()), ensure_ascii=False, sort_keys=True) if len(value) else ""
    return str(value).replace("\r\n", "\n").strip()


def without_ids(value: Any) -> Any:
    """Give a block value without the ids Wagtail puts into it."""
    if isinstance(value, dict):
        return {name: without_ids(inner) for name, inner in value.items() if name != "id"}
    if isinstance(value, list):
        return [without_ids(inner) for inner in value]
    return value


def original_of(thing: Translated, place: TextPlace) -> str:
    """Give the original text at `place`, comparable."""
    return source_text(place.holder.text_in(place.field, thing.original_language))  # type: ignore[attr-defined]


def text_state(original: str, target: str, made_from: str | None) -> str | None:
    """Give the state of one text: current, outdated or missing; None where there is nothing to translate."""
    if not original:
        return None
    if not target:
        return MISSING
    return CURRENT if made_from == original else OUTDATED


def field_states(thing: Translated, language: str, sources: dict[str, str] | None = None) -> dict[str, str]:
    """Give the state of every text of `thing` in `language`, by key.

    `sources` (key → original it was made from) is read from the database when not given: one query.
    """
    if sources is None:
        rows = TranslationSource.objects.about(thing).into(language)
        sources = dict(rows.values_list("key", "source"))
    states = {}
    for place in thing.text_places():
        target = source_text(place.holder.text_in(place.field, language))  # type: ignore[attr-defined]
        state = text_state(original_of(thing, place), target, sources.get(place.key))
        if state:
            states[place.key] = state
    return states


def language_state(states: dict[str, str]) -> str:
    """Give the state of a language from those of its texts.

    Missing while its headline is; outdated while any text is outdated or missing; else current (the network's own rule).
    """
    if states.get("headline", MISSING) == MISSING:
        return MISSING
    return CURRENT if all(state == CURRENT for state in states.values()) else OUTDATED


def digest(text: str) -> str:
    """Give a short mark of an original text, by which a form says beside which one a translation was written."""
    return sha256(text.encode()).hexdigest()[:16]
