"""Counting queries: the one assertion every test of speed uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give a list that fills with the SQL sent inside the block: reads and writes of rows, no savepoints or pragmas."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip(" \n(").upper().startswith(COUNTED):
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


@contextmanager
def queries(expected: int) -> Iterator[list[str]]:
    """Fail, showing them, unless exactly `expected` queries are sent inside the block, session and user included."""
    with counted() as sent:
        yield sent
    shown = "\n".join(f"{number:3}. {sql[:300]}" for number, sql in enumerate(sent, 1))
    assert len(sent) == expected, f"{len(sent)} queries, {expected} expected:\n{shown}"
