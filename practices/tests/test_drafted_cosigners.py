"""The co-signing places the draft of a published sheet names count before it is published: in SQL as in Python."""

from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import User
from directory.actions import grant_role
from directory.models import Place, Role
from practices import desk
from practices.actions import DraftChanges, agree_to_cosign, save_draft, submit_practice
from practices.models import Practice
from practices.permissions import can_agree_to_cosign, can_open_review, can_read_draft, can_review
from practices.review import review_of
from practices.versions import latest_draft, version
from practices.waiting import able_reviewers

from .conftest import decide, fresh


def again(person: User) -> User:
    """Give a person as a new request knows them."""
    return User.objects.get(pk=person.pk)


def rows(source: Any, person: User) -> list[str]:
    """Give the reasons of the rows of one kind on a person's desk."""
    return [row.why for section in source(again(person)) for row in section.rows]


def rewrite(practice: Practice, house: SimpleNamespace, *cosigning: Place) -> Practice:
    """Name these places in the draft of the next version."""
    changes = DraftChanges(texts={"need": "Un autre.", "change_note": "Le besoin."}, cosigning=list(cosigning))
    save_draft(practice=practice, changes=changes, expected=version(fresh(practice)), by=house.author)
    return fresh(practice)


def to_network(practice: Practice, house: SimpleNamespace) -> Practice:
    """Bring the draft into the network's queue."""
    submit_practice(practice=practice, expected=version(fresh(practice)), by=house.author)
    return decide(practice, house.manager, "sent_on")


def test_a_place_the_next_version_names_reads_the_draft_and_is_asked(
    house: SimpleNamespace, published: Practice
) -> None:
    people = (house.milano_manager, house.milano_advisor)
    assert [can_read_draft(person, published) for person in people] == [False, False]
    sheet = rewrite(published, house, house.milano, house.geneve)
    assert [can_read_draft(person, sheet) for person in people] == [True, True]
    assert can_agree_to_cosign(house.milano_manager, sheet, house.milano)
    assert rows(desk.to_cosign, house.milano_manager) == ["Milano"]
    agree_to_cosign(practice=sheet, place=house.milano, by=house.milano_manager)
    assert rows(desk.to_cosign, house.milano_manager) == []


def test_a_place_the_next_version_leaves_out_reads_it_no_more(house: SimpleNamespace, published: Practice) -> None:
    Practice.objects.get(pk=published.pk).cosigning.through.objects.create(
        practice_id=published.pk, place_id=house.milano.pk
    )
    assert rows(desk.to_cosign, house.milano_manager) == ["Milano"]
    sheet = rewrite(published, house)
    assert not can_read_draft(house.milano_manager, sheet)
    assert rows(desk.to_cosign, house.milano_manager) == []


def test_a_reviewer_of_a_place_the_next_version_names_is_related(house: SimpleNamespace, published: Practice) -> None:
    grant_role(person=house.milano_advisor, kind="reviewer", by=None)
    sheet = to_network(rewrite(published, house, house.milano), house)
    for person, may in ((again(house.milano_advisor), False), (again(house.reviewer), True)):
        assert can_open_review(person, sheet) is may
        assert can_review(person, sheet, review_of(sheet)) is may
        assert bool(rows(desk.to_take, person)) is may
    Role.objects.filter(person=house.reviewer).delete()
    assert len(rows(desk.nobody_can_take, house.administrator)) == 1


@pytest.mark.parametrize("named", [[], ["milano"], ["geneve"], ["centre"], ["milano", "centre"], ["sibling"]])
@pytest.mark.parametrize("at", ["milano", "centre"])
def test_sql_and_python_agree(house: SimpleNamespace, published: Practice, named: list[str], at: str) -> None:
    """Of a reviewer at Milano or its centre, whatever places the next version names."""
    for slug in ("centre", "sibling"):
        given = {"headline_it": slug, "zone": slug, "form": "centre", "country": "IT", "mother": house.milano}
        setattr(house, slug, Place.objects.create(slug=slug, original_language="it", **given))
    Role.objects.filter(person=house.reviewer).delete()
    grant_role(person=house.stranger, kind="reviewer", by=None)
    grant_role(person=house.stranger, kind="advisor", place=getattr(house, at), by=None)
    sheet = to_network(rewrite(published, house, *(getattr(house, name) for name in named)), house)
    person, review = again(house.stranger), review_of(sheet)
    expected = not {"milano", at} & set(named) and (at != "milano" or not {"centre", "sibling"} & set(named))
    assert {
        "on the desk": Practice.objects.to_take(person).exists(),
        "no reviewer": not Practice.objects.in_network_review().without_able_reviewer().exists(),
        "letters": able_reviewers(latest_draft(sheet), review) == [person],
        "page": can_review(person, sheet, review),
    } == dict.fromkeys(("on the desk", "no reviewer", "letters", "page"), expected)
