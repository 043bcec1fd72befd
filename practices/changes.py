"""What a draft changes in a published sheet, text by text: the form asks which of these changes are minor."""

from dataclasses import dataclass

from multilingual.freshness import original_of

from .models import Practice


@dataclass(frozen=True)
class Change:
    """A field or a row whose original text differs from what readers see: its name in the form, and the texts' keys."""

    name: str
    label: str
    keys: tuple[str, ...]


def changes_of(live: Practice, draft: Practice) -> list[Change]:
    """Give the fields and rows of `draft` whose text differs from the published one, in the order of reading.

    A row that readers do not have yet is new, not changed: nothing of it is translated.
    """
    published = originals(live)
    found: dict[str, Change] = {}
    for place in draft.text_places():
        if place.field == "change_note" or place.key not in published:
            continue
        if original_of(draft, place) == published[place.key]:
            continue
        row = None if place.holder is draft else place.holder
        name = place.key if row is None else place.key.rpartition("/")[0]
        words = (
            place.holder._meta.get_field(place.field).verbose_name
            if row is None
            else f"{row._meta.verbose_name}: {row}"
        )
        before = found.get(name, Change(name, str(words), ()))
        found[name] = Change(name, before.label, (*before.keys, place.key))
    return list(found.values())


def originals(practice: Practice) -> dict[str, str]:
    """Give the original of every text of the sheet, by key, as freshness compares it."""
    return {place.key: original_of(practice, place) for place in practice.text_places()}
