"""What the tests of this app share: nothing remembered from the test before, people, files made on the spot."""

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editorial.models import PrivateFile, Term


@pytest.fixture(autouse=True)
def _empty_folders(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start with empty folders."""
    settings.MEDIA_ROOT = tmp_path / "media"
    private = PrivateFile._meta.get_field("file").storage
    for name in ("base_location", "location"):
        monkeypatch.setitem(private.__dict__, name, str(tmp_path / "private"))


@pytest.fixture
def member(db: None, django_user_model: Any) -> Any:
    """A member."""
    return django_user_model.objects.create_user("membre@limoges.example", "a long password for tests")


@pytest.fixture
def stranger(db: None, django_user_model: Any) -> Any:
    """Another member, who may read nothing of the first."""
    return django_user_model.objects.create_user("autre@genova.example", "a long password for tests")


@pytest.fixture
def home(member: Any, monkeypatch: pytest.MonkeyPatch) -> Term:
    """Something only `member` may read."""
    monkeypatch.setattr(Term, "may_be_read_by", lambda self, user: user.pk == member.pk, raising=False)
    words = {f"label_{code}": "Lieu" for code in ("fr", "it", "es", "pt", "en", "ca")}
    return Term.objects.create(vocabulary="kind", key="home", position=1, **words)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (800, 600), name: str = "photo.png", **options: Any
) -> SimpleUploadedFile:
    """Give an uploaded picture made on the spot."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(options.pop("mode", "RGB")).save(out, kind, **options)
    return SimpleUploadedFile(name, out.getvalue())


def archive(
    members: dict[str, str | bytes], name: str = "file.docx", before: bytes = b"", after: bytes = b""
) -> SimpleUploadedFile:
    """Give an uploaded archive with these members."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as opened:
        for member_name, content in members.items():
            opened.writestr(member_name, content)
    return SimpleUploadedFile(name, before + out.getvalue() + after)
