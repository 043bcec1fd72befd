"""XLIFF 2.1: one `<file>` per object, one `<unit>` per text, one segment each."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Tree

from defusedxml import ElementTree as Reader
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from .portions import FINAL, REVIEWED, FileRefused, Given, Parcel, Portion, Unit, named, storable

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
FAMILY = "{urn:oasis:names:tc:xliff:document:2."
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
"""Characters XML cannot hold as they are; XLIFF writes them `<cp hex="…"/>`."""
MARK = "original"
"""Category of the note that carries the mark of the original."""
FINISHED = {REVIEWED, FINAL}

Tree.register_namespace("", NAMESPACE)


def write(portions: list[Portion]) -> bytes:
    """Give the file of `portions`, which all have the same two languages."""
    languages = {"srcLang": portions[0].source_language, "trgLang": portions[0].target_language}
    root = Tree.Element(tag("xliff"), {"version": "2.1", **languages, XML_SPACE: "preserve"})
    for portion in portions:
        add_portion(root, portion)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="utf-8") + b"\n"


def tag(name: str) -> str:
    """Give the name of an element of XLIFF 2."""
    return f"{{{NAMESPACE}}}{name}"


def token(name: str) -> str:
    """Give `name` as an id XLIFF allows."""
    return re.sub(r"[^\w.:-]", ":", name, flags=re.ASCII)


def add_portion(root: Tree.Element, portion: Portion) -> None:
    """Add the `<file>` of one object."""
    held = Tree.SubElement(root, tag("file"), {"id": token(portion.name), "original": portion.name})
    notes = Tree.SubElement(held, tag("notes"))
    add_note(notes, "title", portion.title)
    add_note(notes, "address", portion.address)
    for unit in portion.units:
        add_unit(held, unit)


def add_unit(held: Tree.Element, unit: Unit) -> None:
    """Add the `<unit>` of one text."""
    element = Tree.SubElement(held, tag("unit"), {"id": token(unit.key), "name": unit.key})
    notes = Tree.SubElement(element, tag("notes"))
    add_note(notes, "label", unit.where)
    add_note(notes, MARK, unit.mark)
    for words in unit.notes:
        add_note(notes, "note", words)
    segment = Tree.SubElement(element, tag("segment"), {"state": unit.state})
    fill(Tree.SubElement(segment, tag("source")), unit.source)
    if unit.target:
        fill(Tree.SubElement(segment, tag("target")), unit.target)


def add_note(notes: Tree.Element, category: str, words: str) -> None:
    """Add one note; characters XML cannot hold are left out of it."""
    Tree.SubElement(notes, tag("note"), {"category": category}).text = UNWRITABLE.sub(" ", words)


def fill(element: Tree.Element, text: str) -> None:
    """Put `text` into an element, characters XML cannot hold as `<cp>`."""
    last, position = None, 0
    for match in UNWRITABLE.finditer(text):
        words = text[position : match.start()]
        append(element, last, words)
        last = Tree.SubElement(element, tag("cp"), {"hex": f"{ord(match[0]):04X}"})
        position = match.end()
    append(element, last, text[position:])


def append(element: Tree.Element, last: Tree.Element | None, words: str) -> None:
    """Put words after the last child of an element."""
    if last is None:
        element.text = words
    else:
        last.tail = words


def read(content: bytes) -> Parcel:
    """Give what a file of XLIFF 2 holds; raises `FileRefused` for what is no such file."""
    try:
        root = Reader.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileRefused(_("The file declares entities or a document type; XLIFF needs neither.")) from error
    except (Tree.ParseError, LookupError, ValueError) as error:
        raise FileRefused(_("The file is no well-formed XML: %(why)s") % {"why": error}) from error
    if not root.tag.startswith(FAMILY):
        raise FileRefused(_("This is not XLIFF 2. Ask your tool to save as XLIFF 2.0 or 2.1."))
    texts = [given for held in children(root, "file") for given in texts_of_file(held)]
    return Parcel(root.get("trgLang", ""), texts)


def children(element: Tree.Element, name: str) -> list[Tree.Element]:
    """Give the children of a name, in any namespace of XLIFF 2."""
    return [child for child in element if child.tag.startswith(FAMILY) and child.tag.endswith("}" + name)]


def texts_of_file(held: Tree.Element) -> Iterator[Given]:
    """Give the texts of one `<file>`, those inside groups too."""
    for unit in held.iter():
        if isinstance(unit.tag, str) and unit.tag.startswith(FAMILY) and unit.tag.endswith("}unit"):
            name = f"{held.get('original') or held.get('id', '').replace(':', '/')}/"
            known = named(name + (unit.get("name") or unit.get("id", "").replace(":", "/")))
            if known is not None:
                yield given_of(unit, *known)


def given_of(unit: Tree.Element, kind: str, pk: str, key: str) -> Given:
    """Give one text: its segments and what stands between them in order, nothing where one of them has no translation."""
    sources, targets, states = [], [], []
    for part in unit:
        is_segment = part in children(unit, "segment")
        if is_segment or part in children(unit, "ignorable"):
            source, target = words_in(part, "source"), words_in(part, "target")
            sources.append(source or "")
            targets.append(target if target is not None or is_segment else source)
            states += [part.get("state", "initial")] if is_segment else []
    whole = "" if None in targets else "".join(filter(None, targets))
    notes = {note.get("category"): note.text or "" for held in children(unit, "notes") for note in held}
    holds = bool(states) and set(states) <= FINISHED
    return Given(kind, pk, key, storable(whole), storable("".join(sources)), notes.get(MARK, "").strip(), holds)


def words_in(part: Tree.Element, name: str) -> str | None:
    """Give the text of a segment's source or target with the characters written as `<cp>`; None where there is none."""
    for element in children(part, name):
        for mark in element.iter():
            if isinstance(mark.tag, str) and mark.tag.startswith(FAMILY) and mark.tag.endswith("}cp"):
                mark.text = character(mark.get("hex", ""))
        return "".join(element.itertext())
    return None


def character(code: str) -> str:
    """Give the character a `<cp>` names."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError) as error:
        raise FileRefused(_("The file names a character that does not exist.")) from error


def languages_of(portions: Iterable[Portion]) -> set[tuple[str, str]]:
    """Give the pairs of languages of `portions`: a file of XLIFF holds one."""
    return {(portion.source_language, portion.target_language) for portion in portions}
