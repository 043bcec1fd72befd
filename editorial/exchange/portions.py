"""What a file holds: the texts of one object in one language, out (`Portion`) and in (`Given`)."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

INITIAL, TRANSLATED, REVIEWED, FINAL = "initial", "translated", "reviewed", "final"
"""The four states of XLIFF: nothing or a machine's suggestion, made from an older original, up to date in work, published."""


@dataclass(frozen=True)
class Unit:
    """One text to translate: the original as it reads today with its mark, and its translation as far as there is one."""

    key: str
    label: str
    part: str
    source: str
    target: str
    state: str
    mark: str
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Give where the text stands, in words: part of the object, then field."""
        return f"{self.part} · {self.label}" if self.part else self.label


@dataclass(frozen=True)
class Portion:
    """One object in one language: who it is (kind and key), where it is read, and its texts."""

    kind: str
    pk: str
    title: str
    address: str
    source_language: str
    target_language: str
    units: list[Unit]

    @property
    def name(self) -> str:
        """Give the name of the object in a file: its kind and its key."""
        return f"{self.kind}/{self.pk}"


@dataclass(frozen=True)
class Given:
    """One text of a file that came in: `mark` and `source` say which original it was made from.

    `holds` says that the file calls it finished, `unfinished` that it calls it a draft.
    """

    kind: str
    pk: str
    key: str
    text: str
    source: str | None = None
    mark: str = ""
    holds: bool = False
    unfinished: bool = False


@dataclass(frozen=True)
class Parcel:
    """Everything a file that came in holds: the language it is for, and its texts."""

    language: str
    texts: list[Given] = field(default_factory=list)


class FileRefused(Exception):
    """A file that cannot be read; `sentence` says why, in the reader's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def named(name: str) -> tuple[str, str, str] | None:
    """Give (kind, pk, key) of a text's full name, None where it is no such name."""
    kind, _slash, rest = name.partition("/")
    pk, _slash, key = rest.partition("/")
    return (kind, pk, key) if kind and pk and key else None


def storable(text: str) -> str:
    """Give `text` with our line ends; raises `FileRefused` for what no database keeps."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise FileRefused(_("The file holds characters that are no text. Save it again from your tool, in UTF-8."))
    return text.replace("\r\n", "\n").replace("\r", "\n")
