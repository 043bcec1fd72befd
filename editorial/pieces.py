"""A Markdown text taken apart for a translation engine: the words go out, the marks stay at home."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
RULE = re.compile(r"^[\s|:*_=-]*$")
FRAME = re.compile(r"\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=\s|$))\s*)*")
CELL = re.compile(r"((?<!\\)\|)")
KEPT = re.compile(
    r"`[^`\n]{1,300}`"  # code
    r"|\[(?=[^\]\n]{0,300}\]\()|\]\([^)\n]{0,600}\)"  # the two ends of a link
    r"|<[a-z][a-z0-9+.-]{0,20}:[^>\s]{0,600}>|(?:https?://|www\.|mailto:)[^\s)\]>]{1,600}"  # addresses
    r"|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|%\(\w{1,40}\)[a-z]|\{\{[^{}\n]{1,80}\}\}|\{[^{}\s]{0,80}\}"  # placeholders
    r"|\[\[\d+\]\]"  # what looks like a mark of ours
    r"|\*\*|__|~~|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)"  # bold, struck, italics
)
MARK = re.compile(r"\[\s*\[\s*(\d{1,4})\s*\]\s*\]")


@dataclass(frozen=True)
class Piece:
    """One run of words of one line; `kept` are the marks inside it, each standing as [[its number]] in `words`."""

    words: str
    kept: tuple[str, ...]

    def back(self, translated: str) -> str | None:
        """Give the translated words with their marks again, None where the engine lost one or said one twice."""
        found = [int(number) for number in MARK.findall(translated)]
        if sorted(found) != list(range(len(self.kept))):
            return None
        return MARK.sub(lambda match: self.kept[int(match[1])], translated)

    def runs(self) -> list[str]:
        """Give the runs of words between the marks, one more than there are marks: the way for engines that lose marks."""
        return re.split(r"\[\[\d+\]\]", self.words)

    def rejoined(self, translated: list[str]) -> str:
        """Give the translated runs with the marks between them."""
        marks = [*self.kept, ""]
        return "".join(run + mark for run, mark in zip(translated, marks, strict=True))


def pieces_of(text: str) -> list[str | Piece]:
    """Give `text` as what stays (a string) and what is translated (a `Piece`), in order."""
    parts: list[str | Piece] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        opened = FENCE.match(line)
        if fence or opened:
            parts.append(line)
            if opened and not fence:
                fence = opened[1]
            elif opened and opened[1].startswith(fence):
                fence = ""
        else:
            parts.extend(parts_of_line(line))
    return parts


def parts_of_line(line: str) -> Iterator[str | Piece]:
    """Give one line: its frame (list mark, heading, spaces) stays, each cell of a table is a piece."""
    if RULE.match(line):
        yield line
        return
    cells = CELL.split(line) if line.lstrip().startswith("|") else [line]
    for cell in cells:
        start = FRAME.match(cell).end()  # type: ignore[union-attr]  it matches at least nothing
        words = cell[start:].rstrip()
        yield cell[:start]
        if any(character.isalpha() for character in KEPT.sub("", words)):
            yield piece(words)
        else:
            yield words
        yield cell[start + len(words) :]


def piece(words: str) -> Piece:
    """Give a run of words with its marks set aside."""
    kept: list[str] = []

    def aside(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"[[{len(kept) - 1}]]"

    return Piece(KEPT.sub(aside, words), tuple(kept))


def outer_spaces(like: str, text: str) -> str:
    """Give `text` between the spaces that stood around `like`; engines trim them."""
    bare = like.strip()
    before, _, after = like.partition(bare) if bare else (like, "", "")
    return before + text.strip() + after
