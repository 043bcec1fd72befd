"""A person asks for a copy of their data: a job makes it, they alone fetch it, it is gone after a week."""

import io
import json
import weakref
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client

from accounts.actions import ask_export, erase_person, exporting, forget_exports, make_exports, open_account
from accounts.models import DataExport, Notification, User
from accounts.models.exports import MOST_TRIES
from editorial import forgetting, views
from editorial.forgetting import Piece
from editorial.models import PrivateFile

from .door import PASSWORD, sign_in
from .told import known, tell

pytestmark = pytest.mark.django_db
PAGE = "/ca/account/data/"


@pytest.fixture
def person() -> User:
    """Somebody of Barcelona."""
    return open_account(email="joan@barcelona.example", language="ca", password=PASSWORD, shown_name="Joan", by=None)


@pytest.fixture
def mine(person: User) -> Client:
    """A browser in which they are signed in."""
    client = Client()
    sign_in(client, person.email)
    return client


def copy_of(mine: Client, person: User) -> ZipFile:
    """Fetch a person's copy."""
    answer = mine.get(f"/files/{DataExport.objects.get(person=person).file_id}/")
    assert answer.status_code == 200
    return ZipFile(io.BytesIO(answer.content))


def read(archive: ZipFile, name: str):
    """Give what one list of a copy says."""
    return json.loads(archive.read(f"{name}.json"))


def test_a_copy_is_asked_for_made_told_and_fetched(mine, person):
    with known():
        tell(person)
        Notification.objects.update(facts={"n": 1})
        assert mine.post(PAGE).url == PAGE
        assert DataExport.objects.get().is_being_made
        assert make_exports() == 1
    assert [(letter.to, "account/data/" in letter.body) for letter in mail.outbox[-1:]] == [([person.email], True)]
    archive = copy_of(mine, person)
    assert read(archive, "account")["shown_name"] == "Joan"
    assert read(archive, "addresses") == [{"email": person.email, "verified": True, "primary": True}]
    assert [row["facts"] for row in read(archive, "notifications")] == [{"n": 1}]
    assert "README.txt" in archive.namelist()
    assert archive.testzip() is None


def test_no_proof_of_who_somebody_is_leaves_the_site(mine, person):
    mine.post(PAGE)
    make_exports()
    archive = copy_of(mine, person)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for secret in (person.password, mine.cookies["sessionid"].value):
        assert secret not in everything


def test_files_a_person_uploaded_lie_in_the_copy_under_names_any_disk_takes(mine, person):
    for number in range(2):
        private = PrivateFile(
            name="a/b: c?.pdf", extension="pdf", content_type="application/pdf", size=5, uploaded_by=person
        )
        private.file.save("x", ContentFile(b"%PDF" + bytes([48 + number])), save=False)
        private.save()
    lost = PrivateFile.objects.create(name="lost.pdf", file="no/where.pdf", extension="pdf", size=1, uploaded_by=person)
    mine.post(PAGE)
    make_exports()
    archive = copy_of(mine, person)
    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert sorted(archive.read(name) for name in files) == [b"%PDF0", b"%PDF1"]
    assert all("?" not in name and ":" not in name and ".." not in name for name in files)
    assert lost.name in [row["name"] for row in read(archive, "uploads")]


def test_asked_twice_it_is_one(mine, person):
    mine.post(PAGE)
    first = DataExport.objects.get()
    mine.post(PAGE)
    assert DataExport.objects.get() == first
    make_exports()
    assert len(mail.outbox) == 1
    assert make_exports() == 0


def test_a_new_copy_takes_the_place_of_the_old_one(mine, person, django_capture_on_commit_callbacks):
    mine.post(PAGE)
    make_exports()
    old = DataExport.objects.get().file
    path = old.file.path
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(PAGE)
    assert not PrivateFile.objects.filter(pk=old.pk).exists()
    assert not Path(path).exists()
    make_exports()
    assert DataExport.objects.get().is_ready


def test_nobody_else_fetches_it_not_even_who_administers_the_network(mine, person):
    other = open_account(email="ada@milano.example", language="it", password=PASSWORD, by=None)
    User.objects.filter(pk=other.pk).update(is_network_administrator=True, is_superuser=True)
    mine.post(PAGE)
    make_exports()
    address = f"/files/{DataExport.objects.get().file_id}/"
    theirs = Client()
    theirs.force_login(other)
    assert theirs.get(address).status_code == 404
    assert Client().get(address).url.startswith("/fr/account/login/")
    assert mine.get(address)["Cache-Control"] == "private, no-store"


def test_it_is_gone_after_a_week(mine, person, django_capture_on_commit_callbacks):
    with time_machine.travel("2026-03-01T09:00:00Z", tick=False):
        ask_export(person=person, by=person)
        make_exports()
    export = DataExport.objects.get()
    path, address = export.file.file.path, f"/files/{export.file_id}/"
    client = Client()
    with time_machine.travel("2026-03-08T08:59:00Z", tick=False):
        client.force_login(person)
        assert client.get(address).status_code == 200
        assert forget_exports(now=exporting.timezone.now()) == 0
    with time_machine.travel("2026-03-08T09:00:00Z", tick=False):
        assert client.get(address).status_code == 404, "closed even before the clock comes by"
        with django_capture_on_commit_callbacks(execute=True):
            assert forget_exports(now=exporting.timezone.now()) == 1
        assert forget_exports(now=exporting.timezone.now()) == 0
        page = client.get(PAGE).content.decode()
    assert "/files/" not in page
    assert "2026" in page.partition("<main")[2].partition("</main>")[0], "since when it is gone"
    assert not Path(path).exists()


def test_who_signed_in_long_ago_proves_who_they_are_first(mine, person):
    with time_machine.travel("2027-01-01", tick=False):
        client = Client()
        client.force_login(person)
        answer = client.post(PAGE)
    assert "/prove/" in answer.url
    assert not DataExport.objects.exists()


def test_a_copy_that_fails_is_tried_again_and_then_said_to_have_failed(mine, person, monkeypatch, caplog):
    def broken(_person):
        yield Piece("half", [1])
        raise RuntimeError("no")

    monkeypatch.setattr(forgetting, "_exporters", [broken])
    monkeypatch.setattr(forgetting, "autodiscover_modules", lambda _name: None)
    mine.post(PAGE)
    for _time in range(MOST_TRIES + 1):
        assert make_exports() == 0
        DataExport.objects.update(next_try_at=exporting.timezone.now())
    export = DataExport.objects.get()
    assert (export.tries, export.has_failed, export.file) == (MOST_TRIES, True, None)
    assert mail.outbox == []
    assert 'class="notice notice-stop"' in mine.get(PAGE).content.decode()
    assert person.email not in caplog.text
    monkeypatch.undo()
    mine.post(PAGE)
    assert make_exports() == 1


def test_who_is_forgotten_while_their_copy_is_made_gets_none(person, monkeypatch):
    def forgotten_meanwhile(somebody):
        yield Piece("one", [1])
        erase_person(person=somebody, by=somebody)

    ask_export(person=person, by=person)
    forgetting.exporters()
    monkeypatch.setattr(forgetting, "_exporters", [forgotten_meanwhile])
    assert make_exports() == 0
    assert not PrivateFile.objects.exists()


def test_of_many_rows_one_is_in_memory_at_a_time(person):
    held = []

    class Row(dict):
        pass

    def rows():
        for number in range(200):
            row = Row(n=number)
            held.append(weakref.ref(row))
            yield row
            del row
            assert sum(each() is not None for each in held) <= 2

    archive = io.BytesIO()
    with ZipFile(archive, "w") as out:
        exporting.write_piece(out, Piece("many", rows()))
    assert len(json.loads(ZipFile(archive).read("many.json"))) == 200


def test_an_empty_list_is_a_list(person):
    archive = io.BytesIO()
    with ZipFile(archive, "w") as out:
        exporting.write_piece(out, Piece("none", []))
    assert json.loads(ZipFile(archive).read("none.json")) == []


def test_a_large_copy_leaves_in_portions(mine, person, monkeypatch):
    mine.post(PAGE)
    make_exports()
    monkeypatch.setattr(views, "HELD_WHOLE", 100)
    monkeypatch.setattr(views, "PORTION", 500)
    file = DataExport.objects.get().file
    answer = mine.get(f"/files/{file.pk}/")
    assert (answer.streaming, answer.is_async) == (True, True)
    assert (answer["Content-Length"], answer["Content-Type"]) == (str(file.size), "application/zip")
    assert answer["Cache-Control"] == "private, no-store"
    with pytest.warns(Warning, match="asynchronous iterators"):
        portions = list(answer)
    assert len(portions) > 2
    assert ZipFile(io.BytesIO(b"".join(portions))).testzip() is None
