"""The catalogues of the interface: compiled without gettext, and checked string by string."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

PERCENT = re.compile(r"%(?:\([^)]*\))?[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[diouxXeEfFgGcrsa%]")
BRACE = re.compile(r"\{[^{}\s]*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
PLURALS = re.compile(r"nplurals\s*=\s*(\d+)")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one string of one catalogue."""

    path: str
    line: int
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}: {self.text[:70]!r}"


def catalogues(root: Path) -> list[Path]:
    """Give the catalogues of the project, those of all apps together first, then those an app keeps to itself."""
    return sorted([*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("*/locale/*/LC_MESSAGES/*.po")])


def compile_all(root: Path) -> list[Path]:
    """Write each catalogue's compiled twin, strings marked fuzzy left out; give the twins."""
    twins = []
    for path in catalogues(root):
        twin = path.with_suffix(".mo")
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(twin))
        twins.append(twin)
    return twins


def is_compiled(root: Path) -> bool:
    """Say whether each catalogue has a twin at least as young as itself."""
    pairs = [(path, path.with_suffix(".mo")) for path in catalogues(root)]
    return all(twin.exists() and twin.stat().st_mtime >= path.stat().st_mtime for path, twin in pairs)


def placeholders(text: str, entry: polib.POEntry) -> Counter[str]:
    """Give what a translation must keep of a text: its placeholders, as the entry's flags name them, and its tags."""
    found = Counter(TAG.findall(text))
    if "python-format" in entry.flags:
        found.update(mark for mark in PERCENT.findall(text) if mark != "%%")
    if "python-brace-format" in entry.flags:
        found.update(BRACE.findall(text))
    return found


def broken_marks(entry: polib.POEntry) -> Iterator[str]:
    """Give, for each translation of the entry, what it loses or invents of the original's placeholders and tags.

    In a plural each form keeps the marks of the singular or of the plural: "one answer" may leave its number out.
    """
    texts = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    for text in texts.values():
        wanted = [placeholders(original, entry) for original in (entry.msgid, entry.msgid_plural) if original]
        found = placeholders(text, entry)
        if text and found not in wanted:
            lost, invented = wanted[-1] - found, found - wanted[-1]
            yield f"loses {sorted(lost)} and invents {sorted(invented)}"


def faults_of_entry(entry: polib.POEntry, forms: int) -> Iterator[str]:
    """Give what is wrong with one entry of a catalogue that has `forms` plural forms."""
    if entry.fuzzy:
        yield "fuzzy"
        return
    if entry.msgid_plural:
        filled = sum(1 for number in range(forms) if entry.msgstr_plural.get(number, "").strip())
        if filled < forms:
            yield f"missing: {filled} plural forms of {forms}"
    elif not entry.msgstr.strip():
        yield "missing"
    for broken in broken_marks(entry):
        yield f"placeholders: {broken}"


def faults_of(path: Path, shown: str) -> Iterator[Fault]:
    """Give the faults of one catalogue, named `shown`; obsolete entries are nobody's business."""
    catalogue = polib.pofile(str(path), encoding="utf-8", check_for_duplicates=False)
    match = PLURALS.search(catalogue.metadata.get("Plural-Forms", ""))
    if match is None:
        yield Fault(shown, 1, "", "no Plural-Forms in its header")
        return
    seen: set[tuple[str | None, str]] = set()
    for entry in catalogue:
        if entry.obsolete:
            continue
        for reason in faults_of_entry(entry, int(match[1])):
            yield Fault(shown, entry.linenum, entry.msgid, reason)
        if (entry.msgctxt, entry.msgid) in seen:
            yield Fault(shown, entry.linenum, entry.msgid, "twice in this catalogue")
        seen.add((entry.msgctxt, entry.msgid))


def without_whereabouts(path: Path, shown: str) -> Iterator[Fault]:
    """Give the strings of one catalogue that do not say to translators where they stand."""
    for entry in polib.pofile(str(path), encoding="utf-8", check_for_duplicates=False):
        if not entry.obsolete and not entry.comment.strip():
            yield Fault(shown, entry.linenum, entry.msgid, "does not say where it stands: make messages")


def strings_of_catalogue(path: Path) -> set[tuple[str | None, str]]:
    """Give the strings a catalogue knows, as (context, text); none when it does not exist."""
    if not path.exists():
        return set()
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path), encoding="utf-8") if not entry.obsolete}


def check_all(root: Path, languages: list[str]) -> list[Fault]:
    """Give every fault of every catalogue, and of each language that lacks a catalogue or a string another one has."""
    faults = [fault for path in catalogues(root) for fault in faults_of(path, str(path.relative_to(root)))]
    paths = {language: root / "locale" / language / "LC_MESSAGES" / "django.po" for language in languages}
    strings = {language: strings_of_catalogue(path) for language, path in paths.items()}
    everything = set().union(*strings.values())
    for language, path in paths.items():
        shown = str(path.relative_to(root))
        if not path.exists():
            faults.append(Fault(shown, 1, "", "no catalogue"))
            continue
        faults.extend(without_whereabouts(path, shown))
        absent = sorted(everything - strings[language], key=str)
        faults.extend(Fault(shown, 1, text, "not in this catalogue") for _, text in absent)
    return faults
