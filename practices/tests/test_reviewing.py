"""Submitting, coming back to the step that asked, starting anew, taking back, the letters."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from wagtail.models import PageLogEntry

from accounts.actions import send_due_mail, write_due_notices
from directory.actions import end_role, grant_role
from directory.models import Role
from practices.actions import (
    DraftChanges,
    Incomplete,
    UnderReview,
    Withdrawn,
    put_in_bin,
    save_draft,
    start_practice,
    submit_practice,
    take_back,
    take_out_of_bin,
)
from practices.models import Life, Practice, Remark, ReviewState
from practices.review import review_of
from practices.versions import latest_draft, version

from .conftest import complete, decide, fresh, publish

STEP = "11111111-1111-4111-8111-111111111111"


def save(practice: Practice, by: Any, **changes: Any) -> None:
    """Save these changes on top of whatever is there now."""
    now = fresh(practice)
    save_draft(practice=now, changes=DraftChanges(**changes), expected=version(now), by=by, new_revision=True)


def submit(practice: Practice, by: Any) -> Practice:
    """Submit the latest draft."""
    now = fresh(practice)
    submit_practice(practice=now, expected=version(now), by=by)
    return fresh(practice)


def rounds(practice: Practice) -> list[tuple[str, str, str]]:
    """Give step, status and verdict of every round of the sheet, the oldest first."""
    found = ReviewState.objects.filter(workflow_state__object_id=str(practice.pk)).order_by("pk")
    return list(found.values_list("step", "status", "verdict"))


def journal(practice: Practice) -> list[str]:
    """Give the review's lines in the journal of the sheet, the oldest first."""
    lines = (
        PageLogEntry.objects.filter(page_id=practice.pk).order_by("timestamp", "pk").values_list("action", flat=True)
    )
    return [action.rpartition(".")[2] for action in lines if "workflow" in action or action.startswith("practices.")]


def test_an_empty_full_sheet_lacks_what_the_domain_page_requires(house: SimpleNamespace, draft: Practice) -> None:
    with pytest.raises(Incomplete) as refusal:
        submit_practice(practice=draft, expected=version(fresh(draft)), by=house.author)
    assert [gap.field for gap in refusal.value.missing] == [
        "headline", "kind", "outcome", "summary", "poles", "publics", "services", "context", "solution", "need", "steps",
        "means_people", "results", "success_conditions", "difficulties", "transferability",
    ]  # fmt: skip
    assert review_of(fresh(draft)).step == "none"


def test_an_empty_flash_note_lacks_less(house: SimpleNamespace) -> None:
    note = start_practice(place=house.limoges, form="flash", language="fr", by=house.author)
    with pytest.raises(Incomplete) as refusal:
        submit_practice(practice=note, expected=version(fresh(note)), by=house.author)
    assert [gap.field for gap in refusal.value.missing] == ["headline", "kind", "outcome", "context", "solution"]


def test_sent_back_by_the_place_it_comes_back_to_the_place_when_only_what_was_asked_changed(
    house: SimpleNamespace, to_revise: Practice
) -> None:
    review = review_of(to_revise)
    assert (review.step, review.word, to_revise.live) == ("to_revise", "Datez le résultat.", False)
    save(to_revise, house.author, texts={"summary": "Un résumé daté."})
    submit(to_revise, house.author)
    assert rounds(to_revise) == [("place", "rejected", "to_revise"), ("place", "in_progress", "")]
    assert review_of(fresh(to_revise)).workflow == review.workflow
    assert journal(to_revise)[-2:] == ["reject", "resume"]


def test_what_no_remark_asked_for_starts_the_review_anew(house: SimpleNamespace, to_revise: Practice) -> None:
    before = review_of(to_revise).workflow
    save(to_revise, house.author, texts={"summary": "Un résumé daté.", "need": "Un autre besoin."})
    submit(to_revise, house.author)
    now = review_of(fresh(to_revise))
    before.refresh_from_db()
    assert (now.step, now.workflow == before, before.status) == ("place_review", False, "cancelled")
    assert journal(to_revise)[-4:] == ["reject", "cancel", "review_anew", "start"]


def test_sent_back_by_the_network_it_comes_back_to_the_reviewer_who_asked(
    house: SimpleNamespace, in_network: Practice
) -> None:
    decide(in_network, house.reviewer, "to_revise", about=f"steps/{STEP}")
    rows = complete().rows["steps"]
    save(in_network, house.author, rows={"steps": [{**rows[0], "body": "En deux semaines."}]})
    submit(in_network, house.author)
    review = review_of(fresh(in_network))
    assert (review.step, review.state.taken_by, review.state.held_until is not None) == (
        "network_review",
        house.reviewer,
        True,
    )
    assert [step for step, *_rest in rounds(in_network)] == ["place", "network", "network"]
    assert decide(in_network, house.reviewer).live


def test_a_reviewer_who_may_not_review_any_more_is_not_handed_the_sheet(
    house: SimpleNamespace, in_network: Practice
) -> None:
    decide(in_network, house.reviewer, "to_revise", about="summary")
    grant_role(person=house.reviewer, kind="advisor", place=house.limoges, by=None)
    save(in_network, house.author, texts={"summary": "Un résumé daté."})
    submit(in_network, house.author)
    review = review_of(fresh(in_network))
    assert (review.step, review.state.taken_by) == ("network_review", None)


def test_an_uncovered_change_after_the_network_asked_goes_through_the_place_again(
    house: SimpleNamespace, in_network: Practice
) -> None:
    decide(in_network, house.reviewer, "to_revise", about="summary")
    save(in_network, house.author, texts={"context": "Un autre contexte."})
    submit(in_network, house.author)
    assert review_of(fresh(in_network)).step == "place_review"


@pytest.mark.parametrize(
    ("about", "changes", "step"),
    [
        ("steps", {"rows": {"steps": []}}, None),
        ("steps", {"rows": {"steps": [{"id": STEP, "title": "Autre", "body": ""}]}}, "network_review"),
        ("means", {"texts": {"means_people": "Trois.", "means_space": "Une salle."}}, "network_review"),
        ("means_people", {"texts": {"means_people": "Trois.", "means_space": "Une salle."}}, "place_review"),
        (f"steps/{STEP}", {"rows": {"steps": []}}, None),
        ("outcome", {"facts": {"outcome": "mixed"}}, "network_review"),
        ("need", {"facts": {"outcome": "mixed"}}, "place_review"),
        ("need", {"texts": {"change_note": "Un mot."}}, "network_review"),
        ("form", {"facts": {"form": "flash"}}, "place_review"),
    ],
)
def test_a_remark_covers_its_field_its_row_its_relation_its_part(
    house: SimpleNamespace, in_network: Practice, about: str, changes: dict[str, Any], step: str | None
) -> None:
    decide(in_network, house.reviewer, "to_revise", about=about)
    save(in_network, house.author, **changes)
    if step is None:
        with pytest.raises(Incomplete):
            submit(in_network, house.author)
    else:
        assert review_of(submit(in_network, house.author)).step == step


def test_remarks_of_an_earlier_round_cover_nothing(house: SimpleNamespace, to_revise: Practice) -> None:
    save(to_revise, house.author, texts={"summary": "Un résumé daté."})
    submit(to_revise, house.author)
    decide(to_revise, house.manager, "to_revise", about="need")
    first = review_of(fresh(to_revise)).workflow
    save(to_revise, house.author, texts={"summary": "Encore un autre."})
    submit(to_revise, house.author)
    assert review_of(fresh(to_revise)).workflow != first
    assert Remark.objects.filter(practice=to_revise).count() == 2


def test_declined_the_draft_stays_and_may_be_submitted_anew(house: SimpleNamespace, declined: Practice) -> None:
    review = review_of(declined)
    assert (review.step, review.word, review.state.finished_by) == (
        "declined",
        "Ce n’est pas une pratique.",
        house.manager,
    )
    save(declined, house.author, texts={"summary": "Un club, cette fois."})
    assert review_of(fresh(declined)).step == "declined"
    assert review_of(submit(declined, house.author)).step == "place_review"


def alone(house: SimpleNamespace) -> None:
    """Make the author the only manager of Limoges."""
    for role in Role.objects.filter(person=house.manager):
        end_role(role=role, by=None)
    grant_role(person=house.author, kind="manager", place=house.limoges, by=None)


@pytest.mark.parametrize("form", ["full", "flash"])
def test_where_only_the_author_manages_the_place_review_is_skipped_with_a_line(
    house: SimpleNamespace, form: str
) -> None:
    alone(house)
    sheet = start_practice(place=house.limoges, form=form, language="fr", by=house.author)
    save_draft(practice=sheet, changes=complete(), expected=version(fresh(sheet)), by=house.author)
    submit(sheet, house.author)
    assert rounds(sheet) == [("place", "skipped", "skipped"), ("network", "in_progress", "")]
    assert journal(sheet) == ["start", "start", "skip_place_review"]
    assert house.reviewer.email in [address for address, _subject in letters()]
    published = decide(sheet, house.reviewer)
    assert (published.live, published.grade) == (True, "monitored" if form == "full" else "")


def test_a_manager_who_leaves_between_two_steps_leaves_the_review_as_it_is(
    house: SimpleNamespace, in_network: Practice
) -> None:
    alone(house)
    assert review_of(fresh(in_network)).step == "network_review"
    decide(in_network, house.reviewer, "to_revise", about="summary")
    save(in_network, house.author, texts={"context": "Un autre contexte."})
    submit(in_network, house.author)
    assert rounds(in_network)[-2:] == [("place", "skipped", "skipped"), ("network", "in_progress", "")]
    assert decide(in_network, house.reviewer).live


def test_a_place_whose_manager_left_while_reading_is_decided_by_an_administrator(
    house: SimpleNamespace, submitted: Practice
) -> None:
    alone(house)
    assert review_of(fresh(submitted)).step == "place_review"
    assert review_of(decide(submitted, house.administrator, "sent_on")).step == "network_review"


@pytest.mark.parametrize("stage", ["submitted", "in_network", "taken"])
def test_taken_back_the_draft_can_be_changed_again(
    house: SimpleNamespace, stage: str, request: pytest.FixtureRequest
) -> None:
    sheet = request.getfixturevalue(stage)
    with pytest.raises(UnderReview):
        save(sheet, house.author, texts={"headline": "Trop tard"})
    with pytest.raises(UnderReview):
        submit(sheet, house.author)
    for _click in range(2):
        take_back(practice=sheet, by=house.author)
    assert (review_of(fresh(sheet)).step, journal(sheet).count("take_back")) == ("none", 1)
    save(sheet, house.author, texts={"headline": "Autre"})
    assert latest_draft(fresh(sheet)).headline_fr == "Autre"
    assert review_of(submit(sheet, house.author)).step == "place_review"


def test_a_withdrawn_sheet_is_neither_changed_nor_submitted(house: SimpleNamespace, published: Practice) -> None:
    save(published, house.author, texts={"need": "Autre", "change_note": "Le besoin."})
    Practice.objects.filter(pk=published.pk).update(life=Life.WITHDRAWN)
    with pytest.raises(Withdrawn):
        save(published, house.author, texts={"need": "Encore"})
    with pytest.raises(Withdrawn):
        submit(published, house.author)
    assert review_of(fresh(published)).step == "none"


def letters() -> list[tuple[str, str]]:
    """Send what waits and give (address, subject) of each letter."""
    write_due_notices()
    send_due_mail()
    sent = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return sent


def test_each_step_is_told_to_whom_it_concerns(house: SimpleNamespace, submitted: Practice) -> None:
    told = [[address for address, _subject in letters()]]
    decide(submitted, house.manager, "sent_on")
    told.append(sorted(address for address, _subject in letters()))
    decide(submitted, house.reviewer, "to_revise", word="Un secret de relecture.")
    told.append([address for address, _subject in letters()])
    assert told == [
        [house.manager.email],
        [house.author.email, house.reviewer.email],
        [house.author.email],
    ]


def test_what_waits_is_on_the_managers_desk_alone(house: SimpleNamespace, submitted: Practice) -> None:
    people = (house.manager, house.administrator, house.milano_manager, house.author, house.colleague)
    assert [list(Practice.objects.waiting_for(person)) for person in people] == [[submitted], [], [], [], []]


def test_a_new_version_goes_through_both_steps_again(house: SimpleNamespace, published: Practice) -> None:
    save(published, house.author, texts={"need": "Un autre besoin.", "change_note": "Le besoin."})
    assert review_of(submit(published, house.author)).step == "place_review"
    assert publish(published, house).need_fr == "Un autre besoin."


def test_a_draft_comes_out_of_the_bin_as_it_was(house: SimpleNamespace, written: Practice) -> None:
    put_in_bin(practice=written, by=house.author)
    assert (list(Practice.objects.in_work()), list(Practice.objects.binned())) == ([], [written])
    take_out_of_bin(practice=written, by=house.author)
    assert latest_draft(fresh(written)).headline_fr == "Un club pour chercher à plusieurs"
