"""What the matrix needs around it: the scene, written once per module, and a quiet log."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from .asking import taken_back
from .scene import Scene, build_scene


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene, written once for a module and taken back after it."""
    with django_db_blocker.unblock(), taken_back():
        yield build_scene()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Let thousands of refusals pass without a line each in the log."""
    logger = logging.getLogger("django.request")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before
