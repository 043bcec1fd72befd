"""What each app gives a person of theirs, and forgets of them: `exporters.py` and `erasers.py` of each app."""

import html
import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from gettext import translation
from itertools import chain
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

LEFT_OUT = "[…]"
"""What stands in a text where a name or an address was: it reads alike in every language."""
SHORTEST_NAME = 3
LONGEST_NESTING = 4
"""How deep a JSON text may lie inside another one, as bodies of pages do in their revisions."""


@dataclass(frozen=True)
class Piece:
    """A part of what a person is given: a JSON-able value, or any iterable of such, under a name; files as (name, opener)."""

    name: str
    content: Any
    files: Iterable[tuple[str, Callable[[], Any]]] = ()


@dataclass(frozen=True)
class Concern:
    """What a person is told before they have themselves forgotten; one that stops them says what to do first."""

    sentence: str
    stops: bool = False


class CannotBeForgotten(Exception):
    """Something stands against it; `sentence` says what, in the person's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Forgotten:
    """Who is being forgotten, and what is taken out of texts: their addresses, the name they showed, others they signed with.

    `own_words` are the network's: a name or an address that is one of them (a town, a function's mailbox) stays in texts.
    So does a name made of nothing but `everyday` words: it would take everybody's words with it.
    """

    person: Any
    addresses: tuple[str, ...]
    names: tuple[str, ...] = ()
    own_words: frozenset[str] = field(default_factory=frozenset)
    everyday: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def words(self) -> tuple[tuple[str, bool], ...]:
        """Give what is looked for in texts, each with whether it is an address, in every spelling a table may hold."""
        known = [(address, True) for address in self.addresses] + [(name, False) for name in self.names]
        free = [(word, is_address) for word, is_address in known if self.is_theirs(word, is_address)]
        spelled = {
            (spelling, is_address): None for word, is_address in free for spelling in spellings(word, is_address)
        }
        return tuple(sorted(spelled, key=lambda pair: -len(pair[0])))

    def is_theirs(self, word: str, is_address: bool) -> bool:
        """Say whether a word means this person wherever it stands: no word of the network, no little word of a language."""
        if word.casefold() in self.own_words:
            return False
        if is_address:
            return True
        if is_everyday(word, self.everyday):
            return False
        long_enough = len(word) >= SHORTEST_NAME and any(letter.isalpha() for letter in word)
        return long_enough and (" " in word or not word[0].islower())

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Give what finds the words in a text, whole words only; None where there is nothing to find."""
        parts = [pattern_of(word, is_address) for word, is_address in self.words]
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def probes(self) -> tuple[str, ...]:
        """Give for each word a part that any table keeps as it is, by which a database looks; nothing where one has none."""
        found = [max(re.findall(r"[A-Za-z0-9]+", word), key=len, default="") for word, _is_address in self.words]
        return tuple(dict.fromkeys(found)) if all(len(probe) > 1 for probe in found) else ()

    def is_in(self, text: str) -> bool:
        """Say whether a text names the person."""
        return self.pattern is not None and self.pattern.search(text) is not None

    def without(self, text: str, *, may_be_empty: bool = False) -> str:
        """Give a text without the person's names and addresses; one that says nothing else is empty, where it may be."""
        if self.pattern is None:
            return text
        if may_be_empty and self.pattern.fullmatch(text.strip()):
            return ""
        return self.pattern.sub(LEFT_OUT, text)

    def out_of(self, value: Any, depth: int = 0) -> Any:
        """Give a JSON value without them, down to the texts that are JSON themselves."""
        if isinstance(value, dict):
            return {self.without(str(key)): self.out_of(each, depth) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self.out_of(each, depth) for each in value]
        if not isinstance(value, str):
            return value
        if value[:1] in ("[", "{") and depth < LONGEST_NESTING:
            try:
                inner = json.loads(value)
            except ValueError:
                return self.without(value)
            freed = self.out_of(inner, depth + 1)
            return value if freed == inner else json.dumps(freed)
        return self.without(value)


def is_everyday(name: str, everyday: frozenset[str]) -> bool:
    """Say whether every word of a name is one of some everyday words."""
    return all(word in everyday for word in words_in(name))


def words_in(text: str) -> list[str]:
    """Give the words of a text, in one case."""
    return re.findall(r"[^\W\d_]+", text.casefold())


def spellings(word: str, is_address: bool) -> list[str]:
    """Give the ways one word is written: letters put together or apart, safe for HTML, a domain as people read it."""
    found = [word, normalize("NFC", word), normalize("NFD", word)]
    local, _at, domain = word.rpartition("@")
    if is_address and "xn--" in domain:
        with suppress(UnicodeError):
            found.append(f"{local}@{domain.encode('ascii').decode('idna')}")
    return list(dict.fromkeys([*found, *(html.escape(each) for each in found)]))


def pattern_of(word: str, is_address: bool) -> str:
    """Give the expression that finds a word: an address in any case, a name of several words over any spaces.

    A name of one word keeps its case: "Pilar" is somebody, "pilar" is a pillar.
    """
    if is_address:
        return rf"(?i:(?<![\w.+-]){re.escape(word)}(?![\w-]|\.\w))"
    parts = r"\s+".join(re.escape(part) for part in word.split())
    return rf"(?i:(?<!\w){parts}(?!\w))" if " " in word.strip() else rf"(?<!\w){parts}(?!\w)"


Exporter = Callable[[Any], Iterable[Piece]]
Eraser = Callable[[Forgotten], None]
_exporters: list[Exporter] = []
_erasers: list[Eraser] = []
_concerns: list[Callable[[Any], Iterable[Concern]]] = []
_words: list[Callable[[], Iterable[str]]] = []


def exporter(give: Exporter) -> Exporter:
    """Register a function (person) → pieces of what the site holds of that person."""
    _exporters.append(give)
    return give


def eraser(forget: Eraser) -> Eraser:
    """Register a function (forgotten) that takes a person's names, addresses and free signature out of an app's rows.

    It is called inside one transaction, may be called twice, and leaves what the place signed. It may raise
    `CannotBeForgotten`: then nothing happened.
    """
    _erasers.append(forget)
    return forget


def concern(ask: Callable[[Any], Iterable[Concern]]) -> Callable[[Any], Iterable[Concern]]:
    """Register a function (person) → what they are told before they have themselves forgotten."""
    _concerns.append(ask)
    return ask


def own_words(give: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a function that gives words of the network itself, which no name takes out of a text."""
    _words.append(give)
    return give


def exporters() -> list[Exporter]:
    """Give every exporter, reading each app's `exporters.py` first."""
    autodiscover_modules("exporters")
    return list(_exporters)


def erasers() -> list[Eraser]:
    """Give every eraser, reading each app's `erasers.py` first."""
    autodiscover_modules("erasers")
    return list(_erasers)


def concerns_of(person: Any) -> list[Concern]:
    """Give what a person is told before they have themselves forgotten, what stops them first."""
    autodiscover_modules("erasers")
    found = [each for ask in _concerns for each in ask(person)]
    return sorted(found, key=lambda each: not each.stops)


@cache
def everyday_words() -> frozenset[str]:
    """Give every word the site itself says, in any of its languages, read from the catalogues once in a process."""
    found: set[str] = set()
    for code, _name in settings.LANGUAGES:
        said = translation("django", settings.LOCALE_PATHS[0], [code], fallback=True)
        for words in chain.from_iterable(getattr(said, "_catalog", {}).items()):
            found.update(words_in(str(words)))
    return frozenset(found)


def words_of_the_network() -> frozenset[str]:
    """Give the words no name takes out of a text, in one case."""
    autodiscover_modules("erasers")
    return frozenset(word.strip().casefold() for give in _words for word in give() if word)
