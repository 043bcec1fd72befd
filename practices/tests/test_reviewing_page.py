"""The reviewing page: what changed word by word, taking and giving back, the decision and what stands against it."""

from types import SimpleNamespace
from typing import Any

import pytest

from directory.actions import grant_role
from practices.actions import (
    DraftChanges,
    add_remark,
    save_draft,
    submit_practice,
    take_back,
    take_review,
)
from practices.comparing import differences
from practices.drafted import read_draft
from practices.models import BLOCKING, Practice, Verdict
from practices.review import review_of
from practices.versions import latest_draft, version
from tests.queries import counted

from .conftest import decide, fresh
from .test_remarks import STEP, address, many, round_of, signed_in

NEW_STEP = "77777777-1111-4111-8111-111111111111"


def page_of(person: Any, practice: Practice) -> str:
    """Give the reviewing page as `person` reads it."""
    answer = signed_in(person).get(address("review_practice", practice))
    assert answer.status_code == 200, answer.get("Location", "")
    return answer.content.decode()


def decision(practice: Practice, **given: Any) -> dict[str, Any]:
    """Give what the form of the decision posts: everything ticked, unless `given` says otherwise."""
    whole = {"version": version(fresh(practice)), "round": round_of(practice), "checklist": list(BLOCKING)}
    return whole | {"verdict": "published", "word": "", "grade": "monitored", "grade_reason": "Compté."} | given


@pytest.fixture
def second(house: SimpleNamespace, published: Practice) -> Practice:
    """The second version of a published sheet in place review: a text, a fact and a row changed, a row added."""
    steps = [
        {"id": STEP, "title": "Réunir un groupe", "body": "Vite et bien."},
        {"id": NEW_STEP, "title": "Recommencer", "body": ""},
    ]
    changes = DraftChanges(
        facts={"period": "2012–2016"}, texts={"need": "Un autre texte.", "change_note": "Tout."}, rows={"steps": steps}
    )
    save_draft(practice=published, changes=changes, expected=version(fresh(published)), by=house.author)
    submit_practice(practice=published, expected=version(fresh(published)), by=house.author)
    return fresh(published)


# --- reading ----------------------------------------------------------------------------------------


def test_the_draft_read_from_its_revision_is_the_draft(house: SimpleNamespace, second: Practice) -> None:
    read, whole = read_draft(second), latest_draft(fresh(second))
    assert differences(whole, read, with_note=True) == []
    before = Practice.objects.get(pk=second.pk)
    assert differences(before, read, with_note=True) == differences(before, whole, with_note=True)


def test_what_changed_stands_beside_its_field_word_by_word(house: SimpleNamespace, second: Practice) -> None:
    page = page_of(house.manager, second)
    need = page[page.index('id="about-need"') : page.index('id="about-solution"')]
    assert '<div class="review-marked" lang="fr" dir="auto">Un<ins> autre</ins> texte.</div>' in need
    step = page[page.index(f'id="about-steps-{STEP}"') : page.index(f'id="about-steps-{NEW_STEP}"')]
    assert "Vite<ins> et bien</ins>." in step
    context = page[page.index('id="about-context"') : page.index('id="about-need"')]
    assert "review-change" not in context


def test_a_first_version_is_all_new(house: SimpleNamespace, submitted: Practice) -> None:
    page = page_of(house.manager, submitted)
    assert ("review-change" in page, "review-new" in page) == (False, False)


def test_a_row_that_left_is_still_named(house: SimpleNamespace, published: Practice) -> None:
    gone = DraftChanges(
        texts={"change_note": "Moins."}, rows={"steps": [{"id": NEW_STEP, "title": "Recommencer", "body": ""}]}
    )
    save_draft(practice=published, changes=gone, expected=version(fresh(published)), by=house.author)
    submit_practice(practice=published, expected=version(fresh(published)), by=house.author)
    page = page_of(house.manager, published)
    item = page[page.index(f'id="about-steps-{STEP}"') :]
    assert "<del>Réunir un groupe" in item[:1500]


def test_what_members_write_is_shown_as_text(house: SimpleNamespace, submitted: Practice) -> None:
    bait = "<script>alert(1)</script>"
    remark = add_remark(
        practice=submitted, round_id=round_of(submitted), about="need", text=bait, language="fr", by=house.manager
    )
    page = page_of(house.manager, submitted)
    assert (bait in page, page.count("&lt;script&gt;") >= 1, remark.text) == (False, True, bait)


# --- the door ---------------------------------------------------------------------------------------


def statuses(practice: Practice, *people: Any) -> list[int]:
    """Give what the reviewing page answers to each of `people`."""
    return [signed_in(person).get(address("review_practice", practice)).status_code for person in people]


def test_who_may_open_the_place_review(house: SimpleNamespace, submitted: Practice) -> None:
    people = (house.manager, house.administrator, house.author, house.colleague, house.reviewer, house.milano_manager)
    assert statuses(submitted, *people) == [200, 200, 404, 404, 404, 404]


def test_who_may_open_the_network_review(house: SimpleNamespace, in_network: Practice) -> None:
    people = (house.reviewer, house.administrator, house.manager, house.author, house.colleague, house.stranger)
    assert statuses(in_network, *people) == [200, 200, 302, 404, 404, 404]


def test_who_comes_late_is_told_and_others_find_nothing(house: SimpleNamespace, published: Practice) -> None:
    people = (house.manager, house.reviewer, house.administrator, house.author, house.milano_manager)
    assert statuses(published, *people) == [302, 302, 302, 404, 404]
    client = signed_in(house.reviewer)
    answer = client.get(address("review_practice", published), follow=True)
    assert answer.redirect_chain[-1][0].endswith("/fr/desk/")


def test_who_may_not_read_an_open_review_sees_where_it_stands(house: SimpleNamespace, in_network: Practice) -> None:
    """Letters and the desk lead administrators there, who may be related; the manager's letter of the first step too."""
    grant_role(person=house.administrator, kind="advisor", place=house.limoges, by=None)
    for person in (house.administrator, house.manager):
        answer = signed_in(person).get(address("review_practice", in_network))
        assert answer.get("Location") == address("write_practice", in_network)


def test_a_draft_no_reviewer_ever_met_is_not_there_for_them(house: SimpleNamespace, written: Practice) -> None:
    assert statuses(written, house.reviewer, house.manager) == [404, 302]


# --- taking -----------------------------------------------------------------------------------------


def test_opening_changes_nothing_and_a_button_takes(house: SimpleNamespace, in_network: Practice) -> None:
    page = page_of(house.reviewer, in_network)
    assert (review_of(in_network).state.taken_by, 'id="decide"' in page, "remark-door" in page) == (None, False, False)
    client = signed_in(house.reviewer)
    client.post(address("take_review", in_network), {"round": round_of(in_network)})
    assert review_of(in_network).state.taken_by == house.reviewer
    page = page_of(house.reviewer, in_network)
    assert ('id="decide"' in page, "remark-door" in page) == (True, True)


def test_another_reviewer_sees_who_holds_it(house: SimpleNamespace, taken: Practice) -> None:
    page = page_of(house.administrator, taken)
    assert ('id="decide"' in page, house.reviewer.email in page, "Genève" in page) == (False, False, True)
    answer = signed_in(house.administrator).post(address("take_review", taken), {"round": round_of(taken)}, follow=True)
    assert (review_of(taken).state.taken_by, "Genève" in answer.content.decode()) == (house.reviewer, True)


def test_given_back_it_waits_for_others(house: SimpleNamespace, taken: Practice) -> None:
    answer = signed_in(house.reviewer).post(address("give_back_review", taken), {"round": round_of(taken)})
    assert (answer.status_code, review_of(taken).state.taken_by) == (302, None)


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 40, "²"])
def test_a_nonsense_round_breaks_nothing(house: SimpleNamespace, in_network: Practice, number: str) -> None:
    client = signed_in(house.reviewer)
    statuses = [
        client.post(address(name, in_network), {"round": number}).status_code
        for name in ("take_review", "give_back_review", "add_remark", "review_practice")
    ]
    assert (max(statuses) < 500, review_of(in_network).state.taken_by) == (True, None)


# --- deciding ---------------------------------------------------------------------------------------


def test_published_with_everything_it_needs(house: SimpleNamespace, taken: Practice) -> None:
    answer = signed_in(house.reviewer).post(address("review_practice", taken), decision(taken))
    sheet = fresh(taken)
    assert (answer.status_code, sheet.live, sheet.grade) == (302, True, "monitored")
    assert answer["Location"] == f"/fr/practices/{sheet.slug}/"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"checklist": ["rights"]}, "checklist"),
        ({"grade": ""}, "grade"),
        ({"grade_reason": " "}, "grade_reason"),
        ({"verdict": ""}, "verdict"),
        ({"verdict": "sent_on"}, "verdict"),
        ({"verdict": "to_revise"}, "verdict"),
        ({"verdict": "declined"}, "word"),
        ({"verdict": "declined", "word": "x" * 4_001}, "word"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_the_rest(
    house: SimpleNamespace, taken: Practice, given: dict[str, Any], field: str
) -> None:
    posted = decision(taken, **({"grade_reason": "Compté à la main."} | given))
    answer = signed_in(house.reviewer).post(address("review_practice", taken), posted)
    page = answer.content.decode()
    assert (answer.status_code, f'id="id_{field}_error"' in page, review_of(taken).step) == (
        422,
        True,
        "network_review",
    )
    if "grade_reason" not in given:
        assert "Compté à la main." in page
    if "checklist" not in given:
        assert page.count(" checked") >= len(BLOCKING)


def test_to_revise_with_a_remark_goes_back_to_its_author(house: SimpleNamespace, taken: Practice) -> None:
    add_remark(practice=taken, round_id=round_of(taken), about="need", text="Qui ?", language="fr", by=house.reviewer)
    answer = signed_in(house.reviewer).post(
        address("review_practice", taken), decision(taken, verdict="to_revise", word="Presque.")
    )
    review = review_of(fresh(taken))
    assert (answer.status_code, review.step, review.word) == (302, "to_revise", "Presque.")


def test_the_place_sends_a_full_sheet_on(house: SimpleNamespace, submitted: Practice) -> None:
    page = page_of(house.manager, submitted)
    assert [f'value="{verdict}"' in page for verdict in ("sent_on", "published", "to_revise", "declined")] == [
        True,
        False,
        True,
        True,
    ]
    assert 'name="grade"' not in page
    signed_in(house.manager).post(address("review_practice", submitted), decision(submitted, verdict="sent_on"))
    assert review_of(fresh(submitted)).step == "network_review"


def test_an_author_may_take_back_at_either_step(house: SimpleNamespace, taken: Practice) -> None:
    page = signed_in(house.author).get(address("write_practice", taken)).content.decode()
    assert address("take_back_practice", taken) in page
    take_back(practice=taken, by=house.author)
    assert statuses(taken, house.reviewer) == [302]


# --- speed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many_remarks", [False, True])
def test_the_page_of_a_second_version_asks_the_same_of_the_database_with_a_thousand_remarks(
    house: SimpleNamespace, second: Practice, many_remarks: bool
) -> None:
    many(second, house, 1_000 if many_remarks else 6)
    decide(second, house.manager, Verdict.SENT_ON)
    take_review(practice=second, round_id=round_of(second), by=house.reviewer)
    client = signed_in(house.reviewer)
    client.get(address("review_practice", second))  # the terms of the house come into memory
    with counted() as sent:
        assert client.get(address("review_practice", second)).status_code == 200
    assert len(sent) == QUERIES, "\n".join(sql[:200] for sql in sent)


QUERIES = 16
