"""What sheets put on the desk: whose, in which order, in which words, and for how many questions to the database."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from directory.actions import end_role, grant_role
from directory.models import Place, Role
from editorial.registry import DeskSection, _desk
from practices import desk
from practices.actions import start_practice, take_review, withdraw_practice
from practices.models import Practice
from practices.review import review_of
from practices.waiting import able_reviewers

from .conftest import decide, fresh


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English, whose words are the ones in the code."""
    with translation.override("en"):
        yield


def again(person: User) -> User:
    """Give a person as a new request knows them."""
    return User.objects.get(pk=person.pk)


def shown(source: Any, person: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the sections of one kind on a person's desk: heading, and verb and reason of each row."""
    return [(each.heading, [(row.verb, row.why) for row in each.rows]) for each in sections(source, person)]


def sections(source: Any, person: User) -> list[DeskSection]:
    """Give the sections of one kind on a person's desk."""
    return list(source(again(person)))


def in_days(days: int, start: Any = None) -> str:
    """Give the day in some days, as the desk writes it."""
    return date_format(timezone.localtime((start or timezone.now()) + timedelta(days=days)), "DATE_FORMAT")


def test_a_place_review_is_on_the_managers_desk_alone(house: SimpleNamespace, submitted: Practice) -> None:
    waiting = [("To review", [("Review", f"Limoges · Club · next reminder on {in_days(7)}")])]
    people = (house.manager, house.author, house.colleague, house.milano_manager, house.administrator)
    assert [shown(desk.to_review, person) for person in people] == [waiting, [], [], [], []]


def test_the_queue_is_on_the_desk_of_unrelated_reviewers(house: SimpleNamespace, in_network: Practice) -> None:
    grant_role(person=house.colleague, kind="reviewer", by=None)
    waiting = [("In the network’s queue", [("Look and take", f"Limoges · Club · next reminder on {in_days(7)}")])]
    people = (house.reviewer, house.administrator, house.colleague, house.manager, house.author)
    assert [shown(desk.to_take, person) for person in people] == [waiting, waiting, [], [], []]


def test_who_took_a_sheet_sees_until_when(house: SimpleNamespace, taken: Practice) -> None:
    assert shown(desk.held_by_me, house.reviewer) == [
        ("Sheets you hold", [("Go on", f"Limoges · Club · yours until {in_days(7)}")])
    ]
    assert [shown(desk.to_take, person) for person in (house.reviewer, house.administrator)] == [[], []]
    assert shown(desk.held_by_me, house.administrator) == []


def test_an_author_follows_each_step(house: SimpleNamespace, submitted: Practice) -> None:
    def mine() -> tuple[str, str]:
        (_heading, rows), *_others = shown(desk.drafts, house.author)
        return rows[0]

    seen = [mine()]
    decide(submitted, house.manager, "sent_on")
    seen.append(mine())
    take_review(practice=submitted, round_id=review_of(submitted).state.pk, by=again(house.reviewer))
    seen.append(mine())
    decide(submitted, house.reviewer, "to_revise")
    seen.append(mine())
    assert seen == [
        ("See where it stands", f"place review · next reminder on {in_days(7)}"),
        ("See where it stands", f"in the network’s queue · next reminder on {in_days(7)}"),
        ("See where it stands", "a reviewer is reading it"),
        ("Revise", f"to revise · next reminder on {in_days(7)}"),
    ]


def test_what_was_declined_says_so(house: SimpleNamespace, declined: Practice) -> None:
    assert shown(desk.drafts, house.author)[0][1] == [("Read why", "declined")]


def test_drafts_of_a_place_one_left_are_not_ones_own_any_more(house: SimpleNamespace, written: Practice) -> None:
    end_role(role=Role.objects.get(person=house.author), by=None)
    grant_role(person=house.author, kind="advisor", place=house.milano, by=None)
    assert [rows for _heading, rows in shown(desk.drafts, house.author)] == [[]]
    grant_role(person=house.author, kind="administrator", by=None)
    assert [rows for _heading, rows in shown(desk.drafts, house.author)] == [[("Go on writing", "draft")]]


def test_drafts_that_came_back_stand_first(house: SimpleNamespace, to_revise: Practice) -> None:
    for _number in range(desk.SHOWN + 3):
        start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    rows = sections(desk.drafts, house.author)[0].rows
    assert (len(rows), rows[0].verb, {row.verb for row in rows[1:]}) == (desk.SHOWN, "Revise", {"Go on writing"})


def test_where_nobody_at_the_place_can_review_the_administrators_see_it(
    house: SimpleNamespace, submitted: Practice
) -> None:
    assert shown(desk.nobody_can_decide, house.administrator) == []
    end_role(role=Role.objects.get(person=house.manager), by=None)
    row = ("Review", f"Limoges · Club · next reminder on {in_days(7)}")
    assert shown(desk.nobody_can_decide, house.administrator) == [("Nobody at the place can review", [row])]
    assert shown(desk.nobody_can_decide, house.milano_manager) == []


def test_where_no_reviewer_can_take_it_the_administrators_see_it(house: SimpleNamespace, in_network: Practice) -> None:
    assert shown(desk.nobody_can_take, house.administrator) == []
    end_role(role=Role.objects.get(person=house.reviewer, kind="reviewer"), by=None)
    row = ("See where it stands", f"Limoges · Club · next reminder on {in_days(7)}")
    assert shown(desk.nobody_can_take, house.administrator) == [("No reviewer can take it", [row])]
    grant_role(person=house.milano_advisor, kind="reviewer", by=None)
    assert shown(desk.nobody_can_take, house.administrator) == []


def test_the_database_and_the_letters_agree_on_who_may_take(house: SimpleNamespace, in_network: Practice) -> None:
    """One question, asked in SQL for the desk and in Python for letters, of a reviewer at every kind of place."""
    mother = house.limoges
    centre = Place.objects.create(
        slug="brive", headline_fr="Brive", zone="Brive", form="centre", country="FR", mother=mother
    )
    sibling = Place.objects.create(
        slug="gueret", headline_fr="Guéret", zone="Guéret", form="centre", country="FR", mother=mother
    )
    Role.objects.filter(person=house.reviewer).delete()
    grant_role(person=house.stranger, kind="reviewer", by=None)
    answers = []
    for signing, cosigning, at in (
        (centre, [], None), (centre, [], centre), (centre, [], mother), (mother, [], centre), (sibling, [], centre),
        (house.milano, [centre], mother), (house.milano, [mother], centre), (house.milano, [sibling], centre),
        (None, [], centre),
    ):  # fmt: skip
        Role.objects.filter(person=house.stranger, kind="advisor").delete()
        if at is not None:
            grant_role(person=house.stranger, kind="advisor", place=at, by=None)
        Practice.objects.filter(pk=in_network.pk).update(place=signing)
        sheet = Practice.objects.get(pk=in_network.pk)
        sheet.cosigning = cosigning
        sheet.save()
        in_sql = not Practice.objects.in_network_review().without_able_reviewer().exists()
        in_python = [person.pk for person in able_reviewers(sheet, review_of(sheet))] == [house.stranger.pk]
        on_desk = Practice.objects.to_take(again(house.stranger)).exists()
        assert in_sql == in_python == on_desk
        answers.append(in_sql)
    assert answers == [True, False, False, False, True, False, False, True, True]


@pytest.mark.parametrize("leaves", [False, True])
def test_an_author_who_reviews_is_not_able(house: SimpleNamespace, in_network: Practice, *, leaves: bool) -> None:
    Role.objects.filter(person=house.reviewer).delete()
    Practice.objects.update(owner=house.stranger)
    grant_role(person=house.stranger, kind="reviewer", by=None)
    if leaves:
        Practice.objects.update(owner=None)
    assert Practice.objects.in_network_review().without_able_reviewer().exists() is not leaves
    sheet = fresh(in_network)
    assert bool(able_reviewers(sheet, review_of(sheet))) is leaves


def test_a_place_asked_to_sign_is_asked_once_for_each(house: SimpleNamespace, written: Practice) -> None:
    draft = Practice.objects.get(pk=written.pk)
    draft.cosigning = [house.milano]
    draft.save()
    assert shown(desk.to_cosign, house.milano_manager) == [
        ("Asked to sign with another place", [("Read and answer", "Milano")])
    ]
    assert [shown(desk.to_cosign, person) for person in (house.milano_advisor, house.manager)] == [[], []]
    draft.cosignatures.create(place=house.milano, agreed_at=timezone.now())
    assert shown(desk.to_cosign, house.milano_manager) == []


def test_a_withdrawn_sheet_asks_no_other_place_to_sign(house: SimpleNamespace, published: Practice) -> None:
    published.cosigning.add(house.milano)
    published.save()
    assert len(shown(desk.to_cosign, house.milano_manager)) == 1
    withdraw_practice(practice=fresh(published), reason="Faux.", language="fr", by=house.manager)
    assert shown(desk.to_cosign, house.milano_manager) == []


KINDS = {
    desk.nobody_can_decide: 2,
    desk.nobody_can_take: 2,
    desk.to_review: 2,
    desk.held_by_me: 2,
    desk.to_take: 2,
    desk.drafts: 2,
    desk.to_cosign: 1,
}
"""What each kind may ask the database, once the person and their roles are known."""


def test_every_kind_of_sheets_has_its_figure() -> None:
    assert {source for _position, source in _desk if source.__module__ == "practices.desk"} == set(KINDS)
