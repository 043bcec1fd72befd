"""Somebody is forgotten: words planted in every column that holds words are found nowhere afterwards."""

from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as site

from accounts.actions import erase_person, send_due_mail
from accounts.models import User
from editorial import forgetting
from home.models import StandingPage
from practices.models import Practice
from practices.tests.conftest import (  # noqa: F401  fixtures
    draft,
    house,
    in_network,
    published,
    submitted,
    written,
)

from .canary import NAME, SIGNATURE, WORDS, columns, found_in_cache, found_in_files, found_in_rows, planted
from .canary_scene import tell_all_about

pytestmark = pytest.mark.django_db
SHORTEST = 20
"""Columns that take fewer letters hold codes: of a language, a state, a step."""
HOLDS_NO_WORDS = {
    **dict.fromkeys(
        ("*_id", "*.slug", "*path", "*.key", "*_hash", "*.token_hash", "*.uuid", "*.translation_key"), "a key"
    ),
    **dict.fromkeys(
        ("*.status", "*.task_path", "*.exception_class_path", "auth_*", "django_*_type.*"), "the program's"
    ),
    **dict.fromkeys(("*.file", "*_rendition.*", "wagtailcore_referenceindex.*"), "a path the program made"),
    "accounts_outgoingmail.message_id": "made of chance and the site's own name",
    "accounts_rhythmchoice.kind": "a registered word; deleted with the person",
    "directory_report.once": "a hash",
    "practices_versionfile.row": "a key",
    **dict.fromkeys(("django_migrations.*", "jobs_schedule.*", "practices_sequence.*", "sqlite_*"), "the program's"),
    **dict.fromkeys(
        (
            "directory_place.*",
            "directory_mailbox.*",
            "directory_localpole.*",
            "editorial_term.*",
            "home_networkfigure.*",
        ),
        "the network's own words, which no person signs",
    ),
    **dict.fromkeys(
        ("wagtailcore_site.*", "wagtailcore_locale.*", "wagtailcore_collection*", "wagtailcore_pageviewrestriction.*"),
        "what operators set",
    ),
    **dict.fromkeys(
        ("wagtailcore_task.*", "wagtailcore_workflow.*", "socialaccount_socialapp.*"), "what operators set"
    ),
    **dict.fromkeys(("wagtailsearch_*", "wagtailimages_*", "taggit_*", "wagtailredirects_*"), "nobody here writes it"),
}
"""Columns nobody's name can come into, each with the reason."""

WRITTEN_BY_THE_SCENE = (
    *("accounts_user.email", "accounts_user.shown_name", "account_emailaddress.email", "django_session.session_data"),
)
"""Columns that hold the words already, as the program writes them."""


@pytest.fixture
def person(
    house: SimpleNamespace,  # noqa: F811
    published: Practice,  # noqa: F811
    settings: Any,
    django_capture_on_commit_callbacks: Callable,
) -> User:
    """The author of a published sheet, about whom every table has a row; letters leave as files."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(Path(site.DATA) / "mail")
    tell_all_about(house.author, published, house)
    assert send_due_mail(at_most=3) == 3
    return house.author


def theirs(table: str, person: User) -> str:
    """Give which rows of a table are about the person, as SQL says it; all where the table is about what happened."""
    if table == "accounts_user":
        return f"id = {person.pk}"
    if table == "wagtailcore_page":
        pages = [*Practice.objects.values_list("pk", flat=True), *StandingPage.objects.values_list("pk", flat=True)]
        return f"id IN ({', '.join(map(str, pages))})"
    return f"user_id = {person.pk}" if table.startswith(("account_", "usersessions_")) else "1 = 1"


def plant_everywhere(person: User) -> list[str]:
    """Plant the words in each column; give those that took none and have no reason for it."""
    bare = []
    for table, column, kind, length in columns():
        name = f"{table}.{column}"
        if (length or SHORTEST) < SHORTEST or any(
            fnmatch(name, known) for known in (*HOLDS_NO_WORDS, *WRITTEN_BY_THE_SCENE)
        ):
            continue
        if not planted(table, column, kind, length, theirs(table, person)):
            bare.append(name)
    return bare


def erase(person: User, run: Callable) -> None:
    """Forget the person, who signed with another name too, as a request does it."""
    with run(execute=True):
        assert erase_person(person=person, names=[SIGNATURE], by=person)


def test_who_is_forgotten_leaves_no_word_anywhere(person, django_capture_on_commit_callbacks):
    assert {place.split(": ")[-1] for place in found_in_files()} == set(WORDS)
    assert plant_everywhere(person) == []
    before = found_in_rows()
    assert len(before) > 800, "the words stand in some columns only"
    erase(person, django_capture_on_commit_callbacks)
    assert "\n".join(left := found_in_rows()) == "", left
    assert found_in_files() == []
    assert found_in_cache() == []


def test_the_search_is_not_blind(person, django_capture_on_commit_callbacks, monkeypatch):
    everybody = forgetting.erasers()
    monkeypatch.setattr(forgetting, "_erasers", [each for each in everybody if "directory" not in each.__module__])
    erase(person, django_capture_on_commit_callbacks)
    left = {place.split(":")[0] for place in found_in_rows()}
    assert {"directory_invitation.word", "directory_invitation.address", "directory_report.answer"} <= left


def test_what_others_wrote_in_their_own_sheets_stays(house, person, django_capture_on_commit_callbacks):  # noqa: F811
    sheet = Practice(
        original_language="fr", title="—", place=house.milano, owner=house.milano_advisor, slug="theirs", live=False
    )
    sheet.headline_fr = f"Un atelier avec {NAME}"
    Practice.objects.get(owner=house.author).get_parent().add_child(instance=sheet)
    erase(person, django_capture_on_commit_callbacks)
    assert Practice.objects.get(slug="theirs", live=False).headline_fr == f"Un atelier avec {NAME}"
