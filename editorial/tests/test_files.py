"""Private files, their one view, and their published copies."""

import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from editorial.actions import (
    discard_private_file,
    give_home,
    keep_document,
    keep_picture,
    publish_document,
    publish_picture,
    purge_lost_files,
    purge_private_files,
    remove_published,
)
from editorial.models import Picture, PrivateFile, Term

from .conftest import picture
from .test_uploads import PDF, upload

pytestmark = [pytest.mark.django_db, pytest.mark.urls("editorial.tests.urls")]


def stored(tmp_path: Path, folder: str = "private") -> list[str]:
    """Give the names of the files stored under a folder."""
    return sorted(path.name for path in (tmp_path / folder).rglob("*") if path.is_file())


@pytest.fixture
def photo(home, member) -> PrivateFile:
    """A private picture of `home`."""
    return keep_picture(upload=picture("JPEG", name="Été.jpg"), home=home, by=member)


@pytest.fixture
def report(home, member) -> PrivateFile:
    """A private document of `home`."""
    return keep_document(upload=upload(PDF, "Bilan 2016.pdf"), home=home, by=member)


def address(private: PrivateFile, query: str = "") -> str:
    """Give the address of a private file."""
    return f"/files/{private.pk}/{query}"


def test_a_picture_is_kept_under_a_generated_name_with_its_small_version(photo, tmp_path):
    assert stored(tmp_path) == sorted([f"{photo.pk.hex}.jpg", f"{photo.pk.hex}-640.jpg"])
    assert (photo.name, photo.width, photo.height, photo.content_type) == ("Été.jpg", 800, 600, "image/jpeg")
    assert photo.home == Term.objects.get()


def test_a_refused_upload_leaves_nothing(home, member, tmp_path):
    with pytest.raises(ValidationError):
        keep_picture(upload=upload(b"MZ"), home=home, by=member)
    assert not stored(tmp_path)


def test_a_row_that_cannot_be_written_takes_its_file_along(home, member, tmp_path, monkeypatch):
    def fail(*given: object, **more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(PrivateFile, "save", fail)
    with pytest.raises(DatabaseError):
        keep_picture(upload=picture(), home=home, by=member)
    assert not stored(tmp_path)


def test_a_rollback_further_out_leaves_a_file_the_clock_sweeps(home, member, tmp_path):
    with transaction.atomic():
        keep_picture(upload=picture(), home=home, by=member)
        transaction.set_rollback(True)
    kept = keep_document(upload=upload(PDF), home=home, by=member)
    assert purge_lost_files(before=timezone.now() - timedelta(hours=24)) == 0
    assert purge_lost_files(before=timezone.now() + timedelta(minutes=1)) == 2
    assert stored(tmp_path) == [f"{kept.pk.hex}.pdf"]


def test_files_nothing_points_to_are_purged(home, member, photo, tmp_path, django_capture_on_commit_callbacks):
    keep_document(upload=upload(PDF), home=None, by=member)
    orphan = keep_document(upload=upload(PDF), home=home, by=member)
    PrivateFile.objects.filter(pk=orphan.pk).update(home_id="0")
    assert purge_private_files(before=timezone.now() - timedelta(hours=24)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_private_files(before=timezone.now() + timedelta(minutes=1)) == 2
    assert list(PrivateFile.objects.all()) == [photo]
    assert len(stored(tmp_path)) == 2


def test_discarding_deletes_the_bytes_once_that_is_certain(photo, member, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        discard_private_file(private=photo, by=member)
        assert len(stored(tmp_path)) == 2
    for callback in waiting:
        callback()
    assert not stored(tmp_path)
    assert not PrivateFile.objects.exists()


def test_who_may_read_the_home_reads_the_picture(client, photo, member):
    client.force_login(member)
    response = client.get(address(photo))
    assert response.content == photo.file.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%C3%89t%C3%A9.jpg"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_picture_is_given_small_when_asked(client, photo, member):
    client.force_login(member)
    small = client.get(address(photo, "?w=640")).content
    assert Image.open(io.BytesIO(small)).width == 640
    assert client.get(address(photo, "?w=641")).content == photo.file.read()


def test_a_document_is_given_to_keep(client, report, member):
    client.force_login(member)
    response = client.get(address(report))
    assert response.content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Bilan 2016.pdf"'


def test_others_meet_the_same_absence_as_for_nothing(client, photo, stranger):
    client.force_login(stranger)
    denied, absent = client.get(address(photo)), client.get(f"/files/{uuid4()}/")
    assert denied.status_code == absent.status_code == 404
    without_address = [each.content.replace(each.wsgi_request.path.encode(), b"") for each in (denied, absent)]
    assert without_address[0] == without_address[1]


def test_nobody_is_led_to_sign_in_whether_or_not_it_exists(client, photo):
    for path in (address(photo), f"/files/{uuid4()}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(f"/sign-in/?next={path}")


def test_without_a_home_only_who_uploaded_it_reads_it(client, member, stranger):
    private = keep_document(upload=upload(PDF), home=None, by=member)
    for user, status in ((member, 200), (stranger, 404)):
        client.force_login(user)
        assert client.get(address(private)).status_code == status


def test_a_home_that_is_gone_closes_its_files(client, photo, member, home):
    client.force_login(member)
    PrivateFile.objects.filter(pk=photo.pk).update(home_id="0")
    assert client.get(address(photo)).status_code == 404
    give_home(private=photo, home=home, by=member)
    assert client.get(address(photo)).status_code == 200


def test_lost_bytes_are_an_absence_and_no_error(client, photo, member):
    client.force_login(member)
    photo.file.storage.delete(photo.file.name)
    assert client.get(address(photo)).status_code == 404


def test_the_server_in_front_sends_the_bytes_where_there_is_one(client, photo, member, stranger, settings):
    settings.X_ACCEL_PREFIX = "/private/"
    client.force_login(member)
    response = client.get(address(photo, "?w=640"))
    assert response["X-Accel-Redirect"] == f"/private/{photo.pk.hex[:2]}/{photo.pk.hex}-640.jpg"
    assert response.content == b""
    client.force_login(stranger)
    assert "X-Accel-Redirect" not in client.get(address(photo))


def test_a_published_picture_is_a_copy_that_goes_when_it_is_removed(
    photo, member, tmp_path, django_capture_on_commit_callbacks
):
    published = publish_picture(private=photo, alt="Une salle", by=member)
    published.get_rendition("width-100")
    assert published.default_alt_text == "Une salle"
    assert (published.width, published.height) == (800, 600)
    assert published.file.name.startswith("images/")
    assert photo.pk.hex not in published.file.name
    assert len(stored(tmp_path, "media")) == 2
    with django_capture_on_commit_callbacks(execute=True):
        remove_published(published, by=member)
    assert not Picture.objects.exists()
    assert not stored(tmp_path, "media")
    assert len(stored(tmp_path)) == 2


def test_a_published_document_has_a_name_to_read(report, member, tmp_path, django_capture_on_commit_callbacks):
    published = publish_document(private=report, title="Bilan de l'été <2016>", by=member)
    (name,) = stored(tmp_path, "media")
    assert name.startswith("bilan-de-lete-2016-")
    assert name.endswith(".pdf")
    assert published.file_size == len(PDF)
    with django_capture_on_commit_callbacks(execute=True):
        remove_published(published, by=member)
    assert not stored(tmp_path, "media")


def test_markdown_is_previewed_for_members_only(client, member):
    assert Client().post("/markdown/preview/", {"text": "*x*"}).status_code == 302
    client.force_login(member)
    assert client.get("/markdown/preview/").status_code == 405
    assert (
        client.post("/markdown/preview/", {"text": "# *x* <b>", "level": "4"}).content
        == b"<h4><em>x</em> &lt;b&gt;</h4>\n"
    )
    assert client.post("/markdown/preview/", {"text": "# x", "level": "9"}).content == b"<h3>x</h3>\n"
    assert client.post("/markdown/preview/", {"text": "x" * 200_001}).status_code == 413
