"""Who decides too late, or on another version than they read: told so, with their words still there to copy."""

from types import SimpleNamespace

from accounts.models import User
from directory.actions import grant_role
from practices.actions import (
    give_back_review,
    take_review,
)
from practices.models import Practice, ReviewState, Verdict
from practices.review import review_of
from practices.versions import version

from .conftest import decide, fresh
from .test_remarks import address, round_of, signed_in
from .test_reviewing_page import decision


def test_who_decides_second_is_told_who_was_first_and_keeps_the_word(
    house: SimpleNamespace, submitted: Practice
) -> None:
    late = decision(submitted, verdict="declined", word="Une longue raison.")
    decide(submitted, house.manager, Verdict.DECLINED)
    answer = signed_in(house.administrator).post(address("review_practice", submitted), late)
    page = answer.content.decode()
    assert (answer.status_code, "Une longue raison." in page, "Limoges" in page) == (409, True, True)
    assert house.manager.email not in page


def test_ones_own_second_click_leads_on(house: SimpleNamespace, submitted: Practice) -> None:
    posted, client = decision(submitted, verdict="declined", word="Non."), signed_in(house.manager)
    first = client.post(address("review_practice", submitted), posted)
    second = client.post(address("review_practice", submitted), posted)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, "/fr/desk/")


def test_a_reviewer_who_held_it_too_long_is_told(house: SimpleNamespace, taken: Practice) -> None:
    posted = decision(taken, word="Mes mots.")
    give_back_review(practice=taken, round_id=round_of(taken), by=house.reviewer)
    take_review(practice=taken, round_id=round_of(taken), by=house.administrator)
    answer = signed_in(house.reviewer).post(address("review_practice", taken), posted)
    assert (answer.status_code, "Mes mots." in answer.content.decode(), fresh(taken).live) == (409, True, False)


def test_who_never_had_a_round_learns_nothing_of_it(house: SimpleNamespace, taken: Practice) -> None:
    """Any number may be posted: only who works on the sheet, or took the round, is told who decided and how."""
    rounds = [state.pk for state in ReviewState.objects.of_sheet(taken.pk).order_by("pk")]
    give_back_review(practice=taken, round_id=rounds[-1], by=house.reviewer)
    other = User.objects.create_user("autre@membres.example", language="en")
    grant_role(person=other, kind="advisor", place=house.milano, by=None)
    grant_role(person=other, kind="reviewer", by=None)
    decide(taken, other, Verdict.DECLINED)
    never = User.objects.create_user("jamais@membres.example", language="en")
    grant_role(person=never, kind="reviewer", by=None)
    told = {}
    for person in (house.reviewer, never, house.manager):
        for number, key in enumerate(rounds):
            for name in ("review_practice", "add_remark"):
                posted = {"round": key, "word": "Mes mots.", "text": "Mes mots."}
                page = signed_in(person).post(f"{address(name, taken)}".replace("/fr/", "/en/"), posted)
                said = "Decided on" in page.content.decode()
                assert (page.status_code, "Mes mots." in page.content.decode()) in ((409, True), (302, False))
                told[person.email.partition("@")[0], number, name] = said or page.status_code == 302
    assert {person for person, number, _name in told if told[person, number, _name]} == {"relectrice", "directrice"}
    assert not told["relectrice", 0, "review_practice"]
    assert told["relectrice", 1, "review_practice"]
    assert told["relectrice", 1, "add_remark"]


def test_another_version_than_was_read_is_shown_with_the_form_kept(house: SimpleNamespace, submitted: Practice) -> None:
    posted = decision(submitted, verdict="declined", word="Non, parce que.") | {"version": "0.0.0"}
    answer = signed_in(house.manager).post(address("review_practice", submitted), posted)
    page = answer.content.decode()
    assert (answer.status_code, "Non, parce que." in page, review_of(submitted).step) == (409, True, "place_review")
    assert f'value="{version(fresh(submitted))}"' in page
