"""Which workers of this machine are alive: each holds a lock on its own file, which the system drops when it dies."""

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def host() -> str:
    """Give the name of this machine, short enough to stand in a worker's name."""
    return socket.gethostname()[:40]


@contextmanager
def present(folder: Path) -> Iterator[str]:
    """Give this worker a name, and hold its place in `folder` as long as it lives."""
    name = f"{host()}-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    with place.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            place.unlink(missing_ok=True)


def is_gone(folder: Path, name: str) -> bool:
    """Say whether a worker of this machine no longer lives; of another machine's worker we know nothing: False."""
    if name.rsplit("-", 2)[0] != host():
        return False
    place = folder / name
    try:
        with place.open("r+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    place.unlink(missing_ok=True)
    return True
