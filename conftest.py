"""What every test of the house shares: Chromium, a fresh cache, a database that journeys leave as they found it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings as hypothesis_settings

from jobs.catalogues import compile_all, is_compiled
from tests.browser import ARGUMENTS, HOW_TO_GET_IT, chromium

# In CI the same examples every time: a red build is red again. Elsewhere new ones are looked for.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, so that tests read what people read."""
    root = Path(__file__).parent
    if not hasattr(config, "workerinput") and not is_compiled(root):
        for twin in compile_all(root):
            translation_file_changed(None, twin)  # Django has read the catalogues by now: there were none


def is_transactional(item: pytest.Item) -> bool:
    """Say whether a test commits, so that the database is emptied after it."""
    mark = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"}
    return bool(fixtures & set(getattr(item, "fixturenames", ()))) or bool(mark and mark.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip journeys where there is no Chromium, and give back to committing tests what the migrations wrote."""
    for item in items:
        if item.get_closest_marker("browser") and chromium() is None:
            item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_IT))
        if is_transactional(item):
            mark = item.get_closest_marker("django_db")
            asked = {**(mark.kwargs if mark else {}), "transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**asked), append=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start this machine's Chromium, quietly."""
    # Playwright runs an event loop in the thread of the test, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let every connection give back what the migrations wrote: Playwright's event loop brings one of its own."""
    from django.db import connections

    with django_db_blocker.unblock():
        connection = connections["default"]
        if contents := getattr(connection, "_test_serialized_contents", None):
            type(connection)._test_serialized_contents = contents
        if connection.vendor == "sqlite":  # after a test that commits, Django empties tables there by deleting
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER IF EXISTS rolejournal_keeps_its_lines")


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Start each test with empty caches and in the site's own language: what one test read is not what the next reads."""
    from django.core.cache import cache
    from django.utils import translation

    from editorial.tests.memory import fresh_memory

    translation.deactivate()
    cache.clear()
    with fresh_memory():
        yield


@pytest.fixture(autouse=True)
def _restored_rows(request: pytest.FixtureRequest) -> None:
    """Give a committing test what the migrations wrote, also after a journey: Playwright's event loop hides it from Django."""
    if not is_transactional(request.node):
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection
    from wagtail.models import Page

    if not Page.objects.exists():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
