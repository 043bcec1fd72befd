"""How a lower app meets a higher one: registries of plain functions, filled by `desk.py` and `slots.py` of each app."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.template.context import BaseContext
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class DeskRow:
    """A line of a member's desk: why it waits, since when, and the one thing to do."""

    title: str
    url: str
    verb: str
    why: str = ""
    since: Any = None
    lang: str = ""


@dataclass(frozen=True)
class DeskSection:
    """A heading of a member's desk with its rows and a way to all of them."""

    heading: str
    rows: list[DeskRow]
    empty: str = ""
    more_url: str = ""
    more_label: str = ""
    actions: list[tuple[str, str]] = field(default_factory=list)


DeskSource = Callable[[Any], Iterable[DeskSection]]
_desk: list[tuple[int, DeskSource]] = []
_read: ContextVar[dict[Callable, Any] | None] = ContextVar("read", default=None)
"""What kinds of rows read together, while a desk is made."""
_slots: dict[str, list[tuple[int, Callable[[Any, BaseContext], str]]]] = {}


def desk_rows(position: int) -> Callable[[DeskSource], DeskSource]:
    """Register a function (user) → sections of that person's desk; lower positions come first."""

    def register(source: DeskSource) -> DeskSource:
        _desk.append((position, source))
        _desk.sort(key=lambda pair: pair[0])
        return source

    return register


def desk_sections(user: Any) -> list[DeskSection]:
    """Give every section of `user`'s desk, in order."""
    open_desk = _read.set({})
    try:
        return [section for _position, source in _desk for section in source(user)]
    finally:
        _read.reset(open_desk)


def read_together(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let several kinds of rows share what one question to the database tells of `user`: asked once while a desk is made.

    Anywhere else it is asked each time, so that nothing is kept from one request to the next.
    """

    @wraps(read)
    def once(user: Any) -> Any:
        known = _read.get()
        if known is None:
            return read(user)
        if read not in known:
            known[read] = read(user)
        return known[read]

    return once


def slot(name: str, position: int = 100) -> Callable[[Callable], Callable]:
    """Register a function (thing, context) → safe HTML shown wherever a template says `{% slot name thing %}`."""

    def register(piece: Callable[[Any, BaseContext], str]) -> Callable:
        pieces = _slots.setdefault(name, [])
        pieces.append((position, piece))
        pieces.sort(key=lambda pair: pair[0])
        return piece

    return register


def render_slot(name: str, thing: Any, context: BaseContext) -> SafeString:
    """Give the HTML of every piece registered for the slot `name`, in order."""
    return mark_safe("".join(piece(thing, context) for _position, piece in _slots.get(name, [])))  # noqa: S308  pieces are rendered templates
