"""What a person posted, laid over the page: which texts changed, what is wrong, and what has no place any more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .cells import Cell, Spread, tidy
from .passages import composed

UNWRITABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\ufeff\ufffc\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028\u2029]")
LONGEST = 60_000
"""Characters of one text: three times what the longest original may have."""


def clean(text: str, *, is_long: bool) -> str:
    """Give a pasted text without what no database or page can hold; marks of direction stay, one line stays one line."""
    text = UNWRITABLE.sub("", LINE_ENDS.sub("\n", text))
    return tidy(text) if is_long else " ".join(text.split("\n")).strip()


@dataclass
class Changes:
    """What a posted page asks to save, as `save_translation` takes it."""

    texts: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    machine: set[str] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)


class TranslationForm:
    """The posted page over `spread`, whose cells then hold what the person typed.

    Names are "text:…", "read:…" (the digest of the original it was typed beside), "holds:…" and "seen:…". `leftovers` are
    the texts whose place the original no longer has.
    """

    def __init__(self, data: Mapping[str, str], spread: Spread, *, may_confirm: bool) -> None:
        self.data, self.spread, self.may_confirm = data, spread, may_confirm
        self.leftovers: list[str] = []
        self.place()

    def place(self) -> None:
        """Put every posted text into its cell: of a body opened before the original changed, beside the same original."""
        posted = {name.removeprefix("text:"): text for name, text in self.data.items() if name.startswith("text:")}
        free = {cell.name: cell for cell in self.spread.cells}
        later = {}
        for name, text in posted.items():
            read = self.data.get(f"read:{name}", "")
            cell = self.same_original(free, name, read)
            if cell is None:
                later[name] = text
            else:
                self.fill(free.pop(cell.name), name, text, read)
        for name, text in later.items():
            if name in free:
                self.fill(free.pop(name), name, text, self.data.get(f"read:{name}", ""))
            elif words := clean(text, is_long=True):
                self.leftovers.append(words)

    def same_original(self, free: Mapping[str, Cell], name: str, read: str) -> Cell | None:
        """Give the cell beside whose original a text was typed: where it was, else where that passage moved."""
        key, _mark, path = name.partition("#")
        there = free.get(name)
        if there is not None and (not path or there.mark == read):
            return there
        return next((cell for cell in free.values() if path and cell.key == key and cell.mark == read), None)

    def fill(self, cell: Cell, name: str, text: str, read: str) -> None:
        """Put one posted text and its ticks into its cell."""
        cell.is_posted, cell.read = True, read
        cell.text = clean(text, is_long=cell.is_long)
        if self.may_confirm:
            cell.holds = f"holds:{name}" in self.data and bool(cell.text)
        cell.seen = f"seen:{cell.key}" in self.data

    # --- what to save ---------------------------------------------------------------------------

    def changes(self) -> Changes:
        """Give what differs from the work as it is."""
        found = Changes()
        for key, pair in self.spread.pairs.items():
            cells = [cell for cell in self.spread.cells if cell.key == key]
            if not any(cell.is_posted for cell in cells):
                continue
            typed = any(cell.text != cell.known for cell in cells)
            suggested = pair.machine and not cells[-1].seen and (len(cells) > 1 or not typed) and has_words(cells)
            ticked = any(cell.holds and cell.text == cell.known for cell in cells)
            moved = [cell for cell in cells if cell.holds != cell.confirmed and cell.text == cell.known]
            if typed or moved or suggested != pair.machine:
                self.add_key(found, key, cells, holds=ticked and not typed, suggested=suggested)
        return found

    def add_key(self, found: Changes, key: str, cells: list[Cell], *, holds: bool, suggested: bool) -> None:
        """Write down what to save of one text."""
        pair = self.spread.pairs[key]
        as_published = all(cell.text == cell.published for cell in cells) and not any(cell.holds for cell in cells)
        if suggested:
            found.machine.add(key)
        if as_published:
            found.texts[key] = pair.published
        elif self.spread.is_body(key):
            words = {cell.path: cell.text for cell in cells}
            made_from = {cell.path: source for cell in cells if (source := made_from_of(cell)) != cell.source}
            found.texts[key] = composed(self.spread.original_body(key), words) if has_words(cells) else ""
            found.sources[key] = composed(pair.original, made_from) if made_from else pair.original
            holds = holds and not made_from
        else:
            found.texts[key], found.read[key] = cells[0].text, cells[0].read or cells[0].mark
        if holds:
            found.confirmed.add(key)

    # --- what is wrong --------------------------------------------------------------------------

    def find_errors(self) -> list[Cell]:
        """Say at each cell what keeps the translation from being published; give the cells, the first one focused."""
        for cell in self.spread.cells:
            cell.error = self.error_of(cell)
        wrong = [cell for cell in self.spread.cells if cell.error]
        for cell in wrong[:1]:
            cell.focus = True
        return wrong

    def error_of(self, cell: Cell) -> str:
        """Give what is wrong with one text, nothing where it can be published."""
        if cell.key == "headline" and not cell.text:
            return _("A translation is not published without its headline.")
        if cell.path and not cell.text and has_words(other for other in self.spread.cells if other.key == cell.key):
            return _("This text is published whole: translate this passage too, or leave all of them empty.")
        if cell.machine and cell.text and not cell.seen and (cell.path or cell.text == cell.known):
            return _("Read what the engine suggests: change it, or tick that you have read it.")
        return too_long(cell)


def has_words(cells: "list[Cell] | object") -> bool:
    """Say whether one of these cells has a translation."""
    return any(cell.text for cell in cells)  # type: ignore[attr-defined]


def made_from_of(cell: Cell) -> str:
    """Give the original that one passage of a body was translated from, as far as it is known."""
    if not cell.text:
        return ""
    if cell.text != cell.known:
        return cell.source if cell.read == cell.mark else cell.earlier
    return cell.source if cell.holds or not cell.outdated else cell.earlier


def too_long(cell: Cell) -> str:
    """Say that a text does not fit, nothing where it does."""
    limit = min(cell.limit or LONGEST, LONGEST)
    over = len(cell.text) - limit
    if over <= 0:
        return ""
    words = ngettext(
        "%(count)d character too many: there is room for %(limit)d.",
        "%(count)d characters too many: there is room for %(limit)d.",
        over,
    )
    return words % {"count": over, "limit": limit}
