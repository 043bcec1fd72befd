"""How fast an anonymous reader gets a page again: our kept pages beside Django's own `cache_page`, on the same server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from socket import create_server
from time import monotonic, perf_counter, sleep

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.database import address_of_database
from tests.house import ROOT

from .pages import LIST, ROUNDS
from .table import Figure
from .visits import Visitor, cpu

DJANGOS = "/fr/kept-by-django/"
HALF = 0.5
VISITS = 200
STARTS_WITHIN = 60.0
SERVERS = {
    "daphne": ["daphne", "-b", "127.0.0.1", "--verbosity", "0", "tests.bench.served:application", "-p"],
    "gunicorn": ["gunicorn", "--log-level", "error", "-k", "gthread", "tests.bench.served:wsgi", "-b"],
}


def in_process() -> Iterator[Figure]:
    """Compare inside this process, where no server hides the difference: same middleware, then none at all for Django's."""
    ours = Visitor(WSGIHandler())
    ours.ask(LIST)
    etag = ours.ask(LIST).headers["ETag"]
    theirs = Visitor(WSGIHandler())
    with override_settings(MIDDLEWARE=[]):
        bare = Visitor(WSGIHandler())

    def spent(visitor: Visitor, path: str, **headers: str) -> float:
        given = partial(visitor.request, path, **headers)
        visitor.ask(path, **headers)
        return min(cpu(visitor.hand_over, given, times=VISITS) for _ in range(ROUNDS))

    kept, told = spent(ours, LIST), spent(ours, LIST, **{"if-none-match": etag})
    for what, its in (
        ("cache_page behind the same middleware", spent(theirs, DJANGOS)),
        ("cache_page without", spent(bare, DJANGOS)),
    ):
        yield Figure(f"kept list / {what}", its / kept, "×", HALF, at_least=True, note=f"{kept:.2f} and {its:.2f} ms")
        yield Figure(f"304 for the list / {what}", its / told, "×", note=f"{told:.2f} ms")


def over_http() -> Iterator[Figure]:
    """Compare over HTTP, on each server there is, with one client on the loopback that keeps its connection."""
    for name in SERVERS:
        with serving(name) as port:
            if port is None:
                continue
            kept, its = (max(rate(port, path) for _ in range(ROUNDS)) for path in (LIST, DJANGOS))
            note = f"{kept:.0f} and {its:.0f} pages a second"
            yield Figure(f"kept list / cache_page, {name}", kept / its, "×", HALF, at_least=True, note=note)


def rate(port: int, path: str) -> float:
    """Give how many times a second a client gets `path`, once it is kept."""
    client = HTTPConnection("127.0.0.1", port, timeout=20)
    get = partial(fetch, client, path)
    get()
    start = perf_counter()
    for _ in range(VISITS):
        get()
    spent = perf_counter() - start
    client.close()
    return VISITS / spent


def fetch(client: HTTPConnection, path: str) -> int:
    """Get a page whole and give its size; anything but a page is a mistake of the bench."""
    client.request("GET", path, headers={"Host": "localhost:8000"})
    answer = client.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return len(body)


@contextmanager
def serving(name: str) -> Iterator[int | None]:
    """Start a server on a free port, with this process's database; give the port, None where the server is not installed."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = str(port) if name == "daphne" else f"127.0.0.1:{port}"
    environment = os.environ | {"TEST_DATABASE_URL": address_of_database(), "SITE_ADDRESS": settings.SITE_ADDRESS}
    program = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", *SERVERS[name], where],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield port if answers(program.poll, port) else None
    finally:
        program.terminate()
        program.wait()


def answers(left: Callable[[], int | None], port: int) -> bool:
    """Wait until the server gives pages; False where it left or takes too long."""
    until = monotonic() + STARTS_WITHIN
    while monotonic() < until and left() is None:
        try:
            fetch(HTTPConnection("127.0.0.1", port, timeout=20), LIST)
        except ConnectionError:
            sleep(0.2)
        else:
            return True
    return False
