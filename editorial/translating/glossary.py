"""The network's own words in a text: underlined where they stand, each with how another language says it."""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from editorial.models import Term
from editorial.vocabularies import terms_by_id
from multilingual.languages import column

SPOKEN = ("glossary", "kind", "public", "service", "territory", "grade", "pole")
"""Vocabularies whose labels are words of a sentence; budgets and the Charter's principles are not."""
VOWELS = "aeiouàáèéêíïòóôúü"
ENDINGS = {"en": r"(?:e?s)?", "fr": r"(?:e?s|x)?"}
TAGS = re.compile(r"(<[^>]*>)")
SHORTEST_STEM = 4


class Said(NamedTuple):
    """A term as the text's language says it, and as another does."""

    here: str
    there: str


class Words(NamedTuple):
    """The terms of one language as one pattern; each group of it is a term."""

    pattern: re.Pattern[str] | None
    terms: tuple[Term, ...]


_known: tuple[Mapping[int, Term] | None, dict[tuple[str, str], Words]] = (None, {})


def words_of(source: str, target: str) -> Words:
    """Give the pattern of the terms in `source` that `target` says otherwise, made once for each version of the vocabularies."""
    global _known  # noqa: PLW0603  the memory of the process, replaced whole
    terms = terms_by_id()
    if _known[0] is not terms:
        _known = (terms, {})
        found_in.cache_clear()
        underlined_in.cache_clear()
    if (source, target) not in _known[1]:
        _known[1][source, target] = read_words(terms, source, target)
    return _known[1][source, target]


def read_words(terms: Mapping[int, Term], source: str, target: str) -> Words:
    """Make the pattern, the longest labels first; of two terms with one label the first vocabulary's counts."""
    chosen: dict[str, Term] = {}
    for vocabulary in SPOKEN:
        for term in terms.values():
            here, there = label_in(term, source).casefold(), label_in(term, target).casefold()
            if term.vocabulary == vocabulary and len(here) > 1 and there and here != there:
                chosen.setdefault(here, term)
    ordered = sorted(chosen.values(), key=lambda term: -len(label_in(term, source)))
    if not ordered:
        return Words(None, ())
    alternatives = "|".join(f"({inflected(label_in(term, source), source)})" for term in ordered)
    return Words(re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), tuple(ordered))


def label_in(term: Any, language: str) -> str:
    """Give a term's label in exactly one language."""
    return getattr(term, column("label", language)) or ""


def inflected(label: str, language: str) -> str:
    """Give a pattern of a label and its plural; apostrophes of both sorts are one."""
    return r"\s+".join(inflected_word(word, language) for word in label.split())


def inflected_word(word: str, language: str) -> str:
    """Give a pattern of one word: with an ending in French and English, with another last vowel elsewhere."""
    ending = ENDINGS.get(language)
    if ending is None and len(word) > SHORTEST_STEM and word.isalpha() and not word.isupper():
        stem = word[:-1] if word[-1].lower() in VOWELS else word
        return re.escape(stem) + r"\w{0,2}"
    whole = re.escape(word).replace("'", "['’]").replace("’", "['’]") if "'" in word or "’" in word else re.escape(word)
    return whole + (ending or "") if word[-1].isalpha() and not word.isupper() else whole


def terms_in(text: str, source: str, target: str) -> tuple[Said, ...]:
    """Give the terms a text in `source` speaks of, each once, in order, with what `target` says."""
    words_of(source, target)
    return found_in(text, source, target)


@lru_cache(maxsize=2048)
def found_in(text: str, source: str, target: str) -> tuple[Said, ...]:
    """Look through one text; remembered until a term changes."""
    pattern, terms = words_of(source, target)
    if pattern is None:
        return ()
    seen = dict.fromkeys(terms[match.lastindex - 1] for match in pattern.finditer(text) if match.lastindex)
    return tuple(Said(label_in(term, source), label_in(term, target)) for term in seen)


def underlined(clean: str, source: str, target: str) -> SafeString:
    """Give clean HTML with every term in a `<dfn>`; tags are passed by."""
    words_of(source, target)
    return mark_safe(underlined_in(clean, source, target))  # noqa: S308  words of clean HTML, put into a tag without attributes


@lru_cache(maxsize=2048)
def underlined_in(clean: str, source: str, target: str) -> str:
    """Underline the terms of one text; remembered until a term changes."""
    pattern, _terms = words_of(source, target)
    pieces = TAGS.split(clean)
    for place in range(0, len(pieces), 2) if pattern else ():
        pieces[place] = pattern.sub(r"<dfn>\g<0></dfn>", pieces[place])
    return "".join(pieces)


def underlined_text(text: str, source: str, target: str) -> SafeString:
    """Give a plain text escaped, with every term in a `<dfn>`."""
    return underlined(html.escape(text, quote=False), source, target)
