"""What does a reviewer read: the draft part by part, beside each field and row what changed and what was remarked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.markdown import render_markdown

from .comparing import TEXTS, Difference, differences, text_of, words_of
from .remarks import Board, Told
from .subjects import HEAD, ROWS, SUBJECTS, label_of

HEADINGS = {
    HEAD: gettext_lazy("Headline and facts"),
    "brief": gettext_lazy("In brief"),
    "audience": gettext_lazy("For whom"),
    "story": gettext_lazy("Context and need"),
    "solution": gettext_lazy("What was done"),
    "steps": gettext_lazy("The steps"),
    "means": gettext_lazy("The means"),
    "results": gettext_lazy("The results"),
    "lessons": gettext_lazy("Conditions and difficulties"),
    "elsewhere": gettext_lazy("Doing it elsewhere"),
    "pictures": gettext_lazy("Pictures"),
    "attachments": gettext_lazy("Files to take along"),
}
"""The parts of the page with their headings, as readers will meet them."""
LINES = frozenset({"headline", "change_note"})
"""Texts of one line, which are no Markdown."""


@dataclass(frozen=True)
class Item:
    """A field or a row: its name, what it is called, what it says, what changed in it, the remarks on it."""

    name: str
    label: str
    words: SafeString | str
    language: str = ""
    """The language of the words where they are the author's, "" for words of the network."""
    change: Difference | None = None
    remarks: list[Told] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Give the id of the item in the page."""
        return f"about-{self.name.replace('/', '-')}"

    @property
    def is_fact(self) -> bool:
        """Say whether it is a word or two beside their name."""
        return not self.language

    @property
    def is_quiet(self) -> bool:
        """Say whether there is nothing to read in it: empty, unchanged, without a remark."""
        return not (self.words or self.change or self.remarks)


@dataclass
class ReviewPart:
    """A part of the sheet: its anchor, its heading, its fields and rows, and the names of what was left empty."""

    key: str
    heading: Any
    items: list[Item] = field(default_factory=list)
    empty: list[Item] = field(default_factory=list)
    whole: Item | None = None
    """The list of its rows, where only a remark may be written on it."""

    @property
    def open(self) -> int:
        """Give how many open remarks are shown in it."""
        return sum(told.remark.done_at is None for item in self.items for told in item.remarks)


def review_parts(before: Any, draft: Any, board: Board) -> list[ReviewPart]:
    """Give the parts of `draft`, with what differs from the published text `before` (None: never published)."""
    changes = differences(before, draft, with_note=True) if before is not None else []
    known = {change.name: change for change in changes}
    parts = {key: ReviewPart(key, heading) for key, heading in HEADINGS.items()}
    for item in items_of(before, draft, known, board):
        part = parts[SUBJECTS[item.name.partition("/")[0]].part]
        if item.name in ROWS and item.is_quiet and part.items:
            part.whole = item
        else:
            (part.empty if item.is_quiet else part.items).append(item)
    shown = [part for part in parts.values() if part.items]
    left = [item for part in parts.values() if not part.items for item in part.empty]
    return [*shown, ReviewPart("empty", _("Not filled in"), empty=left)] if left else shown


def items_of(before: Any, draft: Any, changes: dict[str, Difference], board: Board) -> Iterator[Item]:
    """Give every field and row in the order of the page."""
    for name in SUBJECTS:
        if name in ROWS:
            yield from row_items(name, before, draft, changes, board)
        elif name != "change_note" or before is not None:
            yield item(name, str(SUBJECTS[name].label), field_words(draft, name), draft, changes, board)


def item(name: str, label: str, words: Any, draft: Any, changes: dict[str, Difference], board: Board) -> Item:
    """Give one field or row with its change and its remarks."""
    is_text = name in TEXTS or "/" in name
    return Item(
        name=name,
        label=label,
        words=words,
        language=draft.original_language if is_text else "",
        change=changes.get(name),
        remarks=board.about(name),
    )


def field_words(draft: Any, name: str) -> SafeString | str:
    """Give what a field says: Markdown as a reader will meet it, a line, or a fact in the reader's language."""
    if name not in TEXTS:
        return words_of(draft, name)
    text = text_of(draft, draft, name)
    return text if name in LINES or not text else render_markdown(text, 4)


def row_items(relation: str, before: Any, draft: Any, changes: dict[str, Difference], board: Board) -> Iterator[Item]:
    """Give the rows of a relation, then those that left or that only a remark still names, then the list as a whole."""
    rows = {row.pk: row for row in getattr(draft, relation).all()}
    for row in rows.values():
        name = f"{relation}/{row.pk}"
        yield item(name, label_of(name, draft), row_words(draft, relation, row), draft, changes, board)
    gone = [name for name in (*changes, *board.by_name) if name.startswith(f"{relation}/")]
    for name in dict.fromkeys(gone):
        if name.partition("/")[2] not in rows:
            label = _("%(row)s, removed") % {"row": label_of(name, before)}
            yield item(name, label, "", draft, changes, board)
    label = _("%(list)s as a whole") % {"list": SUBJECTS[relation].label} if rows else str(SUBJECTS[relation].label)
    yield item(relation, label, "", draft, changes, board)


def row_words(draft: Any, relation: str, row: Any) -> SafeString:
    """Give what a row says, as a reader will meet it."""
    texts = {name: row.text_in(name, draft.original_language) or "" for name in ROWS[relation][1]}
    return SHOWN_AS[relation](row, texts)


def step_words(row: Any, texts: dict[str, str]) -> SafeString:
    """Give a step."""
    return format_html('<p class="review-title">{}</p>{}', texts["title"], render_markdown(texts["body"], 4))


def result_words(row: Any, texts: dict[str, str]) -> SafeString:
    """Give a result: what was counted, its value and period, how it was measured."""
    figure = format_html('<b class="fact">{}</b> {}', row.value, f"({row.period})" if row.period else "")
    method = format_html('<p class="label">{}</p>', texts["method"]) if texts["method"] else ""
    return format_html("<p>{}: {}</p>{}", texts["indicator"], figure, method)


def picture_words(row: Any, texts: dict[str, str]) -> SafeString:
    """Give a picture, its alternative text in words, its credit."""
    lines = format_html_join("", '<p class="label">{}</p>', ((text,) for text in (texts["alt"], row.credit) if text))
    if row.file is None:
        return lines
    address = reverse("private_file", kwargs={"pk": row.file.pk})
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">{}',
        address,
        texts["alt"],
        row.file.width or "",
        row.file.height or "",
        lines,
    )


def file_words(row: Any, texts: dict[str, str]) -> SafeString:
    """Give an attached file to open."""
    if row.file is None:
        return format_html("<p>{}</p>", texts["title"])
    address = reverse("private_file", kwargs={"pk": row.file.pk})
    return format_html(
        '<p><a href="{}">{}</a> <span class="label">{}</span></p>', address, texts["title"], row.file.extension.upper()
    )


SHOWN_AS = {"steps": step_words, "results": result_words, "pictures": picture_words, "attachments": file_words}


def open_remarks(parts: Iterable[ReviewPart]) -> list[tuple[Item, Told]]:
    """Give the open remarks in the order of the page, each with what it is about."""
    return [
        (item, told)
        for part in parts
        for item in (*part.items, *part.empty)
        for told in item.remarks
        if told.remark.done_at is None
    ]
