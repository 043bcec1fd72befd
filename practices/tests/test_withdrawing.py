"""What is withdrawn is gone for readers, whole for its place, and comes back as it was."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from PIL import Image
from wagtail.documents.models import Document

from editorial import caching
from editorial.models import Picture, PrivateFile
from editorial.uploads import check_document, check_picture
from multilingual.actions import save_translation
from multilingual.models import WorkingTranslation
from practices.actions import (
    DraftChanges,
    Withdrawn,
    bring_back,
    save_draft,
    submit_practice,
    take_review,
    withdraw_practice,
)
from practices.journal import entries_of, told
from practices.models import Practice, ReviewState, VersionFile
from practices.review import review_of
from practices.tests.conftest import complete, decide, fresh
from practices.tests.factories import translate
from practices.versions import latest_draft, version
from tests.queries import queries

REASON = "Un partenaire l’a demandé."
TEXTS = ("Un texte.", "Réunir un groupe", "Personnes", "A club to search together, said so", "contact@limoges")


def withdraw(practice: Practice, by: Any) -> Practice:
    return withdraw_practice(practice=practice, reason=REASON, language="fr", by=by)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def a_picture() -> Any:
    file = BytesIO()
    Image.new("RGB", (64, 48), "white").save(file, "PNG")
    return check_picture(SimpleUploadedFile("salle.png", file.getvalue()))


@pytest.fixture
def sheet(house, written):
    """A published sheet with a picture, an attachment and an English headline."""
    pdf = check_document(SimpleUploadedFile("programme.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"))
    rows = {
        "pictures": [{"id": "33333333-3333-4333-8333-333333333333", "alt": "Douze chaises", "upload": a_picture()}],
        "attachments": [{"id": "44444444-4444-4444-8444-444444444444", "title": "Le programme", "upload": pdf}],
    }
    save_draft(practice=written, changes=DraftChanges(rows=rows), expected=version(written), by=house.author)
    submit_practice(practice=fresh(written), expected=version(fresh(written)), by=house.author)
    decide(written, house.manager, "sent_on")
    decide(written, house.reviewer)
    translate(fresh(written), "en", headline="A club to search together, said so")
    caching.forget_everything()
    return fresh(written)


def shown_everywhere(client: Client, practice: Practice) -> dict[str, tuple[int, str]]:
    """Give, by address, what a reader gets of a sheet wherever one may stand."""
    caching.forget_everything()
    pages = [f"practices/{practice.slug}/", f"practices/{practice.code}/v1/", f"practices/{practice.code}/history/"]
    lists = ["", "practices/", "practices/?archived=1", "practices/feed/"]
    found = {f"/{code}/{page}": client.get(f"/{code}/{page}") for code in ("fr", "en") for page in [*pages, *lists]}
    found["/sitemap.xml"] = client.get("/sitemap.xml")
    return {address: (answer.status_code, answer.content.decode()) for address, answer in found.items()}


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_notice_says_code_headline_reason_and_date_and_nothing_else(house, sheet, client):
    withdraw(sheet, house.manager)
    answer = client.get(f"/en/practices/{sheet.slug}/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (410, "private, no-cache")
    assert "<h1>A club to search together, said so</h1>" in page
    assert f'<span class="code">{sheet.code}</span>' in page
    assert re.search(r'<div lang="fr"><p>Un partenaire l’a demandé\.</p></div>', page)
    assert '<meta name="robots" content="noindex">' in page
    assert "hreflang" not in page[: page.index("<body")]
    assert not [text for text in ("Un texte", "Réunir", "Personnes", "contact@", "Limoges", "badge") if text in page]
    original = client.get(f"/pt/practices/{sheet.slug}/").content.decode()
    assert '<h1 lang="fr">Un club pour chercher à plusieurs</h1>' in original


def test_its_code_and_another_spelling_lead_to_the_notice(house, sheet, client):
    withdraw(sheet, house.manager)
    for name in (sheet.code, sheet.code.lower(), sheet.slug.upper()):
        answer = client.get(f"/it/practices/{name}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/it/practices/{sheet.slug}/")


def test_its_text_is_gone_everywhere_and_comes_back(house, sheet, client):
    before = shown_everywhere(client, sheet)
    assert sum("Un club pour chercher" in page or "A club to search" in page for _code, page in before.values()) >= 10
    withdraw(sheet, house.manager)
    for address, (code, page) in shown_everywhere(client, sheet).items():
        if address.endswith(f"{sheet.slug}/"):
            continue  # the notice, which keeps the headline
        assert code == (404 if sheet.code in address else 200), address
        for text in (*TEXTS, "Un club pour chercher", sheet.slug):
            assert text not in page, (address, text)
    bring_back(practice=sheet, by=house.manager)
    after = shown_everywhere(client, sheet)
    assert {address: code for address, (code, _page) in after.items()} == {
        address: code for address, (code, _page) in before.items()
    }
    for address, (_code, page) in before.items():
        if "/media/" not in page and "/documents/" not in page:  # files have new names
            assert after[address][1] == page, address


def test_a_page_that_was_kept_is_kept_no_longer(house, sheet, client, django_capture_on_commit_callbacks):
    address = f"/fr/practices/{sheet.slug}/"
    assert client.get(address).status_code == client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(sheet, house.manager)
    assert client.get(address).status_code == 410
    with django_capture_on_commit_callbacks(execute=True):
        bring_back(practice=sheet, by=house.manager)
    assert client.get(address).status_code == 200


def test_its_published_files_leave_the_storage_and_come_back(house, sheet, django_capture_on_commit_callbacks):
    picture, document = Picture.objects.get(), Document.objects.get()
    stored = [picture.file, document.file, *(copy.file for copy in picture.renditions.all())]
    assert len(stored) >= 3
    assert all(file.storage.exists(file.name) for file in stored)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(sheet, house.manager)
    assert not [file.name for file in stored if file.storage.exists(file.name)]
    assert (Picture.objects.count(), Document.objects.count()) == (0, 0)
    bring_back(practice=sheet, by=house.manager)
    live = fresh(sheet)
    (figure,), (attachment,), kept = live.pictures.all(), live.attachments.all(), VersionFile.objects.order_by("row")
    assert figure.image.file.storage.exists(figure.image.file.name)
    assert attachment.document.file.storage.exists(attachment.document.file.name)
    assert [row.published for row in kept] == [figure.image, attachment.document]
    assert (Picture.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize("lost", ["bytes", "row"])
def test_it_comes_back_without_a_file_that_is_no_longer_kept(house, sheet, django_capture_on_commit_callbacks, lost):
    """What is still kept comes back; the journal says that not everything did."""
    figure = sheet.pictures.get()
    stored = figure.image.file
    if lost == "bytes":
        figure.file.file.storage.delete(figure.file.file.name)
    else:
        PrivateFile.objects.filter(pk=figure.file.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(sheet, house.manager)
    assert not stored.storage.exists(stored.name)
    bring_back(practice=sheet, by=house.manager)
    live = fresh(sheet)
    assert (live.life, live.pictures.get().image, Picture.objects.count()) == ("published", None, 0)
    assert live.attachments.get().document == Document.objects.get()
    assert Client().get(f"/fr/practices/{sheet.slug}/").status_code == 200
    assert Client().get(f"/fr/practices/{sheet.code}/v1/").status_code == 200
    entries = list(entries_of(live))
    with translation.override("en"):
        lines = [(line.what, line.by) for line in told(live, entries)]
    assert lines.count(("Some files could not be brought back: they are no longer kept", "manager, Limoges")) == 1


def test_it_comes_back_exactly_as_it_was(house, sheet):
    save_translation(thing=sheet, language="it", texts={"headline": "Un circolo"}, by=house.milano_advisor)
    save_draft(practice=sheet, changes=complete(period="2031"), expected=version(sheet), by=house.author)
    before, revision = facts_of(sheet), fresh(sheet).latest_revision_id
    withdraw(sheet, house.manager)
    assert WorkingTranslation.objects.count() == 1
    bring_back(practice=sheet, by=house.manager)
    assert facts_of(sheet) == before
    assert (fresh(sheet).latest_revision_id, latest_draft(fresh(sheet)).period) == (revision, "2031")


def facts_of(practice: Practice) -> dict[str, Any]:
    """Give every column of a sheet and the keys of its rows."""
    found = fresh(practice)
    rows = {name: sorted(row.pk for row in getattr(found, name).all()) for name in found.translated_relations}
    return {field.attname: getattr(found, field.attname) for field in found._meta.concrete_fields} | rows


def test_no_draft_changes_it_before_it_is_brought_back(house, sheet):
    save_draft(practice=sheet, changes=complete(period="2031"), expected=version(sheet), by=house.author)
    withdraw(sheet, house.manager)
    page = fresh(sheet)
    with pytest.raises(Withdrawn):
        save_draft(practice=page, changes=complete(), expected=version(page), by=house.author)
    with pytest.raises(Withdrawn):
        submit_practice(practice=page, expected=version(page), by=house.author)
    for person in (house.author, house.manager, house.administrator):
        assert signed_in(person).get(f"/fr/desk/practices/{sheet.pk}/").status_code == 404
    assert signed_in(house.milano_advisor).get(f"/fr/desk/practices/{sheet.pk}/translate/it/").status_code == 404


def test_an_open_review_ends_with_the_withdrawal(house, sheet):
    changed = complete(period="2031")
    changed.texts["change_note"] = "La période."
    save_draft(practice=sheet, changes=changed, expected=version(sheet), by=house.author)
    submit_practice(practice=fresh(sheet), expected=version(fresh(sheet)), by=house.author)
    decide(sheet, house.manager, "sent_on")
    take_review(practice=sheet, round_id=review_of(fresh(sheet)).state.pk, by=house.reviewer)
    withdraw(fresh(sheet), house.manager)
    assert (review_of(fresh(sheet)).is_open, ReviewState.objects.open().count()) == (False, 0)
    assert signed_in(house.reviewer).get(f"/fr/desk/practices/{sheet.pk}/review/").status_code == 404


def test_the_notice_costs_few_queries(house, sheet, client):
    withdraw(sheet, house.manager)
    client.get(f"/fr/practices/{sheet.slug}/")
    caching.forget_everything()
    with queries(3):  # version; no sheet there; its withdrawal
        client.get(f"/fr/practices/{sheet.slug}/")


def test_nothing_else_of_the_path_can_be_told_from_what_never_was(house, sheet, client):
    withdraw(sheet, house.manager)
    for tail in ("v1/", "history/", "v1/cite.bib", "v1/cite.ris", "v9/"):
        there = client.get(f"/fr/practices/{sheet.code}/{tail}")
        nowhere = client.get(f"/fr/practices/FP-9999/{tail}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert there.content.replace(sheet.code.encode(), b"") == nowhere.content.replace(b"FP-9999", b"")
