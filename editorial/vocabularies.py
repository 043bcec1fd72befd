"""The terms of the vocabularies, kept in the memory of each process and right for the version of the content it knows."""

import tomllib
from pathlib import Path
from types import MappingProxyType

from . import caching
from .models import Term

SOURCE = Path(__file__).resolve().parent / "vocabularies.toml"

_known: tuple[str, MappingProxyType[int, Term]] = ("", MappingProxyType({}))


def terms_by_id() -> MappingProxyType[int, Term]:
    """Give every term by its key in the database, in order; one query after a change of content, none otherwise."""
    global _known  # noqa: PLW0603  the memory of the process, replaced whole so that no reader sees half of it
    shows = caching.content_version()
    if _known[0] == shows:
        return _known[1]
    found = MappingProxyType({term.pk: term for term in Term.objects.order_by("vocabulary", "position", "pk")})
    if not caching.in_transaction():  # what is read there may still be taken back
        _known = (shows, found)
    return found


def all_terms() -> dict[str, list[Term]]:
    """Give the terms of every vocabulary, in order, by the name of the vocabulary."""
    sorted_out: dict[str, list[Term]] = {}
    for term in terms_by_id().values():
        sorted_out.setdefault(term.vocabulary, []).append(term)
    return sorted_out


def terms(vocabulary: str) -> list[Term]:
    """Give the terms of one vocabulary, in order; each one's `label` reads in the reader's language."""
    return [term for term in terms_by_id().values() if term.vocabulary == vocabulary]


def term(vocabulary: str, key: str) -> Term | None:
    """Give the term of a vocabulary whose key is `key`, None where there is none."""
    return next((found for found in terms(vocabulary) if found.key == key), None)


def forget_terms() -> None:
    """Empty this process's memory of terms: for tests."""
    global _known  # noqa: PLW0603  see above
    _known = ("", MappingProxyType({}))


def vocabularies_of_the_house() -> dict[str, list[dict[str, str]]]:
    """Give the vocabularies the house comes with, as its own file lists them."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))
