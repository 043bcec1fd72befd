"""What stands in a list somebody uploads or pastes: its rows, whatever program wrote it, and why it cannot be read?"""

import csv
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AT_MOST_BYTES = 2 * 1024 * 1024
AT_MOST_ROWS = 5_000
LONGEST_CELL = 2_000
DELIMITERS = ";,\t"
ADDRESS, KIND, PLACE, LANGUAGE, LETTER, WORD = "address", "kind", "place", "language", "letter", "word"
HEADERS: dict[str, str] = {
    ADDRESS: "address, email, e mail, mail, e mail address, email address, adresse, courriel, adresse e mail, adresse mail, "
    "adresse electronique, mel, indirizzo, indirizzo e mail, posta elettronica, direccion, correo, correo electronico, "
    "direccion de correo, endereco, endereco de e mail, correio eletronico, correio electronico, adreca, "
    "adreca electronica, correu, correu electronic",
    KIND: "role, function, fonction, ruolo, funzione, rol, funcion, papel, funcao, funcio, kind",
    PLACE: "place, lieu, cite, luogo, citta, lugar, ciudad, local, cidade, lloc, ciutat, centre, site",
    LANGUAGE: "language, langue, lingua, idioma, lengua, llengua, langue de traduction, translates into",
    LETTER: "letter, letter language, language of the letter, lettre, langue de la lettre, lettera, lingua della lettera, "
    "carta, idioma de la carta, lingua da carta, idioma da carta, llengua de la carta",
    WORD: "word, personal word, message, mot, mot personnel, parola, parole, messaggio, palabra, mensaje, palavra, "
    "mensagem, paraula, missatge",
}
"""How each column may be called, in any of the six languages, without accents and signs."""


class TableRefused(Exception):
    """A list that cannot be read; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Row:
    """One line of a list: its number in the file, and its cells by column."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        """Give a cell, empty where the line has none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """The rows of a list, and the columns that are of no use here, as it calls them."""

    rows: list[Row]
    unknown: list[str]


def plain(text: str) -> str:
    """Give words as they are compared: lower case, no accents, no signs, single spaces."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).split())


COLUMNS = {name: column for column, names in HEADERS.items() for name in names.split(", ")}


def decoded(content: bytes) -> str:
    """Give the text of a file in UTF-8, UTF-16 with its mark or Latin-1; raises TableRefused for what is no text."""
    try:
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what spreadsheets call Latin-1
    if "\x00" in text or "\ufffd" in text:
        raise TableRefused(_("This file is no list of text. Save it as CSV, then choose it again."))
    return text


def read_table(text: str) -> Table:
    """Give the rows of a list; raises TableRefused where it is empty, too long, or has no column of addresses.

    The first line names the columns, in any of the six languages. Without one, the first column holds the addresses.
    """
    lines = [(number, cells) for number, cells in numbered(text) if any(cells)]
    if not lines:
        raise TableRefused(_("There is nothing in this list."))
    first = lines[0][1]
    columns = [COLUMNS.get(plain(name), "") for name in first]
    if ADDRESS not in columns:
        if "@" not in first[0]:
            raise TableRefused(_("No column is called “address”. Name the columns in the first line."))
        columns, unknown = [ADDRESS], [_("column %(number)s") % {"number": n} for n in range(2, len(first) + 1)]
    else:
        unknown = [name for name, column in zip(first, columns, strict=True) if name and not column]
        lines = lines[1:]
    if len(lines) > AT_MOST_ROWS:
        words = ngettext("This list has %(count)s row", "This list has %(count)s rows", len(lines))
        raise TableRefused(
            _("%(rows)s; at most %(limit)s are taken at once.")
            % {"rows": words % {"count": len(lines)}, "limit": AT_MOST_ROWS}
        )
    return Table([Row(number, by_column(columns, cells)) for number, cells in lines], unknown)


def numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line with its number and trimmed cells; raises TableRefused where quotes or cells have no end."""
    reader = csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=delimiter_of(text))
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as trouble:
        words = _("Line %(number)s cannot be read: a quotation mark may be missing.") % {"number": reader.line_num}
        raise TableRefused(words) from trouble


def delimiter_of(text: str) -> str:
    """Give the sign between cells: the one that stands most often in the first line that holds anything."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    """Give the cells of a line under the names of their columns; of two columns of one name the first."""
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and column not in found:
            found[column] = cell
    return found
