"""Catalogues of gettext (.po): one entry per text, named by its context."""

import codecs
import re
import tempfile

import polib
from django.utils.translation import gettext as _

from .portions import FINAL, REVIEWED, FileRefused, Given, Parcel, Portion, Unit, named, storable

CHARSET = re.compile(rb"charset=([\w-]{1,30})")
MARK = re.compile(r"^original: ([0-9a-f]{16})$", re.M)
NO_WRAPPING = 10**9


def write(portions: list[Portion]) -> bytes:
    """Give the catalogue of `portions`, which are all into the same language."""
    catalogue = polib.POFile(wrapwidth=NO_WRAPPING)
    catalogue.metadata = {
        "Language": portions[0].target_language,
        "X-Source-Language": portions[0].source_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for portion in portions:
        catalogue.extend(entry_of(portion, unit) for unit in portion.units)
    return str(catalogue).encode("utf-8")


def entry_of(portion: Portion, unit: Unit) -> polib.POEntry:
    """Give the entry of one text; what a person must still look at is fuzzy."""
    said = [portion.title, unit.where, *unit.notes, f"original: {unit.mark}"]
    return polib.POEntry(
        msgctxt=f"{portion.name}/{unit.key}",
        msgid=unit.source,
        msgstr=unit.target,
        comment="\n".join(" ".join(words.split()) for words in said),
        flags=["fuzzy"] if unit.target and unit.state not in (REVIEWED, FINAL) else [],
    )


def read(content: bytes) -> Parcel:
    """Give what a catalogue holds; raises `FileRefused` for what is no catalogue."""
    catalogue = parse(decoded(content))
    texts = []
    for entry in catalogue:
        known = named(entry.msgctxt or "")
        if known is None or entry.obsolete:
            continue
        mark = MARK.search(entry.comment)
        texts.append(
            Given(
                *known,
                text=storable(entry.msgstr),
                source=storable(entry.msgid),
                mark=mark[1] if mark else "",
                holds=not entry.fuzzy,
                unfinished=entry.fuzzy,
            )
        )
    return Parcel(catalogue.metadata.get("Language", "").strip(), texts)


def decoded(content: bytes) -> str:
    """Give the text of a catalogue in the encoding its header names."""
    declared = CHARSET.search(content[:4000])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        if codecs.lookup(name).name == "utf-8":
            name = "utf-8-sig"
        return content.decode(name)
    except (LookupError, UnicodeError, ValueError) as error:
        raise FileRefused(_("The text of the file is not in the encoding it names. Save it again in UTF-8.")) from error


def parse(text: str) -> polib.POFile:
    """Give the catalogue a text describes.

    It passes through a file of ours: polib takes a text for the path of a file, and breaks lines where gettext does not.
    """
    storable(text)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", suffix=".po") as held:
        held.write(text)
        held.flush()
        try:
            return polib.pofile(held.name, encoding="utf-8", wrapwidth=NO_WRAPPING)
        except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
            raise FileRefused(_("The file cannot be read as a catalogue of gettext.")) from error
