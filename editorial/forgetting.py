"""What each app gives a person of theirs, and forgets of them: `exporters.py` and `erasers.py` of each app."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Piece:
    """A part of what a person is given of theirs: a JSON-able value under a name, and files as (name in the ZIP, opener)."""

    name: str
    content: Any
    files: tuple[tuple[str, Callable[[], Any]], ...] = ()


Exporter = Callable[[Any], Iterable[Piece]]
Eraser = Callable[[Any], None]
_exporters: list[Exporter] = []
_erasers: list[Eraser] = []


def exporter(give: Exporter) -> Exporter:
    """Register a function (person) → pieces of what the site holds of that person."""
    _exporters.append(give)
    return give


def eraser(forget: Eraser) -> Eraser:
    """Register a function (person) that takes the person's names, addresses and free signature out of an app's rows.

    It is called inside one transaction, may be called twice, and leaves what the place signed.
    """
    _erasers.append(forget)
    return forget


def exporters() -> list[Exporter]:
    """Give every exporter, reading each app's `exporters.py` first."""
    autodiscover_modules("exporters")
    return list(_exporters)


def erasers() -> list[Eraser]:
    """Give every eraser, reading each app's `erasers.py` first."""
    autodiscover_modules("erasers")
    return list(_erasers)
