"""What machines ask: alive, ready, robots; and what the clock does."""

import pytest
from django.db import OperationalError

from editorial import tasks, views
from editorial.models import ContentChange
from jobs.clock import rhythms

pytestmark = [pytest.mark.django_db, pytest.mark.urls("editorial.tests.urls")]


@pytest.fixture(autouse=True)
def _ask_again() -> None:
    """Draw the plan of migrations up anew."""
    views.is_migrated.cache_clear()


def test_a_process_that_answers_is_alive(client):
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert "no-store" in response["Cache-Control"]


def test_a_process_with_its_database_is_ready(client):
    assert client.get("/readyz").content == b"ready\n"


def test_missing_migrations_are_told_until_they_are_applied(client, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(views.MigrationExecutor, "migration_plan", lambda *given: [("editorial", "0002")])
        assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_away_is_told(client, monkeypatch):
    def gone(*given: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(views, "is_migrated", gone)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_robots_are_told_where_to_look(client, settings):
    settings.SITE_ADDRESS = "https://pratiques.example"
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /cms/\n" in text
    assert text.endswith("Sitemap: https://pratiques.example/sitemap.xml\n")


def test_the_clock_knows_our_purges():
    assert {"editorial.tasks.purge_unclaimed_files", "editorial.tasks.purge_content_changes"} <= rhythms().keys()
    assert tasks.purge_unclaimed_files.call() == 0


def test_old_changes_are_forgotten_but_the_newest(time_machine):
    time_machine.move_to("2026-03-01 10:00Z")
    ContentChange.objects.create()
    newest = ContentChange.objects.create()
    time_machine.move_to("2026-03-01 12:00Z")
    assert tasks.purge_content_changes.call() == 1
    assert list(ContentChange.objects.all()) == [newest]
