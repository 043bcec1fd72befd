"""What readers see of a sheet's life: notices, marks, the grade, the archive behind the list."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from editorial import caching
from practices.actions import archive_practice, bring_back, declare_true, mark_to_update
from practices.models import Practice
from practices.tests.conftest import fresh
from practices.tests.factories import PracticeFactory, translate
from tests.queries import counted, queries

WHY = {"reason": "Le port a fermé ; <b>rien</b> ne reste.", "language": "fr"}


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def mark(practice: Practice, by: Any, days: int = 30) -> None:
    mark_to_update(practice=practice, reason="Les jours ont changé.", language="fr", until=in_days(days), by=by)


def read(client: Client, address: str, status: int = 200) -> str:
    caching.forget_everything()
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def sheet(house):
    """A sheet readers have at Limoges, graded, without its review."""
    made = PracticeFactory(published=True, place=house.limoges, owner=house.author, headline_fr="Visiter le port")
    Practice.objects.filter(pk=made.pk).update(grade="internal")
    return fresh(made)


def test_a_sheet_to_update_is_whole_with_why_and_until_when_in_the_language_of_the_reason(house, sheet, client):
    translate(sheet, "en", headline="Visiting the harbour")
    mark(sheet, house.colleague)
    page = read(client, f"/en/practices/{sheet.slug}/")
    assert "Visiting the harbour" in page
    assert "Nous avons ouvert" in page
    notice = re.search(r'<div class="notice notice-fresh" role="note">.*?Les jours.*?</div>', page, re.DOTALL)
    assert notice
    assert '<div lang="fr"><p>Les jours ont changé.</p></div>' in notice[0]
    assert str(in_days(30).year) in notice[0]
    declare_true(practice=sheet, by=house.manager)
    assert "Les jours ont changé." not in read(client, f"/en/practices/{sheet.slug}/")


def test_an_archived_sheet_is_whole_with_its_reason(house, sheet, client):
    archive_practice(practice=sheet, **WHY, by=house.manager)
    page = read(client, f"/fr/practices/{sheet.slug}/")
    assert "Nous avons ouvert" in page
    assert "&lt;b&gt;rien&lt;/b&gt;" in page


def test_a_notice_says_which_place_or_that_the_network_did_it(house, sheet, client):
    """The place for which it was done, never the person; who comes from elsewhere acts for the network."""
    seen = []
    for by in (house.colleague, house.reviewer):
        mark(sheet, by)
        seen += re.findall(r"Marked by [^.<]*", read(client, f"/en/practices/{sheet.slug}/"))
        declare_true(practice=sheet, by=house.manager)
    for by in (house.manager, house.administrator):
        archive_practice(practice=sheet, **WHY, by=by)
        seen += re.findall(r"Archived by [^.<]*", read(client, f"/en/practices/{sheet.slug}/"))
        bring_back(practice=sheet, by=by)
    assert seen == ["Marked by Limoges", "Marked by the network", "Archived by Limoges", "Archived by the network"]


@pytest.mark.parametrize(("act", "number"), [(None, 6), ("mark", 7), ("archive", 7)])
def test_a_notice_costs_one_query(house, sheet, client, act, number):
    if act == "mark":
        mark(sheet, house.colleague)
    elif act == "archive":
        archive_practice(practice=sheet, **WHY, by=house.manager)
    read(client, f"/fr/practices/{sheet.slug}/")
    caching.forget_everything()
    with queries(number):
        client.get(f"/fr/practices/{sheet.slug}/")


def test_the_grade_stands_in_the_cartouche_the_card_and_the_data_of_engines(house, sheet, client):
    page, listed = read(client, f"/en/practices/{sheet.slug}/"), read(client, "/en/practices/")
    for found in (page[page.index("cartouche") :], listed):
        assert re.search(r'<span class="grade"><svg [^>]*><use href="[^"]*#grade-3"/></svg>', found)
        assert "Internal evaluation" in found
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert facts["contentRating"] == {
        "@type": "Rating",
        "name": "Internal evaluation",
        "ratingValue": 3,
        "worstRating": 1,
        "bestRating": 4,
    }
    assert "creativeWorkStatus" not in facts
    mark(sheet, house.colleague)
    assert '"creativeWorkStatus": "To update"' in read(client, f"/en/practices/{sheet.slug}/")


def titles(page: str) -> list[str]:
    return re.findall(r'card-title"><a [^>]*>([^<]*)<', page)


@pytest.fixture
def three(house, sheet):
    """Three sheets: the latest is archived, the middle one to update, the oldest simply published."""
    for name, days in (("Un atelier", 2), ("Un bureau", 1)):
        at = timezone.now() - timedelta(days=days)
        PracticeFactory(published=True, place=house.limoges, headline_fr=name, first_published_at=at)
    mark(Practice.objects.get(headline_fr="Un bureau"), house.colleague)
    archive_practice(practice=sheet, **WHY, by=house.manager)


def test_the_list_shows_the_archive_only_when_asked_and_last(house, three, client):
    assert titles(read(client, "/fr/practices/")) == ["Un bureau", "Un atelier"]
    assert titles(read(client, "/fr/practices/?archived=0")) == ["Un bureau", "Un atelier"]
    assert titles(read(client, "/fr/practices/?archived=1")) == ["Un bureau", "Un atelier", "Visiter le port"]
    assert titles(read(client, "/fr/practices/?archived=1&sort=oldest")) == [
        *("Un atelier", "Un bureau"),
        "Visiter le port",
    ]
    Practice.objects.filter(headline_fr="Visiter le port").update(headline_fr="Aller au port")
    assert titles(read(client, "/fr/practices/?archived=1&sort=title")) == ["Un atelier", "Un bureau", "Aller au port"]


def test_numbers_follow_the_list(house, three, client):
    numbers = {
        address: re.search(r'value="worked"[^>]*>.*?<span class="count">(\d+)', read(client, address))[1]
        for address in ("/fr/practices/", "/fr/practices/?archived=1")
    }
    assert numbers == {"/fr/practices/": "2", "/fr/practices/?archived=1": "3"}


def test_cards_name_what_is_not_simply_published(house, three, client):
    page = read(client, "/fr/practices/?archived=1")
    cards = re.findall(r'<li class="card.*?card-foot', page, re.DOTALL)
    assert [re.findall(r'class="state state-([\w-]+)"', card) for card in cards] == [["to-update"], [], ["archived"]]
    assert "&lt;span" not in page


def test_the_switch_stays_through_filters_and_can_be_dropped(house, three, client):
    page = read(client, "/fr/practices/?archived=1&outcome=worked")
    assert '<input type="checkbox" name="archived" value="1" checked>' in page
    assert 'class="chip" href="?archived=1"' in page
    assert 'class="chip" href="?outcome=worked"' in page
    assert '<meta name="robots" content="noindex, follow">' in page


def test_the_list_costs_the_same_with_the_archive(house, three, client):
    costs = []
    for address in ("/fr/practices/", "/fr/practices/?archived=1"):
        read(client, address)
        caching.forget_everything()
        with counted() as sent:
            client.get(address)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 5


def test_the_archive_is_in_the_sitemap_and_not_in_the_feed_nor_on_the_front_page(house, three, sheet, client):
    assert sheet.slug in read(client, "/sitemap.xml")
    assert sheet.slug not in read(client, "/fr/practices/feed/")
    front = read(client, "/fr/")
    assert "Visiter le port" not in front
    assert "Français · 2 fiches" in front
