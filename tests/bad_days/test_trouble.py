"""The database goes away in the middle of a request, or the mail server does: nothing is half written, nothing is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from accounts.actions import send_due_mail, write_due_notices
from accounts.models import Notification, OutgoingMail
from editorial.actions import purge_lost_files
from editorial.models import ContentChange, Picture, PrivateFile
from editorial.tests.conftest import picture
from practices.models import LifeChange, Practice, Remark, ReviewState, Verdict, Version, VersionFile
from practices.review import review_of
from practices.tests.conftest import fresh

from .posting import NEW_ROW, address, decision_on, posted, signed_in, verdict_of

pytestmark = pytest.mark.django_db

LIFELINES = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""What a test's own transaction needs to be taken back; a real database would forget by itself."""
SWALLOWED = '"_check"'
"""Django takes a database error in its own check of a constraint for a broken constraint; the next statement fails anyway."""
WHOLE = (
    *(PrivateFile, Picture, TaskState, WorkflowState, OutgoingMail, PageLogEntry, ContentChange, ContentType),
    *(Remark, Version, VersionFile, LifeChange, Notification),
)


@pytest.fixture(autouse=True)
def _mail_by_the_queue(settings: Any) -> None:
    """Send letters as the site does; Django's test runner puts its own backend in the way."""
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"


class Away:
    """A database that answers `patience` statements and then no more, as one that is locked or stopped."""

    def __init__(self, patience: int) -> None:
        self.left, self.struck = patience, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Pass a statement on, or fail as a locked database does."""
        if sql.startswith(LIFELINES) or SWALLOWED in sql:
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left < 0:
            self.struck = True
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)


def everything(practice: Practice) -> dict[str, Any]:
    """Give what a request about a sheet may write, in the database and on the disk."""
    counts: dict[str, Any] = {model.__name__: model._base_manager.count() for model in WHOLE}
    rows = list(Practice.objects.filter(pk=practice.pk).values())
    revisions = list(Revision.objects.filter(object_id=str(practice.pk)).values("pk", "content", "created_at"))
    states = list(ReviewState.objects.values("pk", "status", "verdict", "grade", "taken_by", "comment"))
    steps = [list(getattr(fresh(practice), name).values()) for name in ("steps", "results", "pictures", "attachments")]
    return counts | {"rows": rows, "revisions": revisions, "states": states, "of rows": steps, "files": stored()}


def stored() -> list[str]:
    """Give the private and the published files on the disk."""
    found = []
    for storage, folders in ((storages["private"], [""]), (storages["default"], ["", "images", "documents"])):
        for folder in folders:
            if storage.exists(folder):
                inner, files = storage.listdir(folder)
                found += files
                if folder == "" and storage is storages["private"]:
                    found += [name for each in inner for name in storage.listdir(each)[1]]
    return sorted(found)


@contextmanager
def failing(patience: int) -> Iterator[Away]:
    """Let the database answer `patience` statements inside the block."""
    away = Away(patience)
    with connection.execute_wrapper(away):
        yield away


def saving(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Save the draft with a new picture."""
    upload = SimpleUploadedFile("cercle.png", picture("PNG").read())
    facts = {"pictures": [NEW_ROW], f"pictures-{NEW_ROW}-upload": upload, f"pictures-{NEW_ROW}-alt": "Un cercle"}
    return address(practice), posted(practice, context="Un autre texte", **facts)


def submitting(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Submit the draft."""
    return address(practice), posted(practice, do="submit")


def publishing(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Publish it."""
    return f"{address(practice)}review/", decision_on(practice)


def sending_back(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Send it back to its author."""
    return f"{address(practice)}review/", decision_on(practice, verdict=Verdict.TO_REVISE)


def sending_on(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Send it on to the network."""
    return f"{address(practice)}review/", decision_on(practice, verdict=Verdict.SENT_ON)


def binning(practice: Practice) -> tuple[str, dict[str, Any]]:
    """Put it in the bin."""
    return f"{address(practice)}bin/", {}


@pytest.mark.parametrize("asking", [saving, binning])
def test_a_database_that_goes_away_leaves_all_or_nothing(
    client: Client, house: SimpleNamespace, written: Practice, asking: Callable
) -> None:
    client.raise_request_exception = False
    client.force_login(house.author)
    assert moments_of_failure(client, written, asking) > 10


def test_a_database_that_goes_away_keeps_the_text_of_a_submission_that_failed(
    client: Client, house: SimpleNamespace, written: Practice
) -> None:
    """Submitting saves first, in a transaction of its own: the text may be kept, the submission is whole or none."""
    client.raise_request_exception = False
    client.force_login(house.author)
    assert moments_of_failure(client, written, submitting, of=(TaskState, WorkflowState, Notification)) > 10
    assert review_of(fresh(written)).is_open


def test_a_database_that_goes_away_publishes_all_or_nothing(
    client: Client, house: SimpleNamespace, taken: Practice
) -> None:
    client.raise_request_exception = False
    client.force_login(house.reviewer)
    assert moments_of_failure(client, taken, publishing) > 10
    assert fresh(taken).live
    assert fresh(taken).versions.count() == 1


def test_a_database_that_goes_away_sends_on_all_or_nothing(
    client: Client, house: SimpleNamespace, submitted: Practice
) -> None:
    client.raise_request_exception = False
    client.force_login(house.manager)
    assert moments_of_failure(client, submitted, sending_on) > 10
    assert verdict_of(submitted) == "network_review"


def test_a_database_that_goes_away_sends_back_all_or_nothing(
    client: Client, house: SimpleNamespace, taken: Practice
) -> None:
    client.raise_request_exception = False
    client.force_login(house.reviewer)
    told = {"about": "need", "language": "fr", "text": "Pourquoi ?", "author": house.reviewer}
    Remark.objects.create(practice=taken, round=review_of(taken).state, **told)
    assert moments_of_failure(client, taken, sending_back) > 10
    assert verdict_of(taken) == "to_revise"


def moments_of_failure(client: Client, practice: Practice, asking: Callable, of: tuple[Any, ...] = ()) -> int:
    """Ask again and again, the database going away three statements later each time; give how many statements it took.

    Each time nothing may be written: nothing at all, or no row of the models `of`.
    """

    def state() -> Any:
        return [model._base_manager.count() for model in of] or everything(practice)

    purge_lost_files(before=timezone.now() + timedelta(days=1))
    before = state()
    for patience in range(0, 600, 3):
        path, given = asking(fresh(practice))
        with failing(patience) as away:
            response = client.post(path, given)
        if not away.struck:
            assert response.status_code == 302
            assert state() != before
            return patience
        assert response.status_code == 503, (patience, response.status_code)
        assert response.headers["Retry-After"]
        assert b"<html" in response.content
        purge_lost_files(before=timezone.now() + timedelta(days=1))  # the clock's own broom, for files a rollback left
        assert state() == before, patience
    raise AssertionError("the request never came to an end")


@pytest.mark.parametrize(
    "path", ["/fr/", "/it/practices/", "/pt/desk/", "/sitemap.xml", "/cms/", "/readyz", "/fr/nowhere/"]
)
def test_reading_while_the_database_is_away(client: Client, house: SimpleNamespace, path: str) -> None:
    client.raise_request_exception = False
    client.force_login(house.administrator)
    with failing(0):
        assert client.get(path).status_code == 503
        assert client.get("/livez").status_code == 200


def test_a_dead_mail_server_delays_the_letter_and_nothing_else(
    client: Client, house: SimpleNamespace, written: Practice, settings: Any
) -> None:
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client.force_login(house.author)
    response = client.post(address(written), posted(written, do="submit"))
    assert response.status_code == 302
    assert review_of(fresh(written)).is_open
    assert write_due_notices() == 1
    assert send_due_mail() == 0
    assert OutgoingMail.objects.waiting().count() == 1
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert send_due_mail() == 1
    assert [letter.to for letter in mail.outbox] == [[house.manager.email]]


# --- twice --------------------------------------------------------------------------------------


def test_a_double_click_on_submit_submits_once(client: Client, house: SimpleNamespace, written: Practice) -> None:
    client.force_login(house.author)
    given = posted(written, do="submit")
    assert client.post(address(written), given).status_code == 302
    second = client.post(address(written), given)
    assert second.status_code in (302, 409)
    assert WorkflowState.objects.count() == TaskState.objects.count() == 1
    assert Notification.objects.count() == 1


def test_a_double_click_on_publish_publishes_once(client: Client, house: SimpleNamespace, taken: Practice) -> None:
    client.force_login(house.reviewer)
    path, given = publishing(taken)
    told = Notification.objects.count()
    for _click in range(2):
        assert client.post(path, given).status_code == 302
    assert fresh(taken).code == "FP-0001"
    assert Notification.objects.count() == told + 1
    assert client.get(f"/fr/practices/{fresh(taken).slug}/").status_code == 200


def test_a_double_click_on_the_bin_bins_once_and_restores_once(
    client: Client, house: SimpleNamespace, written: Practice
) -> None:
    client.force_login(house.author)
    for verb, lines in (("bin", 1), ("restore", 2)):
        for _click in range(2):
            assert client.post(f"{address(written)}{verb}/").status_code == 302
        entries = PageLogEntry.objects.filter(page=written, action__in=("practices.bin", "practices.restore"))
        assert entries.count() == lines


def test_the_second_of_two_reviewers_is_told_and_changes_nothing(house: SimpleNamespace, submitted: Practice) -> None:
    path, given = sending_on(submitted)
    first, second = signed_in(house.manager), signed_in(house.administrator)
    assert first.post(path, given | {"verdict": Verdict.DECLINED}).status_code == 302
    answer = second.post(path, given | {"word": "Ce que je voulais dire."})
    assert answer.status_code == 409
    assert "Ce que je voulais dire." in answer.content.decode()
    assert verdict_of(submitted) == "declined"


def test_a_stale_save_shows_both_texts(house: SimpleNamespace, written: Practice) -> None:
    mine, theirs = Client(), Client()
    mine.force_login(house.author)
    theirs.force_login(house.colleague)
    stale = posted(written, context="Mon texte à moi", need="Mon besoin")
    assert theirs.post(address(written), posted(written, context="Le texte de ma collègue")).status_code == 302
    answer = mine.post(address(written), stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mon texte à moi" in page
    assert "Le texte de ma collègue" in page
    again = posted(written, context="Mon texte et le sien", need="Mon besoin")
    assert mine.post(address(written), again).status_code == 302
