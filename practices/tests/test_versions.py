"""Every publication has a number, and stays readable as it was: its words, its pictures, its files."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from editorial.models import Picture
from editorial.tests.conftest import picture
from editorial.tests.test_uploads import PDF
from editorial.uploads import check_document, check_picture
from multilingual.actions import change_original_language
from multilingual.tests.test_language_layer import complete_italian
from practices.actions import DraftChanges, bring_back, save_draft, withdraw_practice
from practices.models import Cosignature, Practice, Version, VersionFile
from practices.past import texts_of, versions_of
from practices.versions import version
from tests.queries import counted, queries

from .conftest import fresh, publish
from .factories import PracticeFactory
from .test_writing_views import signed_in

FIGURE = "55555555-5555-4555-8555-555555555555"
SECOND = "66666666-6666-4666-8666-666666666666"
PAPER = "77777777-7777-4777-8777-777777777777"
V1, V2 = "/fr/practices/FP-0001/v1/", "/fr/practices/FP-0001/v2/"


def change(sheet: Practice, house: SimpleNamespace, note: str = "Deux mots.", **changes: Any) -> Practice:
    """Publish another version of a sheet."""
    page = fresh(sheet)
    texts = changes.pop("texts", {}) | ({"change_note": note} if page.first_published_at else {})
    save_draft(practice=page, changes=DraftChanges(texts=texts, **changes), expected=version(page), by=house.author)
    return publish(sheet, house)


def drawn(width: int = 800) -> Any:
    """Give a picture as a form hands it on."""
    return check_picture(picture("JPEG", size=(width, 600)))


def paper() -> Any:
    """Give a document as a form hands it on."""
    return check_document(SimpleUploadedFile("Bilan.pdf", PDF))


def rows(upload: Any = None, alt: str = "Une salle") -> dict[str, list[dict[str, Any]]]:
    """Give two pictures, the first with this file, and a paper, all with their first file where none is given."""
    return {
        "pictures": [
            {"id": FIGURE, "alt": alt, "credit": "", "upload": upload},
            {"id": SECOND, "alt": "Une porte", "credit": "", "upload": None},
        ],
        "attachments": [{"id": PAPER, "title": "Programme", "upload": None}],
    }


@pytest.fixture
def illustrated(house: SimpleNamespace, written: Practice) -> Practice:
    """A published sheet with two pictures and a paper."""
    first = rows(drawn())
    first["pictures"][1]["upload"], first["attachments"][0]["upload"] = drawn(640), paper()
    return change(written, house, rows=first)


def get(address: str, person: Any = None) -> Any:
    """Ask for a page, as `person`."""
    return (signed_in(person) if person else Client()).get(address)


def test_each_publication_has_the_next_number(house: SimpleNamespace, published: Practice) -> None:
    sheet = change(published, house, texts={"headline": "Un club, deux salles"})
    found = Version.objects.filter(practice=sheet).values_list(
        "number", "language", "headline", "note", "grade", "licence", "place", "revision", "published_at"
    )
    first, second = list(found)
    assert first[:7] == (
        *(1, "fr", "Un club pour chercher à plusieurs", "", "monitored", "CC BY-SA 4.0", house.limoges.pk),
    )
    assert second[:7] == (
        *(2, "fr", "Un club, deux salles", "Deux mots.", "monitored", "CC BY-SA 4.0", house.limoges.pk),
    )
    assert second[7:] == (sheet.live_revision_id, sheet.last_published_at)


def test_a_picture_replaced_twice_has_three_files_and_an_unchanged_one_a_single_copy(
    house: SimpleNamespace, illustrated: Practice
) -> None:
    sheet = change(illustrated, house, rows=rows(drawn(700)))
    sheet = change(sheet, house, rows=rows(drawn(600)))
    files = VersionFile.objects.filter(version__practice=sheet).order_by("version__number")
    replaced = files.filter(row=FIGURE).values_list("version__number", "image__width", "file__width")
    assert list(replaced) == [(1, 800, 800), (2, 700, 700), (3, 600, 600)]
    assert len(set(files.filter(row=SECOND).values_list("image"))) == 1
    assert len(set(files.filter(row=PAPER).values_list("document"))) == 1
    assert Picture.objects.count() == 4


def test_an_old_version_shows_its_own_words_and_files(house: SimpleNamespace, illustrated: Practice) -> None:
    old = VersionFile.objects.get(row=FIGURE)
    sheet = change(illustrated, house, texts={"need": "Tout autre chose."}, rows=rows(drawn(700), alt="Une cour"))
    page, today = get(V1).content.decode(), get(V2).content.decode()
    reading = old.image.renditions.get(filter_spec="max-1200x1200").url
    assert [words in page for words in (reading, "Une salle", "Une cour", "Tout autre chose.")] == [
        *(True, True, False, False),
    ]
    assert [words in today for words in (reading, "Une salle", "Une cour", "Tout autre chose.")] == [
        *(False, False, True, True),
    ]
    assert "Deux mots." in today
    assert sheet.code == "FP-0001"


def test_a_version_says_what_it_is_and_where_todays_text_is(house: SimpleNamespace, published: Practice) -> None:
    sheet = change(published, house)
    old, new = get("/en/practices/FP-0001/v1/"), get("/en/practices/FP-0001/v2/")
    assert (old.status_code, new.status_code) == (200, 200)
    assert [words in old.content.decode() for words in ("It was superseded on", "This is today’s text")] == [
        True,
        False,
    ]
    assert [words in new.content.decode() for words in ("It was superseded on", "This is today’s text")] == [
        False,
        True,
    ]
    for page in (old.content.decode(), new.content.decode()):
        assert '<meta name="robots" content="noindex">' in page
        assert (
            f'<link rel="canonical" href="https://example.org/fr/practices/{sheet.slug}/">'.partition("href")[0] in page
        )
        assert f'/fr/practices/{sheet.slug}/">' in page
        assert "langs-full" not in page


def test_a_version_keeps_the_language_it_was_written_in(house: SimpleNamespace, published: Practice) -> None:
    complete_italian(published, house.milano_advisor)
    italian = get("/it/practices/FP-0001/v1/").content.decode()
    assert '<h1 lang="fr">Un club pour chercher à plusieurs</h1>' in italian
    assert f'href="/it/practices/{published.slug}/"' in italian


def test_another_original_language_is_a_version_of_its_own(house: SimpleNamespace, published: Practice) -> None:
    complete_italian(published, house.milano_advisor)
    change_original_language(page=fresh(published), language="it", by=house.manager)
    new, old = texts_of(fresh(published), versions_of(fresh(published)))
    assert [(text.original_language, text.headline_fr, bool(text.headline_it)) for text in (old, new)] == [
        ("fr", "Un club pour chercher à plusieurs", False),
        ("it", None, True),
    ]
    assert list(published.versions.values_list("number", "language", "note")) == [(1, "fr", ""), (2, "it", "")]
    page = get("/en/practices/FP-0001/history/").content.decode()
    assert "Another language became the original." in page
    assert f'<del lang="fr">{old.headline_fr}</del> <ins lang="it">{new.headline_it}</ins>' in page


def test_a_code_in_another_spelling_leads_to_its_own(published: Practice) -> None:
    response = get("/fr/practices/fp-1/v01/")
    assert (response.status_code, response["Location"]) == (301, V1)


def test_what_is_not_a_version_is_not_there(house: SimpleNamespace, published: Practice, draft: Practice) -> None:
    for address in (V2, "/fr/practices/FP-0001/v0/", "/fr/practices/FP-0099/v1/"):
        assert get(address).status_code == 404


def test_only_its_place_reads_the_versions_of_a_withdrawn_sheet(house: SimpleNamespace, illustrated: Practice) -> None:
    withdraw_practice(practice=illustrated, reason="Faux.", language="fr", by=house.manager)
    addresses = [V1, "/fr/practices/FP-0001/history/", "/fr/practices/FP-0001/v1/cite.bib"]
    people = (None, house.milano_manager, house.reviewer, house.colleague, house.administrator)
    assert [[get(address, person).status_code for address in addresses] for person in people] == [
        *([404] * 3 for _person in people[:3]),
        *([200] * 3 for _person in people[3:]),
    ]
    assert get("/fr/practices/fp-1/v1/").status_code == 404
    page = get(V1, house.colleague).content.decode()
    private = VersionFile.objects.get(row=FIGURE).file
    assert f"/files/{private.pk}/" in page


def test_a_cosigner_is_named_in_a_version_only_once_it_agreed(house: SimpleNamespace, written: Practice) -> None:
    sheet = change(written, house, cosigning=[house.milano])
    assert "Milano" not in get(V1).content.decode()
    Cosignature.objects.create(practice=sheet, place=house.milano, agreed_at=timezone.now())
    [text] = texts_of(sheet, versions_of(sheet))
    assert text.cosigners == [house.milano]


def test_withdrawal_takes_every_copy_away_and_bringing_back_makes_each_once(
    house: SimpleNamespace, illustrated: Practice, django_capture_on_commit_callbacks: Any
) -> None:
    sheet = change(illustrated, house, rows=rows(drawn(700)))
    copies = [row.published.file for row in VersionFile.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_practice(practice=sheet, reason="Faux.", language="fr", by=house.manager)
    assert not any(copy.storage.exists(copy.name) for copy in copies)
    kept = VersionFile.objects.filter(file__isnull=False, image__isnull=True, document__isnull=True)
    assert kept.count() == VersionFile.objects.count() == 6
    assert all(row.file.file.storage.exists(row.file.file.name) for row in kept)
    bring_back(practice=fresh(sheet), by=house.manager)
    assert (Picture.objects.count(), VersionFile.objects.filter(image=None, document=None).count()) == (3, 0)
    sheet = fresh(sheet)
    today = {row.pk: row.image_id for row in sheet.pictures.all()}
    of_today = VersionFile.objects.filter(version__number=2, row__in=today)
    assert {row.row: row.image_id for row in of_today} == today
    assert "Une salle" in get(V1).content.decode()


def test_a_sheet_published_without_a_revision_says_what_it_says_today(db: None) -> None:
    sheet = PracticeFactory(published=True, headline_fr="Ancienne", steps=[{"title_fr": "Ouvrir la porte"}])
    Version.objects.create(practice=sheet, number=1, published_at=sheet.first_published_at, language="fr")
    page = get(f"/fr/practices/{sheet.code}/v1/").content.decode()
    assert [words in page for words in ("Ancienne", "Ouvrir la porte")] == [True, True]


def test_pages_cost_the_same_with_many_versions(house: SimpleNamespace, illustrated: Practice) -> None:
    sheet = change(illustrated, house)
    get(V1)
    with counted() as few:
        get(f"{V1}?a")
    add_versions(sheet, 40)
    with queries(len(few)):
        get(f"{V1}?b")
    assert len(few) <= 6


def add_versions(sheet: Practice, number: int) -> None:
    """Give a sheet more versions of its last text."""
    last = sheet.versions.last()
    known = list(last.files.all())
    for extra in range(last.number + 1, last.number + 1 + number):
        made = Version.objects.create(
            practice=sheet, number=extra, revision=last.revision, published_at=timezone.now(), language="fr"
        )
        VersionFile.objects.bulk_create(
            VersionFile(version=made, row=row.row, file=row.file, image=row.image, document=row.document)
            for row in known
        )
