"""Two processes on one database: what one publishes, the others show within a second, although each keeps its pages."""

import os
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic
from types import SimpleNamespace

import pytest

from practices.models import Practice
from practices.tests.conftest import decide, draft, house, in_network, submitted, taken, written  # noqa: F401  a place, its people, a sheet in review
from tests.database import address_of_database
from tests.house import ROOT


@pytest.fixture
def readers(transactional_db: None) -> Iterator[list[subprocess.Popen]]:
    """Two processes that keep the list of sheets and have shown it once."""
    environment = os.environ | {"TEST_DATABASE_URL": address_of_database()}
    command = [sys.executable, "-W", "ignore", "-m", "tests.reader", "/fr/practices/"]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    yield started
    for process in started:
        process.kill()
        process.communicate()


def seen(reader: subprocess.Popen) -> float:
    """Give the moment at which a reader saw the page change."""
    at, _etag = reader.stdout.readline().split()
    return float(at)


@pytest.mark.django_db(transaction=True)
def test_every_process_shows_a_publication_within_a_second(
    house: SimpleNamespace,  # noqa: F811  the fixtures imported above
    taken: Practice,  # noqa: F811
    readers: list[subprocess.Popen],
) -> None:
    for reader in readers:
        seen(reader)
    decide(taken, house.reviewer)
    committed = monotonic()
    assert [reader for reader in readers if seen(reader) - committed > 1] == []
