"""Doors of the admin that lead to a sheet by its files, by a redirect or by the account of a machine; forms as their pages send them.

That no address of the admin does anything to a sheet, in any state, is asked in tests/permissions/test_admin.py.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection

from accounts.models import User
from directory.actions import grant_role
from editorial.models import Picture
from multilingual.models import new_key
from practices.actions import DraftChanges, save_draft
from practices.models import Attachment, Figure, Practice
from practices.versions import version
from tests.permissions.sheets import attachment, picture

from .conftest import fresh, publish

FILE_DOORS = [
    ("/cms/images/{picture}/", {"title": "Autre", "tags": "", "collection": "1"}),
    ("/cms/images/{picture}/delete/", {}),
    ("/cms/images/{picture}/generate_url/", {}),
    ("/cms/images/multiple/{picture}/", {"image-{picture}-title": "Autre"}),
    ("/cms/images/multiple/{picture}/delete/", {}),
    ("/cms/documents/edit/{document}/", {"title": "Autre", "tags": "", "collection": "1"}),
    ("/cms/documents/delete/{document}/", {}),
    ("/cms/documents/multiple/{document}/", {"doc-{document}-title": "Autre"}),
    ("/cms/documents/multiple/{document}/delete/", {}),
    ("/cms/bulk/editorial/picture/delete/?id={picture}", {}),
    ("/cms/bulk/editorial/picture/delete/?id=all", {}),
    ("/cms/bulk/editorial/picture/add_to_collection/?id={picture}", {"collection": "{collection}"}),
    ("/cms/bulk/editorial/picture/add_tags/?id={picture}", {"tags": "autre"}),
    ("/cms/bulk/wagtaildocs/document/delete/?id={document}", {}),
    ("/cms/bulk/wagtaildocs/document/delete/?id=all", {}),
    ("/cms/bulk/wagtaildocs/document/add_to_collection/?id={document}", {"collection": "{collection}"}),
    ("/cms/bulk/wagtaildocs/document/add_tags/?id={document}", {"tags": "autre"}),
]
"""Where Wagtail would change or delete a picture or a document, with what its own page sends."""


@pytest.fixture
def illustrated(house: SimpleNamespace, written: Practice) -> Practice:
    """A published sheet with a picture and an attachment."""
    rows: dict[str, list[dict[str, Any]]] = {
        "pictures": [{"id": new_key(), "alt": "Une table ronde", "credit": "", "upload": picture("table")}],
        "attachments": [{"id": new_key(), "title": "Programme", "upload": attachment("programme")}],
    }
    now = fresh(written)
    save_draft(practice=now, changes=DraftChanges(rows=rows), expected=version(now), by=house.author)
    return publish(written, house)


@pytest.fixture(params=["editor", "administrator"])
def client(request: pytest.FixtureRequest, house: SimpleNamespace) -> Client:
    """The browser of an editor, then of a network administrator."""
    user = User.objects.create_user("cms@membres.example", language="fr")
    grant_role(person=user, kind=request.param, by=None)
    client = Client()
    client.force_login(user)
    return client


def files() -> list[Any]:
    """Give all that is known of published files, with their content."""
    figure, file = Figure.objects.get(), Attachment.objects.get()
    rows = [*Picture.objects.order_by("pk").values(), *Document.objects.order_by("pk").values()]
    return [*rows, figure.image.file.open().read(), file.document.file.open().read(), *figure.image.tags.names()]


def test_the_files_of_a_sheet_are_not_the_editors(client: Client, illustrated: Practice) -> None:
    names = {
        "picture": Figure.objects.get().image_id,
        "document": Attachment.objects.get().document_id,
        "collection": Collection.objects.get(name="Editors").pk,
    }
    before, differences = files(), []
    for address, posted in FILE_DOORS:
        asked = address.format(**names)
        sent = {name.format(**names): value.format(**names) for name, value in posted.items()}
        for answer in (client.get(asked), client.post(asked, sent)):
            if files() != before:
                differences.append(f"{asked}: changes the file, {answer.status_code}")
    assert differences == []


def test_a_new_file_takes_nobodys_place(client: Client, illustrated: Practice) -> None:
    before = files()
    for address, upload in (
        (f"/cms/images/{Figure.objects.get().image_id}/", picture("autre")),
        (f"/cms/documents/edit/{Attachment.objects.get().document_id}/", attachment("autre")),
    ):
        file = SimpleUploadedFile(upload.name, upload.content, upload.content_type)
        assert client.post(address, {"title": "Autre", "tags": "", "file": file}).status_code == 302
    assert files() == before


@pytest.mark.parametrize("state", ["written", "taken", "published"])
def test_no_redirect_names_a_sheet(request: pytest.FixtureRequest, client: Client, state: str) -> None:
    practice = request.getfixturevalue(state)
    sent = {"old_path": "/raccourci/", "site": "", "is_permanent": "on", "redirect_page": practice.pk}
    assert client.post("/cms/redirects/add/", sent).status_code == 404
    assert not Redirect.objects.exists()
    assert (
        client.post(
            "/cms/redirects/add/", sent | {"redirect_page": "", "redirect_link": "https://ailleurs.example/"}
        ).status_code
        == 302
    )
    known = Redirect.objects.get()
    assert client.post(f"/cms/redirects/{known.pk}/", sent).status_code == 404
    assert "à plusieurs".encode() not in client.get("/cms/redirects/").content


def test_no_link_chosen_in_a_text_names_a_draft(client: Client, written: Practice) -> None:
    for address in (
        f"/cms/choose-page/chosen-multiple/?id={written.pk}",
        f"/cms/choose-page/external-link/?link_url=/fr/practices/{written.slug}/",
        "/cms/choose-page/search/?q=chercher",
        f"/cms/choose-page/{written.get_parent().pk}/",
    ):
        assert "à plusieurs".encode() not in client.get(address).content
