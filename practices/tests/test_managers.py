"""Who a sheet's managers are: those of the place, its label holder and its mother Cité, without the author."""

from types import SimpleNamespace

import pytest

from directory.actions import grant_role
from practices.models import Life, Practice
from practices.permissions import (
    can_archive,
    can_bring_back,
    can_change_original,
    can_declare_true,
    can_hand_on,
    can_withdraw,
)

from .conftest import fresh

STATES = {
    can_archive: Life.PUBLISHED,
    can_withdraw: Life.PUBLISHED,
    can_change_original: Life.PUBLISHED,
    can_declare_true: Life.TO_UPDATE,
    can_bring_back: Life.ARCHIVED,
}
"""Act → a state of life in which it exists."""


@pytest.mark.parametrize("may", STATES)
def test_a_manager_is_not_the_manager_of_their_own_sheet(
    house: SimpleNamespace, published: Practice, may: object
) -> None:
    Practice.objects.filter(pk=published.pk).update(life=STATES[may])
    grant_role(person=house.author, kind="manager", place=house.limoges, by=None)
    sheet = fresh(published)
    people = (house.manager, house.administrator, house.author, house.colleague, house.milano_manager)
    assert [may(person, sheet) for person in people] == [True, True, False, False, False]


def test_a_managing_author_may_hand_the_sheet_on(house: SimpleNamespace, published: Practice) -> None:
    grant_role(person=house.author, kind="manager", place=house.limoges, by=None)
    assert can_hand_on(house.author, fresh(published))
