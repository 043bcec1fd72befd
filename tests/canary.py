"""Words nobody else uses, planted wherever a database holds words, and looked for afterwards: in rows, files and the cache."""

import base64
import io
import json
import quopri
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

NAME = "Ysoldé Quintavalle"
SIGNATURE = "Yq. Canarini"
FIRST, SECOND = "ysolde.q@canari.example", "y-quintavalle@perso.example"
WORDS = (NAME, SIGNATURE, FIRST, SECOND)
SAID = f"Merci à {NAME} <{FIRST}>, ({SECOND}).\n— {SIGNATURE}"
TEXTS = ("CharField", "TextField", "JSONField", "BinaryField")


def columns() -> Iterator[tuple[str, str, str, int | None]]:
    """Give every column of the live schema that can hold words: table, column, kind, how many letters it takes."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            keys = set(connection.introspection.get_primary_key_columns(cursor, table) or ())
            for column in connection.introspection.get_table_description(cursor, table):
                kind = kind_of(column)
                if kind in TEXTS and column.name not in keys:
                    yield table, column.name, kind, length_of(column)


def kind_of(column: Any) -> str:
    """Give the kind of a column, whatever the database calls it."""
    if getattr(column, "has_json_constraint", False):
        return "JSONField"
    try:
        found = connection.introspection.get_field_type(column.type_code, column)
    except KeyError:  # a type of the database's own, as its index of words has
        return "TextField"
    return str(found[0] if isinstance(found, tuple) else found)


def length_of(column: Any) -> int | None:
    """Give how many letters a column takes, None for any number."""
    sizes = [size for size in (column.display_size, column.internal_size) if size and size > 0]
    return min(sizes, default=None)


def planted(table: str, column: str, kind: str, length: int | None, row: str) -> bool:
    """Write the words into one column of the rows `row` chooses; False where the schema lets nobody write them there."""
    text = next((each for each in (SAID, f"{NAME} {FIRST}", NAME, SIGNATURE) if not length or len(each) <= length), "")
    value: Any = json.dumps({"said": text, NAME: [text]}) if kind == "JSONField" else text
    if kind == "BinaryField":
        value = letter(text)
    quote = connection.ops.quote_name
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {quote(table)} SET {quote(column)} = %s WHERE {row}", [value])  # noqa: S608  a test
            return bool(text) and cursor.rowcount > 0
    except DatabaseError:
        return False


def letter(text: str) -> bytes:
    """Give a letter as the queue stores it."""
    from django.core.mail import EmailMessage

    return EmailMessage(f"De {NAME}", text, "reseau@cites.example", ["colleague@cites.example"]).message().as_bytes()


def found_in_rows() -> list[str]:
    """Give each place of the database where one of the words stands."""
    places = []
    quote = connection.ops.quote_name
    for table, column, _kind, _length in columns():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {quote(column)} FROM {quote(table)}")  # noqa: S608  a test
            for (value,) in cursor.fetchall():
                places += [f"{table}.{column}: {word}" for word in words_in(as_bytes(value))]
    for session in Session.objects.all():
        places += [f"a session: {word}" for word in words_in(json.dumps(session.get_decoded()).encode())]
    return sorted(set(places))


def found_in_files() -> list[str]:
    """Give each file of the data folder in which one of the words stands; not the database's own, which rows tell of."""
    places = []
    for path in sorted(Path(settings.DATA).rglob("*")):
        if path.is_file() and not path.name.startswith(("test.sqlite3", "db.sqlite3")):
            places += [f"{path}: {word}" for word in words_in(path.read_bytes())]
    return places


def found_in_cache() -> list[str]:
    """Give the words that stand in the cache of this process."""
    return words_in(repr(getattr(cache, "_cache", {})).encode())


def as_bytes(value: Any) -> bytes:
    """Give what a column holds as bytes, whatever type the driver gives."""
    if value is None:
        return b""
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (value if isinstance(value, str) else json.dumps(value)).encode()


def words_in(content: bytes) -> list[str]:
    """Give the words that stand in some bytes, also written as JSON, as mail, as an address or inside a ZIP."""
    texts = [content, quopri.decodestring(content), *lines_of_base64(content)]
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as archive:
            texts += [archive.read(name) for name in archive.namelist()]
    said = "\n".join(text.decode("utf-8", "replace") for text in texts).casefold()
    return [word for word in WORDS if any(spelled.casefold() in said for spelled in (word, json.dumps(word)[1:-1]))]


def lines_of_base64(content: bytes) -> list[bytes]:
    """Give what bytes say where they are a letter's body, or its head, in base64."""
    found = []
    for run in content.replace(b"\n", b"").replace(b"?", b" ").split():
        if len(run) > 11 and len(run) % 4 == 0:
            try:
                found.append(base64.b64decode(run, validate=True))
            except ValueError:
                continue
    return found
