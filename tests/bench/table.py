"""The table the bench prints: what was measured, what it must be, what is aimed at, and whether it is so."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure; `must` and `aim` are limits from above, or from below where `at_least`; None where there is none."""

    what: str
    measured: float
    unit: str = ""
    must: float | None = None
    aim: float | None = None
    at_least: bool = False
    note: str = ""

    def keeps(self, limit: float | None) -> bool:
        """Say whether the figure keeps to a limit."""
        if limit is None:
            return True
        return self.measured >= limit if self.at_least else self.measured <= limit

    @property
    def verdict(self) -> str:
        """Give the figure's last word: nothing where nothing is asked of it."""
        if self.must is None:
            return ""
        if not self.keeps(self.must):
            return "NO"
        return "ok" if self.keeps(self.aim) else "ok, above the aim"


HEADS = ("", "measured", "must", "aim", "")


def rows_of(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """Give the figures as rows of words."""
    return [
        (
            figure.what,
            f"{number(figure.measured)} {figure.unit}".strip(),
            limit(figure, figure.must),
            limit(figure, figure.aim),
            " ".join(filter(None, (figure.verdict, figure.note and f"({figure.note})"))),
        )
        for figure in figures
    ]


def number(value: float) -> str:
    """Give a number with as many decimals as mean something."""
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 3 else f"{value:.2f}"


def limit(figure: Figure, value: float | None) -> str:
    """Give a limit with its direction."""
    return "" if value is None else f"{'≥' if figure.at_least else '≤'} {number(value)}"


def print_table(title: str, figures: list[Figure]) -> None:
    """Print the figures under their title, in columns."""
    rows = [HEADS, *rows_of(figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    print(f"\n{title}")
    for what, measured, must, aim, verdict in rows:
        line = f"  {what:<{widths[0]}}  {measured:>{widths[1]}}  {must:>{widths[2]}}  {aim:>{widths[3]}}  {verdict}"
        print(line.rstrip(), flush=True)
