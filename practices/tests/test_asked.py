"""The desk shows the first reviews that wait for a member, and leads to a page with all of them."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from directory.actions import grant_role
from practices import asked, desk
from practices.actions import save_draft, start_practice, submit_practice
from practices.models import Practice
from practices.tests.conftest import complete, decide, fresh
from practices.versions import version
from tests.queries import counted

ADDRESS = "/en/desk/reviews/"


def submit(house: SimpleNamespace, many: int) -> list[Practice]:
    """Submit some drafts of Limoges."""
    return [submit_one(house, f"Essai {number}") for number in range(many)]


def submit_one(house: SimpleNamespace, headline: str) -> Practice:
    """Write a draft and submit it."""
    sheet, changes = start_practice(place=house.limoges, form="full", language="fr", by=house.author), complete()
    changes.texts["headline"] = headline
    save_draft(practice=sheet, changes=changes, expected=version(fresh(sheet)), by=house.author)
    return submit_practice(practice=fresh(sheet), expected=version(fresh(sheet)), by=house.author)


def page_of(person: User, query: str = "") -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def cost(person: User) -> int:
    client = Client()
    client.force_login(person)
    client.get(ADDRESS)
    with counted() as sent:
        client.get(ADDRESS)
    return len(sent)


def titles(page: str) -> list[str]:
    return re.findall(r'class="tasks-title"><a [^>]*>(Essai \d+|Un club[^<]*)<', page)


def test_more_reviews_than_the_desk_shows_are_one_link_away(house: SimpleNamespace) -> None:
    submit(house, desk.SHOWN)
    with translation.override("en"):
        (section,) = desk.to_review(User.objects.get(pk=house.manager.pk))
        assert (len(section.rows), section.more_url) == (desk.SHOWN, "")
        submit(house, 1)
        (section,) = desk.to_review(User.objects.get(pk=house.manager.pk))
        assert (len(section.rows), section.more_url) == (desk.SHOWN, ADDRESS)
    assert len(titles(page_of(house.manager))) == desk.SHOWN + 1


def test_the_page_has_the_headings_of_the_desk(house: SimpleNamespace, taken: Practice) -> None:
    other = submit(house, 1)
    decide(other[0], house.manager, "sent_on")
    grant_role(person=house.manager, kind="reviewer", by=None)
    submit(house, 1)
    headings = [
        re.findall(r"<h2 id=\"section-\d\">([^<]*)<", page_of(each)) for each in (house.reviewer, house.manager)
    ]
    assert headings == [["Sheets you hold", "In the network’s queue"], ["To review"]]
    assert titles(page_of(house.reviewer)) == ["Un club pour chercher à plusieurs", "Essai 0"]
    assert "No review waits for you." in page_of(house.colleague)


def test_fifty_to_a_page_for_the_same_questions(house: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "PAGE", 5)
    submit(house, 1)
    one = cost(house.manager)
    submit(house, 5)
    assert cost(house.manager) == one <= 8
    assert (len(titles(page_of(house.manager))), len(titles(page_of(house.manager, "?page=2")))) == (5, 1)


def test_who_holds_no_role_finds_nothing(house: SimpleNamespace) -> None:
    client = Client()
    assert client.get(ADDRESS).status_code == 302
    client.force_login(house.stranger)
    assert client.get(ADDRESS).status_code == 404
