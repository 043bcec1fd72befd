"""Several processes doing something at once on the database of the tests, and a server of our own that can be killed."""

import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import connections
from django.test import Client

from tests.database import address_of_database
from tests.house import ROOT

PATIENCE = 120
"""Seconds after which a process is given up."""
FORK = multiprocessing.get_context("fork")


def at_once(work: Callable[[Any], Any], about: list[Any]) -> list[Any]:
    """Give what `work` gives for each of `about`, each in a process of its own, all let go at the same moment.

    What a process raises is given in its place, as its name and words.
    """
    connections.close_all()  # a connection is not shared by two processes
    gate = FORK.Barrier(len(about))
    answers = [FORK.Pipe(duplex=False) for _ in about]
    running = [
        FORK.Process(target=alone, args=(work, thing, gate, answer))
        for thing, (_end, answer) in zip(about, answers, strict=True)
    ]
    for process in running:
        process.start()
    given = [end.recv() if end.poll(PATIENCE) else "no answer" for end, _answer in answers]
    for process in running:
        process.join(PATIENCE)
        process.kill()
    return given


def alone(work: Callable[[Any], Any], thing: Any, gate: Any, answer: Any) -> None:
    """Do the work of one process."""
    try:
        gate.wait(PATIENCE)
        answer.send(work(thing))
    except BaseException as trouble:  # the parent says what it was
        answer.send(f"{type(trouble).__name__}: {trouble}")
    finally:
        connections.close_all()


class Unredirected(HTTPRedirectHandler):
    """Lets a redirect be seen."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nothing."""


class Server:
    """A daphne of our own on a free port, on the database of the tests, with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.site = f"http://localhost:{self.port}"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "network.settings.test",
            "TEST_DATABASE_URL": address_of_database(),
            "SECRET_KEY": settings.SECRET_KEY,
            "SITE_ADDRESS": self.site,
            "TMPDIR": str(folder),
        }
        command = ["-W", "ignore", "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "--verbosity", "0"]
        self.program = subprocess.Popen(
            [sys.executable, *command, "network.asgi:application"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Come back when the server answers."""
        until = time.monotonic() + PATIENCE
        while self.program.poll() is None and time.monotonic() < until:
            try:
                if self.ask("/livez")[0] == 200:
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)  # a program that starts has no event to wait for
        raise AssertionError("the server did not start")

    def ask(self, path: str, given: dict[str, Any] | None = None, session: str = "", **headers: str) -> tuple[int, str]:
        """Ask an address as a browser with that session would; give the status and the body."""
        token = "a" * 32
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}"
        body = None if given is None else urlencode(given | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        request = Request(self.site + path, body, {"Cookie": cookies, "Origin": self.site, **headers})  # noqa: S310
        try:
            with build_opener(Unredirected).open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.program.kill()
        self.program.wait()


@contextmanager
def server() -> Iterator[Server]:
    """Run a server of our own inside the block."""
    with tempfile.TemporaryDirectory(prefix="cites-server-") as folder:
        started = Server(Path(folder))
        try:
            started.wait()
            yield started
        finally:
            started.kill()


def session_of(person: Any) -> str:
    """Give the key of a new session of `person`."""
    browser = Client()
    browser.force_login(person)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def version_in(body: str) -> str:
    """Give the version an autosave answered with."""
    return str(json.loads(body)["version"])
