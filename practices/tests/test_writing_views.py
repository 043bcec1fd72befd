"""The writing pages as a browser asks for them, with and without scripts."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from practices.actions import DraftChanges, save_draft, start_practice
from practices.models import Practice
from practices.review import review_of
from practices.versions import latest_draft, version

from .conftest import complete, fresh

STEP = "11111111-1111-4111-8111-111111111111"
OTHER = "33333333-3333-4333-8333-333333333333"


def signed_in(person: Any) -> Client:
    """Give a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person)
    return client


def address(practice: Practice, name: str = "write_practice") -> str:
    """Give one of the sheet's member addresses, in French."""
    return reverse(name, kwargs={"pk": practice.pk}).replace("/en/", "/fr/")


def posted(practice: Practice, **given: Any) -> dict[str, Any]:
    """Give what the form of the draft would post as it stands, with `given` typed over it."""
    page = fresh(practice)
    draft = latest_draft(page)
    data = {"version": version(page), "form": draft.form, "place": draft.place_id, "headline": draft.headline_fr or ""}
    return data | {"contact": draft.contact, "original_language": draft.original_language} | given


def test_a_new_sheet_opens_its_form(house: SimpleNamespace) -> None:
    client = signed_in(house.author)
    given = {"form": "full", "place": house.limoges.pk, "original_language": "fr", "headline": "Chercher à plusieurs"}
    answer = client.post("/fr/desk/practices/new/", given)
    sheet = Practice.objects.get()
    assert (answer.status_code, answer["Location"], latest_draft(sheet).headline_fr) == (
        302,
        f"/fr/desk/practices/{sheet.pk}/",
        "Chercher à plusieurs",
    )


def test_nobody_starts_a_sheet_for_another_place(house: SimpleNamespace) -> None:
    given = {"form": "full", "place": house.milano.pk, "original_language": "fr", "headline": "Ailleurs"}
    answer = signed_in(house.author).post("/fr/desk/practices/new/", given)
    assert (answer.status_code, Practice.objects.count()) == (422, 0)


def test_saving_keeps_every_field_and_row(house: SimpleNamespace, draft: Practice) -> None:
    given = posted(draft, do="save", headline="Un club", summary="Bref.", period="2016", partners="Gréta\nAFPA")
    given |= {"steps": [STEP], f"steps-{STEP}-title": "Réunir", f"steps-{STEP}-body": "**Vite**", "licence": "CC0 1.0"}
    answer = signed_in(house.author).post(address(draft), given)
    saved = latest_draft(fresh(draft))
    assert answer.status_code == 302
    assert (saved.headline_fr, saved.summary_fr, saved.period, saved.partner_names, saved.licence) == (
        "Un club",
        "Bref.",
        "2016",
        ["Gréta", "AFPA"],
        "CC0 1.0",
    )
    assert [(row.pk, row.title_fr, row.body_fr) for row in saved.steps.all()] == [(STEP, "Réunir", "**Vite**")]


def test_posting_twice_changes_nothing_more(house: SimpleNamespace, draft: Practice) -> None:
    client, row = signed_in(house.author), {"steps": [STEP], f"steps-{STEP}-title": "Réunir"}
    client.post(address(draft), posted(draft, do="save", **row))
    client.post(address(draft), posted(draft, do="save", **row))
    assert [row.pk for row in latest_draft(fresh(draft)).steps.all()] == [STEP]


def test_blank_rows_are_left_out(house: SimpleNamespace, draft: Practice) -> None:
    rows = {"steps": [STEP, OTHER], f"steps-{STEP}-title": "", f"steps-{OTHER}-title": "Écouter"}
    signed_in(house.author).post(address(draft), posted(draft, do="save", **rows))
    assert [row.title_fr for row in latest_draft(fresh(draft)).steps.all()] == ["Écouter"]


@pytest.mark.parametrize(
    ("button", "left"),
    [
        (f"steps:up:{OTHER}", ["B", "A"]),
        (f"steps:down:{STEP}", ["B", "A"]),
        (f"steps:up:{STEP}", ["A", "B"]),
        (f"steps:remove:{STEP}", ["B"]),
        ("steps:add", ["A", "B"]),
        ("steps:up:nonsense", ["A", "B"]),
        ("nothing:up:nonsense", ["A", "B"]),
    ],
)
def test_buttons_move_and_remove_rows_without_scripts(
    house: SimpleNamespace, draft: Practice, button: str, left: list[str]
) -> None:
    rows = {"steps": [STEP, OTHER], f"steps-{STEP}-title": "A", f"steps-{OTHER}-title": "B", "rows": button}
    answer = signed_in(house.author).post(address(draft), posted(draft, **rows))
    assert answer.status_code == 302
    assert [row.title_fr for row in latest_draft(fresh(draft)).steps.all()] == left


def test_the_page_offers_a_spare_row_where_one_was_asked_for(house: SimpleNamespace, written: Practice) -> None:
    page = signed_in(house.author).get(f"{address(written)}?more=steps").content.decode()
    template = page.index("<template>")
    assert page[:template].count("data-spare") == 1


def test_autosave_answers_with_the_version_to_send_next(house: SimpleNamespace, draft: Practice) -> None:
    client = signed_in(house.author)
    first = client.post(address(draft), posted(draft, headline="Un"), headers={"X-Autosave": "1"}).json()
    second = client.post(
        address(draft), posted(draft, headline="Deux") | {"version": first["version"]}, headers={"X-Autosave": "1"}
    )
    assert (second.status_code, latest_draft(fresh(draft)).headline_fr, second.json()["version"]) == (
        200,
        "Deux",
        version(fresh(draft)),
    )


def test_autosave_keeps_what_is_well_formed_and_says_what_is_not(house: SimpleNamespace, draft: Practice) -> None:
    given = posted(draft, headline="x" * 201, summary="Bref.")
    answer = signed_in(house.author).post(address(draft), given, headers={"X-Autosave": "1"})
    saved = latest_draft(fresh(draft))
    assert (answer.status_code, list(answer.json()["errors"]), saved.headline_fr, saved.summary_fr) == (
        200,
        ["headline"],
        "",
        "Bref.",
    )


def test_autosave_never_overwrites_a_colleague(house: SimpleNamespace, draft: Practice) -> None:
    given = posted(draft, headline="Le second")
    save_draft(
        practice=draft,
        changes=DraftChanges(texts={"headline": "Le premier"}),
        expected=version(fresh(draft)),
        by=house.colleague,
    )
    answer = signed_in(house.author).post(address(draft), given, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["reason"], latest_draft(fresh(draft)).headline_fr) == (
        409,
        "stale",
        "Le premier",
    )


def test_a_stale_save_shows_both_texts_and_the_next_one_is_taken(house: SimpleNamespace, draft: Practice) -> None:
    given = posted(draft, do="save", headline="Le mien", summary="Mon résumé")
    theirs = DraftChanges(
        texts={"headline": "Le leur"}, rows={"steps": [{"id": STEP, "title": "Leur étape", "body": ""}]}
    )
    save_draft(practice=draft, changes=theirs, expected=version(fresh(draft)), by=house.colleague)
    client = signed_in(house.author)
    answer = client.post(address(draft), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Le mien", "Le leur", "Mon résumé", "Leur étape"))
    assert latest_draft(fresh(draft)).headline_fr == "Le leur"
    given["version"] = re.search(r'name="version" value="([^"]+)"', page)[1]
    assert client.post(address(draft), given).status_code == 302
    assert latest_draft(fresh(draft)).headline_fr == "Le mien"


def test_a_refused_field_keeps_the_text_and_saves_nothing(house: SimpleNamespace, draft: Practice) -> None:
    answer = signed_in(house.author).post(
        address(draft), posted(draft, do="save", headline="y" * 201, need="Un besoin")
    )
    page = answer.content.decode()
    assert (answer.status_code, "y" * 201 in page, "Un besoin" in page, 'id="errors"' in page) == (
        422,
        True,
        True,
        True,
    )
    assert latest_draft(fresh(draft)).need_fr in (None, "")


def test_submitting_what_is_incomplete_lists_the_gaps_and_focuses_the_first(
    house: SimpleNamespace, draft: Practice
) -> None:
    answer = signed_in(house.author).post(address(draft), posted(draft, do="submit", need="Un besoin"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("autofocus") == 1
    assert re.search(r'name="headline"[^>]* autofocus', page)
    assert "Un besoin" in page
    assert latest_draft(fresh(draft)).need_fr == "Un besoin"


def test_submitting_a_complete_sheet_leads_to_the_drafts(house: SimpleNamespace, draft: Practice) -> None:
    note = start_practice(place=house.limoges, form="flash", language="fr", headline="Note", by=house.author)
    kind = complete().facts["kind"].pk
    given = posted(note, do="submit", headline="Note", kind=kind, outcome="failed", context="Ici.", solution="Essayé.")
    answer = signed_in(house.author).post(address(note), given)
    assert (answer.status_code, answer["Location"], review_of(fresh(note)).step) == (
        302,
        "/fr/desk/practices/",
        "place_review",
    )


def test_a_mailbox_of_another_place_is_no_contact(house: SimpleNamespace, draft: Practice) -> None:
    given = posted(draft, do="save", contact="contact@milano.cites.example")
    answer = signed_in(house.administrator).post(address(draft), given)
    assert (answer.status_code, latest_draft(fresh(draft)).contact) == (422, "contact@limoges.cites.example")


def test_a_text_in_place_of_a_picture_is_refused_at_its_field(house: SimpleNamespace, draft: Practice) -> None:
    upload = SimpleUploadedFile("photo.png", b"MZ not a picture at all", content_type="image/png")
    given = posted(draft, do="save", need="Un besoin", pictures=[STEP], **{f"pictures-{STEP}-upload": upload})
    answer = signed_in(house.author).post(address(draft), given)
    page = answer.content.decode()
    assert (answer.status_code, f"id_pictures-{STEP}-upload_error" in page, "Un besoin" in page) == (422, True, True)


def test_a_draft_in_review_shows_its_form_closed_until_it_is_taken_back(
    house: SimpleNamespace, submitted: Practice
) -> None:
    client = signed_in(house.author)
    assert re.search(r'class="write-all"[^>]* disabled', client.get(address(submitted)).content.decode())
    client.post(address(submitted, "take_back_practice"))
    assert not re.search(r'class="write-all"[^>]* disabled', client.get(address(submitted)).content.decode())


def test_the_preview_shows_the_draft_to_its_place(house: SimpleNamespace, written: Practice) -> None:
    answer = signed_in(house.colleague).get(address(written, "preview_practice"))
    assert (answer.status_code, "Un club pour chercher à plusieurs" in answer.content.decode()) == (200, True)
    assert signed_in(house.milano_advisor).get(address(written, "preview_practice")).status_code == 404


def test_a_cosigning_place_reads_the_draft_and_is_named_once_it_agrees(
    house: SimpleNamespace, written: Practice
) -> None:
    save_draft(
        practice=written,
        changes=DraftChanges(cosigning=[house.milano]),
        expected=version(fresh(written)),
        by=house.author,
    )
    client = signed_in(house.milano_manager)
    assert client.get(address(written, "preview_practice")).status_code == 200
    agree = reverse("cosign_practice", kwargs={"pk": written.pk, "place": house.milano.pk})
    assert signed_in(house.milano_advisor).post(agree).status_code == 404
    assert client.post(agree).status_code == 302
    assert [signature.place for signature in written.cosignatures.all()] == [house.milano]


def test_the_bin_and_back(house: SimpleNamespace, written: Practice) -> None:
    client = signed_in(house.author)
    assert client.post(address(written, "bin_practice")).status_code == 302
    assert client.get(address(written)).status_code == 404
    assert client.post(address(written, "restore_practice"))["Location"] == f"/fr/desk/practices/{written.pk}/"
    assert client.get(address(written)).status_code == 200
