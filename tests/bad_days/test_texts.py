"""Texts nobody planned for, in every field: stored as they are, or refused with a sentence and kept in front of their writer."""

from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from practices.models import Practice

from .posting import AUTOSAVE, NEW_ROW, WITH_ROWS, address, draft_text, plain_fields, posted, row_fields

pytestmark = pytest.mark.django_db

ODD_TEXTS = {
    "right to left": "مدينة المهن — עיר המקצועות",
    "emoji": "Un club 👩🏽‍🏫 qui marche 🚀",
    "combining": "Ce\u0301lia\u0300 " + "a" + "\u0301" * 40,
    "bidirectional controls": "\u202ereçu à l’envers\u202c",
    "outside the first plane": "𝔘𝔫𝔢 𝔳𝔦𝔩𝔩𝔢",
    "carriage returns": "une ligne\r\nune autre\rla dernière",
    "invisible": "\u200b\u200d\ufeffmot\u2028ligne\u2029paragraphe",
}
REFUSED_TEXTS = {"long": "à" * 200_000, "NUL": "avant\x00après"}


@pytest.fixture
def writer(client: Client, house: SimpleNamespace) -> Client:
    """The author's browser, which shows the page for what goes wrong as a reader would see it."""
    client.raise_request_exception = False
    client.force_login(house.author)
    return client


def everywhere(text: str) -> dict[str, Any]:
    """Give a post with `text` in every free text of the form."""
    return WITH_ROWS | dict.fromkeys([*plain_fields(), *row_fields(NEW_ROW)], text)


@pytest.mark.parametrize("kind", ODD_TEXTS)
def test_odd_letters_are_stored_as_they_are(writer: Client, draft: Practice, kind: str) -> None:
    text = ODD_TEXTS[kind]
    response = writer.post(address(draft), posted(draft, context=text, solution=text))
    assert response.status_code == 302
    stored = draft_text(draft, "context")
    assert stored.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert writer.get(address(draft)).status_code == 200
    assert writer.get(f"{address(draft)}preview/").status_code == 200


@pytest.mark.parametrize("kind", [*ODD_TEXTS, *REFUSED_TEXTS])
def test_the_same_text_in_every_field_is_kept_or_refused(writer: Client, draft: Practice, kind: str) -> None:
    text = (ODD_TEXTS | REFUSED_TEXTS)[kind]
    response = writer.post(address(draft), posted(draft, **everywhere(text)))
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert draft_text(draft, "context") == ""
        page = unescape(response.content.decode()).replace("\x00", "")
        assert page.count(text.replace("\x00", "")[:40].strip()) >= len(plain_fields())
    assert writer.get(f"{address(draft)}preview/").status_code == 200


@pytest.mark.parametrize("kind", REFUSED_TEXTS)
def test_a_refusal_says_why_at_the_field_and_keeps_the_text(writer: Client, draft: Practice, kind: str) -> None:
    text = REFUSED_TEXTS[kind]
    response = writer.post(address(draft), posted(draft, context=text, need="Un besoin gardé"))
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert 'href="#id_context"' in page or 'href="#context"' in page, "the summary leads to the field"
    assert "Un besoin gardé" in page
    assert text.replace("\x00", "") in page.replace("\x00", "").replace("\ufffd", "")


@pytest.mark.parametrize("kind", REFUSED_TEXTS)
def test_an_autosave_keeps_what_is_sound_and_names_the_field(writer: Client, draft: Practice, kind: str) -> None:
    given = posted(draft, context=REFUSED_TEXTS[kind], need="Un besoin gardé")
    response = writer.post(address(draft), given, headers=AUTOSAVE)
    assert response.status_code == 200
    assert response.json()["errors"].keys() == {"context"}
    assert draft_text(draft, "need") == "Un besoin gardé"
    assert draft_text(draft, "context") == ""


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%ED%B2%A9%ED%A0%BD", "%FF%FE%00", "%C0%80", "%E2%82"])
@pytest.mark.parametrize("autosaved", [True, False])
def test_bytes_that_are_no_text_break_nothing(writer: Client, draft: Practice, raw: str, autosaved: bool) -> None:
    """Lone halves of surrogate pairs and broken UTF-8 arrive as bytes only; a test client would refuse to send them."""
    body = urlencode(posted(draft), doseq=True) + f"&need=avant{raw}apr%C3%A8s"
    response = writer.generic(
        "POST", address(draft), body, "application/x-www-form-urlencoded", headers=AUTOSAVE if autosaved else {}
    )
    assert response.status_code in (200, 302, 422)
    assert writer.get(address(draft)).status_code == 200


def test_a_headline_of_odd_letters_starts_a_sheet(writer: Client, house: SimpleNamespace) -> None:
    for text in [*ODD_TEXTS.values(), *REFUSED_TEXTS.values()]:
        given = {"headline": text, "form": "flash", "place": house.limoges.pk, "original_language": "fr"}
        assert writer.post("/fr/desk/practices/new/", given).status_code in (302, 422)
    assert writer.get("/fr/desk/practices/").status_code == 200
    assert writer.get("/fr/desk/").status_code == 200


def test_the_reviewers_word_is_kept_or_refused(client: Client, house: SimpleNamespace, submitted: Practice) -> None:
    client.raise_request_exception = False
    client.force_login(house.manager)
    here = f"{address(submitted)}review/"
    shown = client.get(here)
    form = shown.context["form"]
    given = {"version": form.initial["version"], "round": form.initial["round"], "verdict": "declined"}
    for text in REFUSED_TEXTS.values():
        response = client.post(here, given | {"word": text})
        assert response.status_code == 422
        assert text.replace("\x00", "")[:200] in unescape(response.content.decode()).replace("\x00", "")
    for bad in (
        {"round": "x"},
        {"round": "9" * 30},
        {"version": "\x00"},
        {"verdict": "\x00"},
        {"checklist": "\x00"},
    ):
        refused = client.post(here, given | {"word": "Datez."} | bad)
        assert (refused.status_code in (409, 422), "Datez." in refused.content.decode()) == (True, True), bad
    assert client.post(here, given | {"word": "\n".join(ODD_TEXTS.values())}).status_code == 302


def test_a_name_shown_of_odd_letters(client: Client, house: SimpleNamespace) -> None:
    client.raise_request_exception = False
    client.force_login(house.author)
    for text in [*ODD_TEXTS.values(), *REFUSED_TEXTS.values()]:
        given = {"shown_name": text, "language": "fr", "time_zone": "Europe/Paris"}
        assert client.post("/fr/account/", given).status_code in (200, 302, 422)


@pytest.mark.parametrize(
    "given",
    [
        {"place": "x"},
        {"place": "9" * 40},
        {"kind": "9" * 40},
        {"kind": "-1"},
        {"poles": ["x", "9" * 40, "\x00"]},
        {"cosigning": ["9" * 40, "\x00"]},
        {"look_again_on": "0000-00-00"},
        {"look_again_on": "99999-99-99\x00"},
        {"original_language": "xx"},
        {"form": "enormous"},
        {"outcome": "\x00"},
        {"licence": "\x00"},
        {"contact": "\x00@limoges.example"},
        {"version": "\x00"},
        {"version": "x" * 100_000},
        {"rows": "steps:up:\x00"},
        {"rows": "nothing:up:1"},
        {"steps": ["\x00", "../../x", "x" * 5_000]},
        {"steps": [f"{number:08x}-1111-4111-8111-111111111111" for number in range(3_000)]},
        {"do": "\x00"},
        {"do": "submit"},
    ],
)
@pytest.mark.parametrize("autosaved", [True, False])
def test_a_post_no_page_of_ours_would_send(writer: Client, draft: Practice, given: dict, autosaved: bool) -> None:
    response = writer.post(address(draft), posted(draft, **given), headers=AUTOSAVE if autosaved else {})
    assert response.status_code in (200, 302, 409, 422)
    assert writer.get(address(draft)).status_code == 200


def test_more_fields_than_any_form_has(writer: Client, draft: Practice) -> None:
    response = writer.post(address(draft), posted(draft) | {f"field-{number}": "x" for number in range(5_001)})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/fr/practices/?kind=%00&pole=%00&outcome=%00&country=%00&language=%00&page=%00&order=%00",
        "/fr/practices/?page=99999999999999999999999&kind=" + "9" * 400,
        "/fr/practices/?page=-1",
        "/fr/practices/?" + "&".join(f"kind=k{number}" for number in range(3_000)),
        "/fr/practices/?%ED%A0%80=%ED%A0%80",
        "/fr/practices/FP-000000000/",
        "/fr/practices/FP-999999999/",
        "/fr/practices/" + "x" * 5_000 + "/",
        "/fr/desk/practices/99999999999999999999999999/",
        "/fr/desk/practices/0/",
        "/fr/desk/practices/1/cosign/99999999999999999999999999/",
        "/fr/desk/practices/new/?form=%00",
        "/fr/account/login/?next=%00",
        "/fr/%00/",
        "/fr/%ED%A0%80/",
        "/%ED%A0%80",
        "/xx/practices/",
        "/files/00000000-0000-0000-0000-000000000000/?w=%00",
        "/documents/99999999999999999999999/x.pdf",
        "/media/%00",
        "/media/../secret.key",
        "/media/..%2fsecret.key",
        "/sitemap.xml?p=%00",
        "/fr/practices/feed/?x=%00",
    ],
)
def test_an_address_no_page_of_ours_leads_to(writer: Client, path: str) -> None:
    for browser in (writer, Client(raise_request_exception=False)):
        assert browser.get(path).status_code in (200, 301, 302, 400, 404), path
