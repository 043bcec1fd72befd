"""Files that are not what they say: refused with a sentence at the field, the form kept, nothing stored."""

from html import unescape
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from editorial.models import PrivateFile
from editorial.tests.conftest import archive, picture
from editorial.tests.test_uploads import PDF, docx, huge_png
from practices.models import Practice

from .posting import AUTOSAVE, NEW_ROW, address, draft_text, posted

pytestmark = pytest.mark.django_db


def picture_bytes() -> bytes:
    """Give a true picture."""
    return picture("PNG").read()


DISGUISED = {
    ("pictures", "page.png"): lambda: b"<html><script>alert(1)</script></html>",
    ("pictures", "program.jpg"): lambda: b"MZ\x90\x00" + b"\0" * 500,
    ("pictures", "drawing.png"): lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ("pictures", "paper.png"): lambda: PDF,
    ("pictures", "two-in-one.png"): lambda: picture_bytes() + archive(docx()).read(),
    ("pictures", "half.png"): lambda: picture_bytes()[:200],
    ("pictures", "bomb.png"): lambda: huge_png(60_000, 60_000),
    ("pictures", "heavy.png"): lambda: picture_bytes() + b"\0" * (10 * 1024 * 1024),
    ("pictures", "nothing.png"): lambda: b"",
    ("attachments", "program.pdf"): lambda: b"\x7fELF" + b"\0" * 500,
    ("attachments", "page.pdf"): lambda: b"<html><script>alert(1)</script></html>",
    ("attachments", "drawing.svg"): lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ("attachments", "archive.docx"): lambda: archive({"evil.exe": b"MZ"}).read(),
    ("attachments", "macros.docx"): lambda: archive(docx(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})).read(),
    ("attachments", "heavy.pdf"): lambda: PDF + b"\0" * (10 * 1024 * 1024),
    ("attachments", "nothing.txt"): lambda: b"",
    ("attachments", "sound.mp3"): lambda: b"ID3\x04" + b"\xff\xfb" * 500,
}


@pytest.mark.parametrize(("relation", "name"), DISGUISED)
def test_a_disguised_file_is_refused_at_its_field(
    client: Client, house: SimpleNamespace, draft: Practice, relation: str, name: str
) -> None:
    client.force_login(house.author)
    field = f"{relation}-{NEW_ROW}-upload"
    words = {"pictures": "alt", "attachments": "title"}[relation]

    def given() -> dict:
        upload = SimpleUploadedFile(name, DISGUISED[relation, name]())
        return posted(
            draft,
            context="Un texte gardé",
            **{relation: [NEW_ROW], field: upload, f"{relation}-{NEW_ROW}-{words}": "Mots"},
        )

    response = client.post(address(draft), given())
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Un texte gardé" in page
    assert 'value="Mots"' in page
    (sentence,) = next(row for row in response.context["form"].rows[relation].forms if row.key == NEW_ROW).errors[
        "upload"
    ]
    assert sentence.endswith(".")
    assert sentence in page
    saved = client.post(address(draft), given(), headers=AUTOSAVE)
    assert saved.status_code == 200
    assert field in saved.json()["errors"]
    assert draft_text(draft, "context") == "Un texte gardé"
    assert not PrivateFile.objects.exists()


def test_true_files_are_kept_under_names_of_ours(client: Client, house: SimpleNamespace, draft: Practice) -> None:
    """Were everything refused, the test above would prove nothing."""
    client.force_login(house.author)
    uploads = {
        f"pictures-{NEW_ROW}-upload": SimpleUploadedFile("../../é\u202egnp.exe", picture_bytes()),
        f"attachments-{NEW_ROW}-upload": SimpleUploadedFile("con\x00vention.pdf", PDF),
    }
    response = client.post(address(draft), posted(draft, pictures=[NEW_ROW], attachments=[NEW_ROW], **uploads))
    assert response.status_code == 302
    for private in PrivateFile.objects.all():
        assert private.file.name == f"{private.pk.hex[:2]}/{private.pk.hex}.{private.extension}"
    assert {private.extension for private in PrivateFile.objects.all()} == {"png", "pdf"}
