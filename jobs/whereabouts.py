"""Where a string of the interface stands, in a sentence for translators: they see the catalogue, never the code."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import polib

MOST = 4
"""Places named for one string; one that stands everywhere needs no list of everything."""
GIVEN = "Translators:"
"""How a comment of the code begins that speaks to translators; gettext gathers it."""
OPENING = re.compile(r"\A\s*(?:\{#\s*(.+?)\s*#\}|\{%\s*comment\s*%\}\s*(.+?)\s*\{%\s*endcomment\s*%\})", re.S)
TITLE = re.compile(r"\{%\s*block (?:full_)?title\s*%\}(.*?)\{%\s*endblock\b", re.S)
WORDS = re.compile(r"\{%\s*translate\s+\"([^\"]+)\"|\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate", re.S)
VARIABLE = re.compile(r"\{\{[^}]*\}\}")

STANDS = {
    "accounts/templates/account/frame.html": "Around the pages of signing in.",
    "accounts/templates/account/messages/": "A short message after signing in or out, or changing a password.",
    "accounts/templates/accounts/letters/": "In a letter about a person's own account.",
    "directory/templates/directory/letters/": "In a letter about a role somebody was given.",
    "editorial/templates/editorial/base.html": "Around every page: its title, and links for who uses a keyboard.",
    "editorial/templates/editorial/components/footer.html": "At the foot of every page.",
    "editorial/templates/editorial/components/header.html": "At the head of every page: the menu.",
    "editorial/templates/editorial/exchange": "On the page where a member brings in a file of translations.",
    "editorial/templates/editorial/quiet.html": "Around the pages that say that something is broken.",
    "editorial/templates/editorial/reports/": "In the editors' admin, on the list of terms without a translation.",
    "editorial/templates/editorial/translate/": "On the page where a member writes a translation beside its original.",
    "home/templates/home/admin/": "In the editors' admin, above a standing page.",
    "home/templates/home/parts/charter.html": "On the page of the Charter.",
    "home/templates/home/parts/": "On a member's desk or on the front page.",
    "practices/templates/practices/facets.html": "Beside the list of practices: its filters.",
    "practices/templates/practices/mail/": "In a letter about a practice sheet.",
    "practices/templates/practices/none.html": "On the list of practices, when nothing was found.",
    "practices/templates/practices/parts/": "On a practice sheet, as readers see it.",
    "practices/templates/practices/practice.html": "On a practice sheet, as readers see it.",
    "practices/templates/practices/sheet_": "On a practice sheet, as readers see it.",
    "practices/templates/practices/state.html": "Beside the headline of a sheet: where it stands.",
    "practices/templates/practices/write/": "On the form where a member writes a practice sheet.",
}
"""Beginning of a template's path → where it is seen; asked for templates that are no page with a title of their own."""


def add_whereabouts(root: Path, entries: Iterable[polib.POEntry]) -> None:
    """Say at each entry where its string stands, after what the code itself says to translators."""
    for entry in entries:
        said = entry.comment[entry.comment.index(GIVEN) :].splitlines() if GIVEN in entry.comment else []
        notes = [note_on(root, path) for path, _line in entry.occurrences]
        entry.comment = "\n".join([*said, *list(dict.fromkeys(filter(None, notes)))[:MOST]])


@cache
def note_on(root: Path, path: str) -> str:
    """Give the sentence that says what a file is: its own first words, else those of its app; empty where nobody says it."""
    file = root / path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    said = first_line(text) if path.endswith(".py") else note_on_template(path, text)
    if said or not path.count("/"):
        return said
    introduction = root / path.split("/")[0] / "__init__.py"
    return first_line(introduction.read_text(encoding="utf-8")) if introduction.exists() else ""


def first_line(code: str) -> str:
    """Give the first line of a module's docstring."""
    try:
        return (ast.get_docstring(ast.parse(code)) or "").partition("\n")[0].strip()
    except (SyntaxError, ValueError):
        return ""


def note_on_template(path: str, text: str) -> str:
    """Give what a template says of itself in its first comment, else its place on our list, else the title of its page."""
    opening = OPENING.match(text)
    if opening:
        return " ".join((opening[1] or opening[2]).split())
    known = max((start for start in STANDS if path.startswith(start)), key=len, default="")
    if known:
        return STANDS[known]
    block = TITLE.search(text)
    words = WORDS.search(block[1]) if block else None
    if words is None:
        return ""
    title = " ".join(VARIABLE.sub("…", words[1] or words[2]).split())
    return f"On the page “{title}”."
