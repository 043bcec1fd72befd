"""What the style sheets and the scripts of a page weigh once compressed."""

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils.translation import override

from .scene import READ, draft
from .table import Figure
from .visits import Visitor

LINKED = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"|<script[^>]* src="/static/([^"]+)"')
KB = 1000


def weights(handler: WSGIHandler, people: SimpleNamespace) -> Iterator[Figure]:
    """Weigh the files of each kind of page, gzip at its default level; a server with brotli sends less."""
    reader, author = Visitor(handler), Visitor(handler, people.author)
    for what, path in public_addresses().items():
        page = reader.ask(path).body
        yield from files_of(what, page, scripts=5)
        yield Figure("", len(gzip.compress(page)) / KB, "KB HTML")
    for what, path in members_addresses(people).items():
        yield from files_of(what, author.ask(path).body, scripts=40)


def public_addresses() -> dict[str, str]:
    """Give a page of each kind anyone may open."""
    sheets = {"front page": "/fr/", "list": "/fr/practices/", "sheet": f"/fr/practices/{READ}/"}
    return sheets | {"Charter": "/fr/charter/", "sign-in": "/fr/account/login/"}


def members_addresses(people: SimpleNamespace) -> dict[str, str]:
    """Give the members' pages that are weighed."""
    with override("fr"):
        return {"desk": reverse("desk"), "writing page": reverse("write_practice", kwargs={"pk": draft(people).pk})}


def files_of(what: str, page: bytes, *, scripts: float) -> Iterator[Figure]:
    """Weigh the style sheets and the scripts one page links to."""
    linked = LINKED.findall(page.decode())
    yield Figure(what, weight_of(sheet for sheet, _script in linked if sheet), "KB CSS", 25)
    yield Figure("", weight_of(script for _sheet, script in linked if script), "KB JS", scripts)


def weight_of(names: Iterable[str]) -> float:
    """Give the weight of static files, each compressed by itself as it is sent."""
    return sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names) / KB
