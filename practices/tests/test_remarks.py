"""Remarks: written once, taken back while nobody answered, answered and settled in place, gone for whom they are not."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.actions import grant_role
from practices.actions import (
    AlreadyDecided,
    DraftChanges,
    RemarkStands,
    add_remark,
    answer_remark,
    change_remark,
    remove_remark,
    reopen_remark,
    save_draft,
    settle_remark,
    submit_practice,
    take_back,
)
from practices.models import Practice, Remark, RemarkAnswer, Verdict
from practices.remarks import WRITING, board_of
from practices.review import review_of
from practices.versions import version
from tests.queries import queries

from .conftest import decide, fresh

STEP = "11111111-1111-4111-8111-111111111111"


def signed_in(person: Any) -> Client:
    """Give a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person)
    return client


def address(name: str, practice: Practice, remark: Remark | None = None) -> str:
    """Give one of the addresses of remarks, in French."""
    keys = {"pk": practice.pk} | ({"remark": remark.pk} if remark is not None else {})
    return reverse(name, kwargs=keys).replace("/en/", "/fr/")


def round_of(practice: Practice) -> int:
    """Give the key of the open round."""
    return review_of(fresh(practice)).state.pk


def remarked(practice: Practice, by: Any, about: str = "need", text: str = "Qui donc ?") -> Remark:
    """Write a remark in the open round."""
    return add_remark(practice=practice, round_id=round_of(practice), about=about, text=text, language="fr", by=by)


def written_down() -> list[tuple[str, str, str]]:
    """Give what every remark says."""
    return list(Remark.objects.order_by("pk").values_list("about", "text", "language"))


# --- what can happen --------------------------------------------------------------------------------


def test_a_remark_sent_twice_is_one(house: SimpleNamespace, submitted: Practice) -> None:
    first, second = remarked(submitted, house.manager), remarked(submitted, house.manager)
    assert (first.pk, written_down()) == (second.pk, [("need", "Qui donc ?", "fr")])


def test_no_remark_is_written_in_a_round_that_is_over(house: SimpleNamespace, submitted: Practice) -> None:
    number = round_of(submitted)
    take_back(practice=submitted, by=house.author)
    with pytest.raises(AlreadyDecided):
        add_remark(practice=submitted, round_id=number, about="need", text="Trop tard", language="fr", by=house.manager)
    assert written_down() == []


def test_a_reviewer_who_holds_the_sheet_no_more_writes_none(house: SimpleNamespace, in_network: Practice) -> None:
    with pytest.raises(AlreadyDecided):
        remarked(in_network, house.reviewer)
    assert written_down() == []


def test_ones_own_remark_is_changed_and_removed(house: SimpleNamespace, submitted: Practice) -> None:
    remark = remarked(submitted, house.manager)
    change_remark(remark=remark, text="Quem?", language="pt", by=house.manager)
    assert written_down() == [("need", "Quem?", "pt")]
    remove_remark(remark=remark, by=house.manager)
    remove_remark(remark=remark, by=house.manager)
    assert written_down() == []


@pytest.mark.parametrize("reason", ["answered", "over", "another’s"])
def test_a_remark_stands(house: SimpleNamespace, submitted: Practice, reason: str) -> None:
    remark, by = remarked(submitted, house.manager), house.manager
    if reason == "answered":
        answer_remark(remark=remark, text="Voilà.", language="fr", by=house.author)
    elif reason == "over":
        take_back(practice=submitted, by=house.author)
    else:
        by = house.administrator
    with pytest.raises(RemarkStands):
        change_remark(remark=remark, text="Autre", language="fr", by=by)
    with pytest.raises(RemarkStands):
        remove_remark(remark=remark, by=by)
    assert written_down() == [("need", "Qui donc ?", "fr")]


def test_an_answer_sent_twice_is_one_and_settling_twice_keeps_the_first(
    house: SimpleNamespace, submitted: Practice
) -> None:
    remark = remarked(submitted, house.manager)
    for _time in range(2):
        answer_remark(remark=remark, text="Des jeunes.", language="fr", by=house.author)
    settle_remark(remark=remark, by=house.author)
    done = settle_remark(remark=remark, by=house.manager)
    assert (RemarkAnswer.objects.count(), done.done_by) == (1, house.author)
    again = reopen_remark(remark=remark, by=house.manager)
    assert (again.done_by, again.done_at, Remark.objects.open().count()) == (None, None, 1)


def test_what_is_saved_meanwhile_undoes_no_remark(house: SimpleNamespace, to_revise: Practice) -> None:
    remark = settle_remark(remark=Remark.objects.get(), by=house.author)
    save_draft(
        practice=to_revise,
        changes=DraftChanges(texts={"need": "Autre."}),
        expected=version(fresh(to_revise)),
        by=house.author,
    )
    assert Remark.objects.get().done_at == remark.done_at


# --- by the addresses -------------------------------------------------------------------------------


def test_a_remark_is_added_and_shown_where_it_belongs(house: SimpleNamespace, submitted: Practice) -> None:
    client = signed_in(house.manager)
    given = {"about": f"steps/{STEP}", "text": "Combien\r\nde temps ?", "language": "it", "round": round_of(submitted)}
    answer = client.post(address("add_remark", submitted), given)
    remark = Remark.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{address('review_practice', submitted)}#remark-{remark.pk}",
    )
    assert written_down() == [(f"steps/{STEP}", "Combien\nde temps ?", "it")]
    page = client.get(address("review_practice", submitted)).content.decode()
    item = page[page.index(f'id="about-steps-{STEP}"') :]
    assert '<div class="remark-words" lang="it" dir="auto"><p>Combien<br>de temps ?</p></div>' in item[:3000]


@pytest.mark.parametrize(
    "given",
    [{"about": "need", "text": "  "}, {"about": "nothing", "text": "Quoi ?"}, {"about": "need", "text": "x" * 4_001}],
)
def test_a_remark_that_cannot_be_kept_comes_back_with_its_text(
    house: SimpleNamespace, submitted: Practice, given: dict[str, str]
) -> None:
    posted = given | {"language": "fr", "round": round_of(submitted)}
    answer = signed_in(house.manager).post(address("add_remark", submitted), posted)
    assert (answer.status_code, written_down(), b'role="alert"' in answer.content) == (422, [], True)
    if given["about"] == "need":
        assert f">{given['text']}</textarea>".encode() in answer.content


def test_nobody_else_writes_or_answers(house: SimpleNamespace, submitted: Practice) -> None:
    remark = remarked(submitted, house.manager)
    given = {"about": "need", "text": "Moi aussi", "language": "fr", "round": round_of(submitted)}
    for person in (house.author, house.colleague, house.reviewer, house.milano_manager, house.stranger):
        assert signed_in(person).post(address("add_remark", submitted), given).status_code == 404
    for person in (house.reviewer, house.milano_manager, house.stranger):
        for name in ("answer_remark", "settle_remark", "reopen_remark", "change_remark", "remove_remark"):
            assert signed_in(person).post(address(name, submitted, remark), given).status_code == 404
    assert (written_down(), RemarkAnswer.objects.count()) == ([("need", "Qui donc ?", "fr")], 0)


def test_the_place_settles_nothing_under_the_reviewers_eyes(house: SimpleNamespace, taken: Practice) -> None:
    remark = remarked(taken, house.reviewer)
    given = {"text": "Des jeunes.", "language": "fr", "do": "settle"}
    for person in (house.author, house.manager, house.administrator):
        for name in ("settle_remark", "reopen_remark", "answer_remark"):
            assert signed_in(person).post(address(name, taken, remark), given).status_code == 404
    assert (Remark.objects.get().done_at, RemarkAnswer.objects.count()) == (None, 0)
    answer = {"text": "Des jeunes.", "language": "fr"}
    assert signed_in(house.author).post(address("answer_remark", taken, remark), answer).status_code == 302
    page = signed_in(house.manager).get(address("practice_remarks", taken)).content
    assert (b"Des jeunes." in page, b'value="settle"' in page, b"/settle/" in page) == (True, False, False)
    assert signed_in(house.reviewer).post(address("settle_remark", taken, remark)).status_code == 302
    decide(taken, house.reviewer, Verdict.TO_REVISE, about="")
    assert signed_in(house.author).post(address("reopen_remark", taken, remark)).status_code == 302
    assert Remark.objects.get().done_at is None


def test_a_reviewer_remarks_only_on_what_they_hold(house: SimpleNamespace, in_network: Practice) -> None:
    given = {"about": "need", "text": "Qui ?", "language": "fr", "round": round_of(in_network)}
    client = signed_in(house.reviewer)
    assert client.post(address("add_remark", in_network), given).status_code == 404
    client.post(address("take_review", in_network), {"round": round_of(in_network)})
    assert (client.post(address("add_remark", in_network), given).status_code, len(written_down())) == (302, 1)


def test_another_sheets_remark_is_not_there(house: SimpleNamespace, submitted: Practice) -> None:
    stray = Remark.objects.create(practice=other_sheet(house), about="need", language="fr", text="Ailleurs")
    client = signed_in(house.manager)
    for name in ("answer_remark", "settle_remark", "reopen_remark", "change_remark"):
        assert client.post(address(name, submitted, stray), {"text": "x", "language": "fr"}).status_code == 404
    assert Remark.objects.get(pk=stray.pk).done_at is None


def other_sheet(house: SimpleNamespace) -> Practice:
    """Start another draft."""
    from practices.actions import start_practice

    return start_practice(place=house.limoges, form="full", language="fr", by=house.author)


def test_a_remark_that_comes_late_is_told_so_and_its_words_stay(house: SimpleNamespace, submitted: Practice) -> None:
    given = {"about": "need", "text": "Une longue remarque", "language": "fr", "round": round_of(submitted)}
    take_back(practice=submitted, by=house.author)
    answer = signed_in(house.manager).post(address("add_remark", submitted), given)
    assert (answer.status_code, b"Une longue remarque" in answer.content, written_down()) == (409, True, [])


# --- many of them -----------------------------------------------------------------------------------


def many(practice: Practice, house: SimpleNamespace, count: int = 1_000) -> None:
    """Write many remarks, one in five of them open, half of them answered."""
    state, now = review_of(fresh(practice)).state, timezone.now()
    made = Remark.objects.bulk_create(
        Remark(
            practice=practice,
            round_id=state.pk,
            about=("need", "context", f"steps/{STEP}")[number % 3],
            language="fr",
            text=f"Remarque {number}",
            author=house.manager,
            done_by=house.author if number % 5 else None,
            done_at=now if number % 5 else None,
        )
        for number in range(count)
    )
    RemarkAnswer.objects.bulk_create(
        RemarkAnswer(remark=remark, language="fr", text="Voilà.", author=house.author) for remark in made[::2]
    )


def test_a_board_shows_the_open_ones_first_and_says_how_many_more(house: SimpleNamespace, submitted: Practice) -> None:
    many(submitted, house)
    with queries(6):
        board = board_of(fresh(submitted))
    assert (board.open, board.done, len(board.open_told), board.hidden) == (200, 800, WRITING[0], 1_000 - sum(WRITING))


def test_a_reviewer_at_a_place_the_draft_names_reads_no_remarks(house: SimpleNamespace, published: Practice) -> None:
    """Milano is asked to sign the next version only: the published sheet does not name it yet."""
    changes = DraftChanges(texts={"need": "Un autre.", "change_note": "Le besoin."}, cosigning=[house.milano])
    save_draft(practice=published, changes=changes, expected=version(fresh(published)), by=house.author)
    submit_practice(practice=published, expected=version(fresh(published)), by=house.author)
    decide(published, house.manager, Verdict.SENT_ON)
    grant_role(person=house.milano_advisor, kind="reviewer", by=None)
    people = (house.reviewer, house.milano_advisor, house.author)
    answers = [signed_in(person).get(address("practice_remarks", published)).status_code for person in people]
    assert answers == [200, 404, 200]


def test_all_remarks_are_one_page_away(house: SimpleNamespace, submitted: Practice) -> None:
    many(submitted, house, 120)
    client = signed_in(house.author)
    page = client.get(address("practice_remarks", submitted) + "?page=3").content.decode()
    assert (page.count('id="remark-'), page.count("Remarque 0<")) == (20, 1)
    assert signed_in(house.stranger).get(address("practice_remarks", submitted)).status_code == 404
