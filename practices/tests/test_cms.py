"""What editors find of sheets in the admin: published versions and what changed between two, and no draft."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from directory.actions import grant_role
from practices.actions import DraftChanges, archive_practice, save_draft, withdraw_practice
from practices.models import Practice, Version
from practices.versions import version
from tests.queries import counted, queries

from .conftest import fresh, publish

LIST = "/cms/practice-sheets/"


@pytest.fixture
def editor(house: SimpleNamespace) -> Client:
    """The browser of an editor of the network."""
    user = User.objects.create_user("redaction@membres.example", language="fr")
    grant_role(person=user, kind="editor", by=None)
    return signed_in(user)


@pytest.fixture
def administrator(house: SimpleNamespace) -> Client:
    """The browser of a network administrator."""
    return signed_in(house.administrator)


@pytest.fixture
def twice(house: SimpleNamespace, published: Practice) -> Practice:
    """A sheet published twice, with a third text in work."""
    change(published, house, "L’ancien besoin est devenu un autre besoin.")
    publish(published, house)
    change(published, house, "Un secret de brouillon.", headline="Un titre de brouillon")
    return fresh(published)


def change(practice: Practice, house: SimpleNamespace, need: str, **texts: str) -> None:
    """Save a draft that says something else of the need."""
    now = fresh(practice)
    changes = DraftChanges(texts={"need": need, "change_note": "Le besoin, mieux dit.", **texts})
    save_draft(practice=now, changes=changes, expected=version(now), by=house.author, new_revision=True)


def signed_in(user: User) -> Client:
    """Give a browser signed in as `user`."""
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    """Read a page that answers with `status`."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def of(practice: Practice) -> str:
    """Give where the versions of a sheet are listed."""
    return f"{LIST}{practice.pk}/"


def test_the_menu_leads_there(editor: Client) -> None:
    assert LIST in read(editor, "/cms/")


def test_the_list_has_published_sheets_and_no_draft(editor: Client, twice: Practice, house: SimpleNamespace) -> None:
    page = read(editor, LIST)
    assert "Un club pour chercher à plusieurs" in page
    assert of(twice) in page
    assert "brouillon" not in page


@pytest.mark.parametrize("state", ["draft", "written", "submitted", "in_network", "taken", "to_revise", "declined"])
def test_a_sheet_that_was_never_published_is_absent(
    request: pytest.FixtureRequest, editor: Client, administrator: Client, state: str
) -> None:
    practice = request.getfixturevalue(state)
    for client in (editor, administrator):
        assert of(practice) not in read(client, LIST)
        for address in (of(practice), f"{of(practice)}compare/", f"{of(practice)}compare/?old=1&new=2"):
            absent, never = client.get(address), client.get(address.replace(str(practice.pk), "987654"))
            assert (absent.status_code, never.status_code) == (404, 404)


@pytest.mark.parametrize("asked", ["FP-0001", "fp-0001", "chercher"])
def test_a_sheet_is_found_by_code_and_headline(editor: Client, twice: Practice, asked: str) -> None:
    assert of(twice) in read(editor, f"{LIST}?q={asked}")
    assert of(twice) in read(editor, f"{LIST}results/?q={asked}")


@pytest.mark.parametrize("asked", ["brouillon", "besoin", "FP-0002"])
def test_it_is_not_found_by_what_a_draft_says(editor: Client, twice: Practice, asked: str) -> None:
    assert of(twice) not in read(editor, f"{LIST}?q={asked}")


def test_a_sheet_shows_its_versions_and_leads_to_them(editor: Client, twice: Practice) -> None:
    page = read(editor, of(twice))
    assert [f"/practices/FP-0001/v{number}/" in page for number in (1, 2, 3)] == [True, True, False]
    assert "Le besoin, mieux dit." in page
    assert f"{of(twice)}compare/" in page
    assert "brouillon" not in page


def test_two_versions_are_compared_word_by_word(editor: Client, twice: Practice) -> None:
    page = read(editor, f"{of(twice)}compare/")
    assert "<ins>" in page
    assert "devenu" in page
    assert "brouillon" not in page
    asked = read(editor, f"{of(twice)}compare/?old=1&new=2")
    assert page.split("<table")[1].split("</table>")[0] == asked.split("<table")[1].split("</table>")[0]


@pytest.mark.parametrize("asked", ["old=1&new=3", "old=x&new=", "old=2&new=2", "new=1"])
def test_versions_that_are_not_there_are_answered_by_a_sentence(editor: Client, twice: Practice, asked: str) -> None:
    assert 'role="alert"' in read(editor, f"{of(twice)}compare/?{asked}")


def test_of_one_version_there_is_nothing_to_compare(editor: Client, published: Practice) -> None:
    assert "compare/" not in read(editor, of(published))
    assert "<select" not in read(editor, f"{of(published)}compare/")


def test_an_archived_sheet_is_there_a_withdrawn_one_for_administrators(
    editor: Client, administrator: Client, twice: Practice, house: SimpleNamespace
) -> None:
    archive_practice(practice=twice, reason="Le club a fermé.", language="fr", by=house.manager)
    assert of(twice) in read(editor, LIST)
    withdraw_practice(practice=twice, reason="Une personne y est nommée.", language="fr", by=house.manager)
    assert of(twice) in read(administrator, LIST)
    assert "devenu" in read(administrator, f"{of(twice)}compare/")
    assert of(twice) not in read(editor, f"{LIST}?q=FP-0001")
    for address in (of(twice), f"{of(twice)}compare/"):
        assert read(editor, address, 404).count("chercher") == 0


def test_nobody_else_has_these_pages(twice: Practice, house: SimpleNamespace) -> None:
    technical = User.objects.create_superuser("machine@membres.example", language="fr")
    for user in (house.manager, house.author, house.reviewer, house.stranger, technical):
        for address in (LIST, f"{LIST}results/", of(twice), f"{of(twice)}compare/"):
            assert read(signed_in(user), address, 404)


@pytest.mark.parametrize("address", ["", "compare/"])
def test_nothing_can_be_sent_there(editor: Client, twice: Practice, address: str) -> None:
    assert editor.post(f"{of(twice)}{address}", {"old": "1"}).status_code == 405


def test_a_number_no_column_holds_is_absent(editor: Client) -> None:
    assert read(editor, f"{LIST}{'9' * 30}/", 404)


def more_versions(practice: Practice, number: int) -> None:
    """Write `number` more versions of a sheet, as publications would leave them."""
    last = Version.objects.filter(practice=practice).latest("number")
    for each in range(last.number + 1, last.number + 1 + number):
        last.pk, last.number, last.published_at = None, each, timezone.now()
        last._state.adding = True
        last.save()


@pytest.mark.parametrize("address", ["", "compare/?old=1&new=2"])
def test_versions_cost_the_same_with_two_and_fifty(editor: Client, twice: Practice, address: str) -> None:
    few = cost(editor, f"{of(twice)}{address}")
    more_versions(twice, 48)
    with queries(few):
        read(editor, f"{of(twice)}{address}")


def test_the_list_costs_the_same_with_one_sheet_and_fifty(editor: Client, published: Practice) -> None:
    few = cost(editor, LIST)
    more_sheets(published, 49)
    with queries(few):
        page = read(editor, LIST)
    assert page.count("FP-") == 50


def cost(client: Client, address: str) -> int:
    """Give how many queries a page takes once what every process keeps is kept."""
    read(client, address)
    with counted() as sent:
        read(client, address)
    return len(sent)


def more_sheets(like: Practice, number: int) -> None:
    """Write `number` more published sheets, each with a version."""
    parent: Any = like.get_parent()
    for each in range(number):
        made = parent.add_child(
            instance=Practice(headline_fr=f"Fiche {each}", live=True, place=like.place, title="x", slug=f"fiche-{each}")
        )
        now = timezone.now()
        Practice.objects.filter(pk=made.pk).update(first_published_at=now, last_published_at=now)
        Version.objects.create(practice=made, number=1, published_at=now, language="fr", headline=f"Fiche {each}")
