"""How a person asks an address, and what of the answer counts: nothing an answer writes outlasts it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from unittest import mock

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
WRITES = ("INSERT", "UPDATE", "DELETE")


class Answer(NamedTuple):
    """What came back: status, where to, everything that could carry a word, and the rows written meanwhile."""

    status: int
    location: str
    body: bytes
    headers: bytes
    writes: list[str]

    def without(self, address: str) -> bytes:
        """Give the body without what may differ between two absent things: the address itself, and the form's token."""
        tail = address.split("/", 2)[2].encode()  # without the language, which the list of languages repeats
        return TOKEN.sub(b"", self.body).replace(tail, b"ADDRESS")


@contextmanager
def taken_back() -> Iterator[None]:
    """Run the block in a transaction of a test: it is taken back, and the site's memory may trust it meanwhile."""
    block = transaction.atomic()
    block._from_testcase = True
    block.__enter__()
    try:
        yield
    finally:
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@contextmanager
def absence_undrawn() -> Iterator[None]:
    """Let pages for what goes wrong be their template's name and how many messages they would show: drawing costs most."""

    def named(request: HttpRequest, template: str, status: int, *, with_request: bool) -> HttpResponse:
        messages = len(list(get_messages(request))) if with_request else 0
        return HttpResponse(f"{template} {messages}", status=status)

    with mock.patch("editorial.errors.page", named):
        yield


class Browser(Client):
    """Django's test client, without the copies it makes of every template's context: they cost more than the pages."""

    def request(self, **asked: Any) -> HttpResponseBase:
        """Answer a request as a server would, with the page for what goes wrong."""
        return self.handler(self._base_environ(**asked))


class Asker:
    """One person's browser; each question comes with a fresh session, so that no answer colours the next."""

    def __init__(self, person: User | None, **held: str) -> None:
        """Sign a person in, or give a reader a session with what it `held`."""
        self.client = Browser()
        self.kept = ""
        if held:
            session = SessionStore()
            session.update(held)
            session.create()
            self.kept = session.session_key
        if person is not None:
            self.client.force_login(person)
            self.kept = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, method: str, address: str, given: dict[str, Any] | None = None) -> Answer:
        """Ask one address; give the answer, what it wrote taken back."""
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.kept} if self.kept else {})
        written: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            if sql.lstrip(" (").upper().startswith(WRITES):
                written.append(sql[:80])
            return execute(sql, params, many, context)

        with taken_back(), connection.execute_wrapper(note):
            response = self.client.generic(method, address) if given is None else self.client.post(address, given)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        told = "\n".join(f"{name}: {value}" for name, value in response.items()).encode()
        return Answer(response.status_code, response.get("Location", ""), body, told, written)


def enrolment_page(language: str = "fr") -> str:
    """Give the address where a second factor is chosen."""
    return f"/{language}{reverse('mfa_index')[3:]}"


def sign_in_page(language: str = "fr") -> str:
    """Give the address of the one sign-in."""
    return f"/{language}{reverse('account_login')[3:]}"
