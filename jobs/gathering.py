"""Gathers the strings of the code into the catalogues; needs GNU gettext, which running the site does not."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from .whereabouts import add_whereabouts

# Two forms each: ours are written that way, and Django keeps its own catalogues' three-form rules apart from them.
PLURAL_RULES = {
    "fr": "nplurals=2; plural=(n > 1);",
    "it": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ca": "nplurals=2; plural=(n != 1);",
}
LEFT_OUT = (".*", "data", "media", "docs", "node_modules", "tests", "requirements")


def can_gather() -> bool:
    """Say whether GNU gettext is on this machine."""
    return all(shutil.which(program) for program in ("xgettext", "msguniq", "msgmerge", "msgattrib"))


def gather(root: Path, languages: list[str]) -> None:
    """Bring the catalogues under `root/locale` up to date with the code; English is filled with its own strings.

    Raises CalledProcessError, its output shown, when a file cannot be read by gettext.
    """
    for language in languages:
        (root / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    arguments = [argument for language in languages for argument in ("--locale", language)]
    arguments += [argument for name in LEFT_OUT for argument in ("--ignore", name)]
    command = [sys.executable, "-m", "django", "makemessages", "--add-location=file", *arguments]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # needs none
    subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=env)
    for language in languages:
        tidy(root / "locale" / language / "LC_MESSAGES" / "django.po", language, root)


def tidy(path: Path, language: str, root: Path) -> None:
    """Write one catalogue in its settled form: no date that changes by itself, our plural rule, English filled.

    Each string says where under `root` it stands.
    """
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=120)
    catalogue.header = "The words of the interface."
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_RULES[language],
    }
    catalogue.metadata_is_fuzzy = 0
    add_whereabouts(root, catalogue)
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {number: entry.msgstr_plural.get(number, "") for number in range(2)}
        if language == "en" and not entry.obsolete:
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural} if entry.msgid_plural else {}
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
    catalogue.save(str(path))


def strings_of_code(root: Path) -> dict[tuple[str | None, str], str]:
    """Give every string the code asks for, with the file that asks, read in a copy: the catalogues stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*LEFT_OUT, "locale", "__pycache__", "static"))
        (copy / "locale").mkdir()
        gather(copy, ["en"])
        catalogue = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"), encoding="utf-8")
    return {(entry.msgctxt, entry.msgid): entry.occurrences[0][0] if entry.occurrences else "" for entry in catalogue}
