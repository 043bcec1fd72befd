"""Asking the site for pages in this process, as a server would: the whole handler, its middleware, and nothing of a test."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from time import process_time
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from tests.queries import counted

TOKEN = "a" * 32
factory = RequestFactory(headers={"host": "localhost:8000"})


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """Somebody who asks for pages: a reader without cookies, or a member by their session."""

    def __init__(self, handler: WSGIHandler, person: Any = None) -> None:
        self.handler = handler
        self.cookies = "" if person is None else "; ".join(f"{name}={it}" for name, it in cookies_of(person).items())

    def request(self, path: str, form: Mapping[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """Give a request as a server hands it over: a GET, or the POST of a form."""
        if self.cookies:
            headers["cookie"] = self.cookies
        if form is None:
            return factory.get(path, headers=headers).environ
        return factory.post(path, {**form, "csrfmiddlewaretoken": TOKEN}, headers=headers).environ

    def hand_over(self, environ: dict[str, Any]) -> Answer:
        """Let the site answer, and close as a server does."""
        said: list[Any] = []
        response = self.handler(environ, lambda status, headers: said.extend((status, headers)))
        body = b"".join(response)
        response.close()
        return Answer(int(said[0][:3]), dict(said[1]), body)

    def ask(self, path: str, form: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        """Ask for a page, or post a form; anything but a page or a redirect means that the bench itself is wrong."""
        answer = self.hand_over(self.request(path, form, **headers))
        if answer.status not in (200, 302, 304):
            raise RuntimeError(f"{path}: {answer.status}")
        return answer


def cookies_of(person: Any) -> dict[str, str]:
    """Sign somebody in and give the cookies of their browser."""
    client = Client()
    client.force_login(person)
    return {"csrftoken": TOKEN} | {name: cookie.value for name, cookie in client.cookies.items()}


def nothing() -> None:
    """Prepare nothing."""


def cpu(
    ask: Callable[[Any], Any], given: Callable[[], Any], *, times: int, before: Callable[[], None] = nothing
) -> float:
    """Give the milliseconds of CPU one `ask(given())` takes, over `times`; what is given and forgotten before is not counted."""
    total = 0.0
    gc.collect()
    for _ in range(times):
        before()
        argument = given()
        start = process_time()
        ask(argument)
        total += process_time() - start
    return total / times * 1000


def sql(ask: Callable[[], Any]) -> int:
    """Give how many queries asking sends."""
    with counted() as sent:
        ask()
    return len(sent)


class FormReader(HTMLParser):
    """What a browser would post of the form `#id` of a page: its fields as they are filled in, no file, no button."""

    def __init__(self, identifier: str) -> None:
        super().__init__()
        self.identifier, self.inside, self.copies = identifier, False, 0
        self.posted: dict[str, list[str]] = {}
        self.text = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the form, or take the value of a field; what stands in a `<template>` is only there for scripts."""
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.identifier
        elif tag == "template":
            self.copies += 1
        elif self.inside and not self.copies:
            self.take(tag, given)

    def take(self, tag: str, given: dict[str, str | None]) -> None:
        """Take the value of a field as it is filled in."""
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "textarea":
            self.text = name
            self.posted[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.posted.setdefault(self.select, []).append(value)
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio", "file") or "checked" in given):
            self.posted.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        """Take the text of a text area."""
        if self.text:
            self.posted[self.text][0] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a text area, a template or the form."""
        if tag == "textarea":
            self.text = ""
        elif tag == "template":
            self.copies -= 1
        elif tag == "form":
            self.inside = False


def form_in(page: bytes, identifier: str) -> dict[str, list[str]]:
    """Give what the form of a page would post."""
    reader = FormReader(identifier)
    reader.feed(page.decode())
    reader.posted.pop("csrfmiddlewaretoken", None)
    return reader.posted
