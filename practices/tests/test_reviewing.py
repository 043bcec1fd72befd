"""Submitting, deciding, taking back, the code, the letters."""

from types import SimpleNamespace

import pytest
from django.core import mail

from accounts.actions import send_due_mail
from directory.actions import end_role, grant_role
from directory.models import Role
from practices.actions import (
    AlreadyDecided,
    DraftChanges,
    Incomplete,
    Stale,
    decide_place_review,
    put_in_bin,
    save_draft,
    start_practice,
    submit_practice,
    take_back,
    take_out_of_bin,
)
from practices.models import Practice
from practices.review import review_of
from practices.versions import latest_draft, version

from .conftest import complete, fresh


def decide(practice: Practice, by: object, *, publish: bool = True, word: str = "") -> Practice:
    """Decide the open round of `practice`."""
    decide_place_review(
        practice=practice,
        round_id=review_of(practice).state.pk,
        expected=version(fresh(practice)),
        publish=publish,
        word=word,
        by=by,
    )
    return fresh(practice)


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


def test_what_was_read_is_published_with_a_code_and_an_address(house: SimpleNamespace, submitted: Practice) -> None:
    sheet = decide(submitted, house.manager)
    assert (sheet.live, sheet.code, sheet.slug, sheet.has_unpublished_changes, review_of(sheet).step) == (
        True, "FP-0001", "un-club-pour-chercher-a-plusieurs", False, "none",
    )  # fmt: skip
    assert sheet.live_revision_id == sheet.latest_revision_id


def test_codes_follow_each_other_and_are_kept(house: SimpleNamespace, submitted: Practice) -> None:
    first = decide(submitted, house.manager)
    second = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    save_draft(practice=second, changes=second_sheet(), expected=version(fresh(second)), by=house.author)
    submit_practice(practice=second, expected=version(fresh(second)), by=house.author)
    assert (first.code, decide(second, house.manager).code) == ("FP-0001", "FP-0002")


def second_sheet() -> DraftChanges:
    """Give another complete sheet under the same headline, with rows of its own."""
    given = complete()
    for relation, rows in given.rows.items():
        for number, row in enumerate(rows):
            row["id"] = f"{'4' if relation == 'steps' else '5'}{row['id'][1:-1]}{number}"
    return given


def test_two_sheets_of_one_headline_have_two_addresses(house: SimpleNamespace, submitted: Practice) -> None:
    decide(submitted, house.manager)
    second = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    save_draft(practice=second, changes=second_sheet(), expected=version(fresh(second)), by=house.author)
    submit_practice(practice=second, expected=version(fresh(second)), by=house.author)
    assert decide(second, house.manager).slug == "un-club-pour-chercher-a-plusieurs-2"


def test_sent_back_with_a_word_then_submitted_and_published(house: SimpleNamespace, submitted: Practice) -> None:
    decide(submitted, house.manager, publish=False, word="Datez le résultat.")
    review = review_of(fresh(submitted))
    assert (review.step, review.word, fresh(submitted).live) == ("to_revise", "Datez le résultat.", False)
    save_draft(
        practice=submitted,
        changes=DraftChanges(texts={"summary": "Un résumé daté."}),
        expected=version(fresh(submitted)),
        by=house.author,
    )
    submit_practice(practice=submitted, expected=version(fresh(submitted)), by=house.author)
    assert decide(submitted, house.manager).summary_fr == "Un résumé daté."


def test_a_round_is_decided_once(house: SimpleNamespace, submitted: Practice) -> None:
    round_id, seen = review_of(submitted).state.pk, version(fresh(submitted))
    decide(submitted, house.manager)
    with pytest.raises(AlreadyDecided):
        decide_place_review(practice=submitted, round_id=round_id, expected=seen, publish=True, by=house.administrator)


def test_a_decision_on_another_version_than_was_read_is_refused(house: SimpleNamespace, submitted: Practice) -> None:
    with pytest.raises(Stale):
        decide_place_review(
            practice=submitted, round_id=review_of(submitted).state.pk, expected="0.0.0", publish=True, by=house.manager
        )


def test_taken_back_the_draft_can_be_changed_again(house: SimpleNamespace, submitted: Practice) -> None:
    take_back(practice=submitted, by=house.author)
    assert review_of(fresh(submitted)).step == "none"
    save_draft(
        practice=submitted,
        changes=DraftChanges(texts={"headline": "Autre"}),
        expected=version(fresh(submitted)),
        by=house.author,
    )
    assert latest_draft(fresh(submitted)).headline_fr == "Autre"


def letters() -> list[tuple[str, str]]:
    """Send what waits and give (address, subject) of each letter."""
    send_due_mail()
    sent = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return sent


def test_each_step_is_told_in_the_language_of_whom_it_concerns(house: SimpleNamespace, submitted: Practice) -> None:
    asked = letters()
    assert [address for address, _subject in asked] == [house.manager.email]
    decide(submitted, house.manager, publish=False, word="Un secret de relecture.")
    assert [address for address, _subject in letters()] == [house.author.email]


def test_a_letter_says_kind_place_step_and_link_and_nothing_of_the_sheet(
    house: SimpleNamespace, submitted: Practice
) -> None:
    send_due_mail()
    text = f"{mail.outbox[0].subject}\n{mail.outbox[0].body}"
    assert f"/fr/desk/practices/{submitted.pk}/review/" in text
    assert "Limoges" in text
    assert "chercher à plusieurs" not in text


def test_where_only_the_author_manages_the_administrators_are_asked(house: SimpleNamespace) -> None:
    for role in Role.objects.filter(person=house.manager):
        end_role(role=role, by=None)
    grant_role(person=house.author, kind="manager", place=house.limoges, by=None)
    sheet = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    save_draft(practice=sheet, changes=complete(), expected=version(fresh(sheet)), by=house.author)
    submit_practice(practice=sheet, expected=version(fresh(sheet)), by=house.author)
    assert [address for address, _subject in letters()] == [house.administrator.email]
    assert list(Practice.objects.waiting_for(house.administrator)) == [sheet]
    assert list(Practice.objects.waiting_for(house.author)) == []


def test_what_waits_is_on_the_managers_desk_alone(house: SimpleNamespace, submitted: Practice) -> None:
    people = (house.manager, house.administrator, house.milano_manager, house.author, house.colleague)
    assert [list(Practice.objects.waiting_for(person)) for person in people] == [[submitted], [], [], [], []]


def test_a_draft_comes_out_of_the_bin_as_it_was(house: SimpleNamespace, written: Practice) -> None:
    put_in_bin(practice=written, by=house.author)
    assert (list(Practice.objects.in_work()), list(Practice.objects.binned())) == ([], [written])
    take_out_of_bin(practice=written, by=house.author)
    assert latest_draft(fresh(written)).headline_fr == "Un club pour chercher à plusieurs"
