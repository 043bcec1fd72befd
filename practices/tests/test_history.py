"""Anyone sees what changed in a published sheet, between any two of its versions."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from practices.models import Practice
from tests.queries import counted, queries

from .test_versions import add_versions, change

HISTORY = "/en/practices/FP-0001/history/"


def read(query: str = "") -> str:
    """Give the history page in English."""
    response = Client().get(f"{HISTORY}{query}")
    assert response.status_code == 200
    return response.content.decode()


def marked(page: str) -> list[str]:
    """Give what the page shows as different: label, what happened, the marked words."""
    found = re.findall(r"<dt>(.*?) <span class=\"label\">(.*?)</span></dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return [" | ".join(each) for each in found]


@pytest.fixture
def thrice(house: SimpleNamespace, published: Practice) -> Practice:
    """A sheet with three versions."""
    sheet = change(published, house, "La <salle>.", texts={"need": "Un besoin, plus grand."})
    return change(sheet, house, "Le résumé.", texts={"summary": "Un texte bref."})


def test_the_versions_stand_newest_first_with_date_note_place_and_grade(thrice: Practice) -> None:
    page = read()
    assert re.findall(r'href="/en/practices/FP-0001/v(\d)/">Version \d, ', page) == ["3", "2", "1"]
    assert [words in page for words in ("La &lt;salle&gt;.", "Le résumé.", "First publication.", "Limoges")] == [
        True
    ] * 4
    assert page.count('class="grade"') == 3
    assert '<p lang="fr">Le résumé.</p>' in page


def test_the_last_two_versions_are_compared_unless_others_are_asked_for(thrice: Practice) -> None:
    summary = "Summary | changed | Un texte<ins> bref</ins>."
    need = "The need | changed | Un <del>texte</del><ins>besoin, plus grand</ins>."
    assert marked(read()) == [summary]
    assert marked(read("?old=1&new=2")) == [need]
    assert marked(read("?old=1&new=3")) == marked(read("?old=3&new=1")) == [summary, need]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?old=1&new=9", "This sheet has no such version. Choose two of the list."),
        ("?old=x&new=", "This sheet has no such version. Choose two of the list."),
        ("?new=2", "This sheet has no such version. Choose two of the list."),
        ("?old=2&new=2", "These are the same version. Choose two different ones."),
    ],
)
def test_versions_that_cannot_be_compared_are_answered_with_a_sentence(
    thrice: Practice, query: str, sentence: str
) -> None:
    page = read(query)
    assert sentence in page
    assert len(marked(page)) == 1


def test_one_version_has_nothing_to_compare_with(published: Practice) -> None:
    assert "There is one version so far" in read()


def test_the_sheet_leads_to_its_history(published: Practice) -> None:
    page = Client().get(f"/en/practices/{published.slug}/").content.decode()
    assert page.count(f'href="{HISTORY}"') == 2


def test_engines_keep_the_history_itself_and_no_comparison(thrice: Practice) -> None:
    canonical = 'rel="canonical" href="'
    assert [words in read() for words in ("noindex", canonical)] == [False, True]
    assert [words in read("?old=1&new=2") for words in ("noindex", canonical)] == [True, False]


def test_the_page_costs_the_same_with_many_versions(thrice: Practice) -> None:
    read()
    with counted() as few:
        read("?old=1&new=2&a")
    add_versions(thrice, 40)
    with queries(len(few)):
        read("?old=1&new=40")
    assert len(few) <= 5
