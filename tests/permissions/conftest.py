"""What the matrix needs around it: the scene, written once per module, and a quiet log."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest import mock

import pytest
from django.test import override_settings
from wagtail.models.sites import get_site_for_hostname

from .asking import taken_back
from .scene import Scene, build_scene


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene, written once for a module and taken back after it; those who decide need a second factor, as in earnest."""
    with django_db_blocker.unblock(), taken_back(), override_settings(SECOND_FACTOR_REQUIRED=True):
        yield build_scene()


@pytest.fixture(scope="module", autouse=True)
def _one_site() -> Iterator[None]:
    """Look up once which of Wagtail's sites a host means: it is asked at every absence, and there is one."""
    with mock.patch("wagtail.models.sites.get_site_for_hostname", cache(get_site_for_hostname)):
        yield


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Let thousands of refusals pass without a line each in the log."""
    logger = logging.getLogger("django.request")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before
