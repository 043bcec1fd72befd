"""The vocabularies, pictures and documents in the editors' admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

from editorial.models import ContentChange, Picture, Term
from editorial.vocabularies import term
from multilingual.languages import CODES

from .conftest import picture
from .test_uploads import PDF, upload

pytestmark = [pytest.mark.django_db, pytest.mark.urls("editorial.tests.urls")]
FACTS = {"vocabulary": "kind", "key": "cafe", "position": "11"}


@pytest.fixture
def editor(client, member):
    """A client signed in as an editor."""
    member.may_enter_cms = True
    member.save()
    names = ["access_admin", "add_term", "change_term", "view_term"]
    member.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(member)
    return client


@pytest.fixture
def administrator(editor, member):
    """A client signed in as an editor who keeps pictures and documents."""
    group = Group.objects.create(name="Keepers")
    for permission in Permission.objects.filter(codename__in=["add_image", "add_document"]):
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    member.groups.add(group)
    return editor


def labels(**other: str) -> dict[str, str]:
    """Give the six labels of a form."""
    texts = {f"{field}_{code}": "" for field in ("text", "reverse") for code in CODES}
    return {f"label_{code}": f"Café {code}" for code in CODES} | texts | FACTS | other


def test_an_editor_adds_a_term_and_words_it_again(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        editor.post("/cms/snippets/editorial/term/add/", labels())
    made = Term.objects.get(key="cafe")
    assert made.label_ca == "Café ca"
    assert ContentChange.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/cms/snippets/editorial/term/edit/{made.pk}/", labels(label_fr="Café des métiers"))
    assert str(term("kind", "cafe")) == "Café des métiers"
    assert editor.get("/cms/snippets/editorial/term/").status_code == 200


def test_a_term_without_one_of_its_six_labels_is_refused_with_the_text_kept(editor):
    response = editor.post("/cms/snippets/editorial/term/add/", labels(label_pt=""))
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"label_pt"}
    assert "Café ca" in response.content.decode()
    assert not Term.objects.exists()


def test_an_editor_deletes_no_term(editor):
    editor.post("/cms/snippets/editorial/term/add/", labels())
    made = Term.objects.get()
    editor.post(f"/cms/snippets/editorial/term/delete/{made.pk}/")
    assert Term.objects.exists()


def test_a_picture_uploaded_in_the_admin_is_drawn_anew(administrator):
    given = picture("JPEG", (3000, 300), name="x.jpg", comment=b"Limoges")
    administrator.post("/cms/images/add/", {"title": "x", "file": given, "tags": ""})
    kept = Picture.objects.get()
    assert kept.width == 2400
    assert b"Limoges" not in kept.file.read()


@pytest.mark.parametrize(("content", "kept"), [(PDF, 1), (b"MZ\x90\x00", 0)])
def test_a_document_uploaded_in_the_admin_is_judged_by_its_content(administrator, content, kept):
    from wagtail.documents import get_document_model

    administrator.post("/cms/documents/add/", {"title": "x", "file": upload(content, "x.pdf"), "tags": ""})
    assert get_document_model().objects.count() == kept
