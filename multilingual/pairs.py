"""An object and one of its languages side by side: what a translating page, an exchange file or a queue shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from .actions.working import column_text
from .freshness import original_of, source_text, text_state
from .models import MISSING, TextPlace, Translated, TranslationSource, WorkingTranslation


@dataclass(frozen=True)
class Pair:
    """One text and its translation: the original as it reads today, the target as it is in work, else as published.

    `state` is that of the published translation (current, outdated, missing); `made_from` the original the target was
    made from; `number` the place of its row among the rows of its kind, None for a field of the object itself; `since`
    when the published translation became outdated.
    """

    place: TextPlace
    label: str
    part: str
    number: int | None
    original: str
    target: str
    published: str
    state: str
    made_from: str
    in_work: bool = False
    machine: bool = False
    confirmed: bool = False
    since: datetime | None = None

    @property
    def key(self) -> str:
        """Give the key of the text, the same in a form, a file and the database."""
        return self.place.key

    @property
    def changed(self) -> bool:
        """Say whether the original reads otherwise than when the target was made."""
        return bool(self.target) and bool(self.made_from) and self.made_from != self.original

    @property
    def done(self) -> bool:
        """Say whether the target would be current if it were published now."""
        if self.machine or not self.target:
            return False
        return self.confirmed or self.made_from == self.original


def working_on(thing: Translated, language: str) -> WorkingTranslation | None:
    """Give the translation of `thing` in work into `language`, None where there is none (one query)."""
    return WorkingTranslation.objects.about(thing).into(language).select_related("by").first()


def pairs_of(thing: Translated, language: str, working: WorkingTranslation | None = None) -> list[Pair]:
    """Give every text of `thing` that has an original, beside its translation, in reading order (one query, and its rows)."""
    sources = TranslationSource.objects.about(thing).into(language).values_list("key", "source", "outdated_since")
    known = {key: (source, since) for key, source, since in sources}
    entries: dict[str, Any] = working.entries if working is not None else {}
    numbers: dict[tuple[type, str], int] = {}
    pairs = []
    for place in thing.text_places():
        original = original_of(thing, place)
        if not original:
            continue
        published = column_text(place.holder.text_in(place.field, language))  # type: ignore[attr-defined]
        entry = entries.get(place.key)
        made_from, since = known.get(place.key, (None, None))
        row = None if place.holder is thing else place.holder
        pairs.append(
            Pair(
                place=place,
                label=str(place.holder._meta.get_field(place.field).verbose_name),
                part=str(row._meta.verbose_name) if row is not None else "",
                number=number_of(row, numbers) if row is not None else None,
                original=original,
                target=entry["text"] if entry else published,
                published=published,
                state=text_state(original, source_text(published), made_from) or MISSING,
                made_from=entry["source"] if entry else made_from or "",
                in_work=entry is not None,
                machine=bool(entry and entry.get("machine")),
                confirmed=bool(entry and entry.get("confirmed")),
                since=since,
            )
        )
    return pairs


def number_of(row: models.Model, numbers: dict[tuple[type, str], int]) -> int:
    """Give the place of `row` among the rows of its kind, counted as they come."""
    known = (type(row), str(row.pk))
    if known not in numbers:
        numbers[known] = 1 + sum(1 for kind, _key in numbers if kind is type(row))
    return numbers[known]


def counts_of(pairs: list[Pair]) -> dict[str, int]:
    """Give how many texts are done, to look at again, and empty."""
    done = sum(pair.done for pair in pairs)
    empty = sum(not pair.target for pair in pairs)
    return {"all": len(pairs), "done": done, "empty": empty, "again": len(pairs) - done - empty}
