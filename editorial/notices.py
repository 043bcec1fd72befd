"""Kinds of event members are told of: each app registers its own in `notices.py`, `accounts` tells and mails them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Told:
    """What one notification says to its reader, in the reader's language: a sentence, and the address it leads to.

    `title` is the headline of the thing, for the page of notifications only: letters never carry it. `lang` is its language.
    `letter` is the template of what a letter about this event alone says below its subject, which sees `words`, `link` and
    `told`; without one the letter is the sentence and the link.
    """

    sentence: str
    address: str
    title: str = ""
    lang: str = ""
    letter: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """A kind of event: its name for the settings page, its rhythm by default, how it is read, shown and guarded.

    `load(ids)` gives the things of several notifications by id in a fixed number of queries; `say(thing, facts)` gives
    what a reader is told; `may_still_be_read(person, thing)` is asked when a letter is written and when a page is shown.
    """

    kind: str
    name: Any
    default: str
    load: Callable[[Iterable[str]], Mapping[str, Any]]
    say: Callable[[Any, Mapping[str, Any]], Told]
    may_still_be_read: Callable[[Any, Any], bool]


_notices: dict[str, Notice] = {}


def register_notice(notice: Notice) -> Notice:
    """Make a kind of event known; raises ValueError when its name is taken."""
    if notice.kind in _notices and _notices[notice.kind] != notice:
        raise ValueError(f"There is a notice of the kind {notice.kind} already.")
    _notices[notice.kind] = notice
    return notice


@cache
def read_notices() -> None:
    """Read each app's `notices.py`, once in the life of a process: looking for the files costs more than a page."""
    autodiscover_modules("notices")


def notices() -> dict[str, Notice]:
    """Give every registered kind of event by its name, reading each app's `notices.py` first."""
    read_notices()
    return _notices
