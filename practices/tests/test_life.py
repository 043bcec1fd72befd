"""The life of a sheet: what each act does, who is told, who comes second, when its people are reminded."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.actions import write_due_notices
from directory.actions import end_role, grant_role
from practices.actions import (
    LifeChanged,
    UnderReview,
    archive_practice,
    bring_back,
    declare_true,
    hand_on,
    mark_to_update,
    remind_life,
    save_draft,
    submit_practice,
    withdraw_practice,
)
from practices.models import Life, LifeChange, Practice
from practices.tests.conftest import complete, decide, fresh
from practices.versions import version

OURS = ("mark_to_update", "declare_true", "archive", "withdraw", "bring_back", "hand_on")
ACTS = {"archive": archive_practice, "withdraw": withdraw_practice}
WHY = {"reason": "Le port a fermé.", "language": "fr"}


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def mark(practice: Practice, by: Any, days: int = 30) -> Practice:
    return mark_to_update(practice=practice, reason="Les horaires.", language="fr", until=in_days(days), by=by)


def letters() -> list[tuple[str, str]]:
    """Give who was written to and under which subject, and forget it."""
    write_due_notices()
    found = sorted((message.to[0].partition("@")[0], message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return found


def lines(practice: Practice) -> list[tuple[str, Any, dict[str, Any]]]:
    """Give the journal's lines of the life of a sheet: what, by whom, with which words."""
    rows = PageLogEntry.objects.filter(page=practice.pk, action__in=[f"practices.{name}" for name in OURS])
    return [(row.action.partition(".")[2], row.user, row.data) for row in rows.order_by("pk")]


def standing(practice: Practice) -> list[str]:
    return list(LifeChange.objects.standing().filter(practice=practice).order_by("pk").values_list("state", flat=True))


@pytest.fixture
def sheet(published):
    """A published sheet, its letters read."""
    letters()
    return published


def test_a_sheet_to_update_says_why_and_until_when(house, sheet):
    marked = mark(sheet, house.colleague)
    change = LifeChange.objects.get()
    assert (marked.life, marked.live) == (Life.TO_UPDATE, True)
    assert (change.state, change.before, change.reason, change.language, change.until) == (
        *("to_update", "published", "Les horaires.", "fr"),
        in_days(30),
    )
    assert (change.by, change.place) == (house.colleague, house.limoges)
    words = {"comment": "Les horaires.", "language": "fr", "until": in_days(30).isoformat()}
    assert lines(sheet) == [("mark_to_update", house.colleague, words)]
    assert [name for name, _subject in letters()] == ["autrice", "directrice"]


def test_a_reviewer_marks_for_the_network(house, sheet):
    mark(sheet, house.reviewer)
    assert LifeChange.objects.get().place is None


def test_letters_say_nothing_of_the_text_nor_of_the_reason(house, sheet):
    mark(sheet, house.colleague)
    archive_practice(practice=sheet, **WHY, by=house.colleague)
    withdraw_practice(practice=sheet, **WHY, by=house.colleague)
    bring_back(practice=sheet, by=house.colleague)
    assert write_due_notices() == len(mail.outbox) == 8
    for message in mail.outbox:
        assert sheet.code in message.subject
        assert f"/desk/practices/{sheet.pk}/life/" in message.body
        for secret in ("club pour chercher", "horaires", "port a fermé"):
            assert secret not in message.subject.lower() + message.body.lower()


def test_a_manager_declares_that_it_is_still_true(house, sheet):
    mark(sheet, house.colleague)
    declared = declare_true(practice=sheet, by=house.manager)
    assert (declared.life, standing(sheet)) == (Life.PUBLISHED, [])
    assert [line[0] for line in lines(sheet)] == ["mark_to_update", "declare_true"]


def test_the_next_publication_ends_the_mark(house, sheet):
    mark(sheet, house.colleague)
    save_draft(practice=fresh(sheet), changes=complete(period="2018"), expected=version(fresh(sheet)), by=house.author)
    save_draft(
        practice=fresh(sheet),
        changes=type(complete())(texts={"change_note": "Horaires."}),
        expected=version(fresh(sheet)),
        by=house.author,
    )
    submit_practice(practice=fresh(sheet), expected=version(fresh(sheet)), by=house.author)
    decide(sheet, house.manager, "sent_on")
    decide(sheet, house.reviewer)
    assert (fresh(sheet).life, standing(sheet)) == (Life.PUBLISHED, [])


def test_each_comes_back_as_what_it_was(house, sheet):
    mark(sheet, house.colleague)
    archive_practice(practice=sheet, **WHY, by=house.manager)
    withdraw_practice(practice=sheet, **WHY, by=house.manager)
    assert standing(sheet) == ["to_update", "archived", "withdrawn"]
    lives = [bring_back(practice=sheet, by=house.manager).life for _time in range(2)]
    assert lives == [Life.ARCHIVED, Life.TO_UPDATE]
    assert standing(sheet) == ["to_update"]
    assert LifeChange.objects.standing().get().until == in_days(30)


@pytest.mark.parametrize("name", ACTS)
def test_who_comes_second_is_told_and_nothing_is_done_twice(house, sheet, name):
    ACTS[name](practice=sheet, **WHY, by=house.manager)
    letters()
    with pytest.raises(LifeChanged) as refusal:
        ACTS[name](practice=sheet, **WHY, by=house.administrator)
    assert refusal.value.practice.life == {"archive": "archived", "withdraw": "withdrawn"}[name]
    assert (LifeChange.objects.count(), len(lines(sheet)), letters()) == (1, 1, [])


def test_marking_or_bringing_back_twice_is_refused(house, sheet):
    mark(sheet, house.colleague)
    with pytest.raises(LifeChanged):
        mark(sheet, house.manager)
    archive_practice(practice=sheet, **WHY, by=house.manager)
    bring_back(practice=sheet, by=house.manager)
    with pytest.raises(LifeChanged):
        bring_back(practice=sheet, by=house.manager)
    declare_true(practice=sheet, by=house.manager)
    with pytest.raises(LifeChanged):
        declare_true(practice=sheet, by=house.manager)


def test_a_draft_has_no_life_to_change(house, written):
    for act in (archive_practice, withdraw_practice):
        with pytest.raises(LifeChanged):
            act(practice=written, **WHY, by=house.manager)


# --- the clock -----------------------------------------------------------------------------------


def run_on(day: int) -> int:
    """Let the clock strike on a day counted from today, at noon."""
    noon = datetime.combine(in_days(day), datetime.min.time()).replace(hour=12)
    return remind_life(now=timezone.make_aware(noon))


def test_its_people_are_reminded_seven_days_before_and_on_the_day(house, sheet):
    mark(sheet, house.colleague)
    letters()
    told = {day: (run_on(day), run_on(day), len(letters())) for day in (1, 22, 23, 24, 29, 30, 31, 60)}
    assert told == {day: (int(day in (23, 30)), 0, 2 * int(day in (23, 30))) for day in told}


def test_a_clock_that_slept_reminds_once(house, sheet):
    mark(sheet, house.colleague)
    assert [run_on(90), run_on(91)] == [1, 0]


def test_a_mark_for_next_week_is_not_told_of_twice_at_once(house, sheet):
    mark(sheet, house.colleague, days=3)
    assert [run_on(1), run_on(3), run_on(4)] == [0, 1, 0]


def test_what_is_out_of_sight_asks_for_nothing(house, sheet):
    mark(sheet, house.colleague)
    withdraw_practice(practice=sheet, **WHY, by=house.manager)
    assert run_on(30) == 0
    bring_back(practice=sheet, by=house.manager)
    assert run_on(30) == 1


def test_where_the_author_left_the_managers_are_told(house, sheet):
    end_role(role=house.author.roles.get(), by=None)
    mark(sheet, house.administrator)
    assert [name for name, _subject in letters()] == ["directrice"]


@pytest.fixture
def without_results(sheet):
    """A published sheet whose place meant to look again ten days from now."""
    fresh(sheet).results.all().delete()
    Practice.objects.filter(pk=sheet.pk).update(look_again_on=in_days(10))
    sheet.results.model.objects.filter(practice=sheet).delete()
    return fresh(sheet)


def test_results_are_asked_for_once_for_each_date(house, without_results):
    assert [run_on(9), run_on(10), run_on(11)] == [0, 1, 0]
    assert [name for name, _subject in letters()] == ["autrice", "directrice"]
    Practice.objects.filter(pk=without_results.pk).update(look_again_on=in_days(20))
    assert [run_on(12), run_on(25), run_on(26)] == [0, 1, 0]


def test_one_letter_that_breaks_keeps_no_other_waiting(house, without_results, monkeypatch, caplog):
    mark(without_results, house.colleague, days=17)
    letters()
    with monkeypatch.context() as broken:
        broken.setattr("practices.life_letters.remind_of_update", lambda change: 1 / 0)
        assert run_on(10) == 1
    assert [name for name, _subject in letters()] == ["autrice", "directrice"]
    assert f"sheet {without_results.pk}" in caplog.text
    assert (run_on(11), len(letters())) == (1, 2)


def test_no_result_is_asked_of_a_sheet_that_has_one_or_lies_in_the_archive(house, sheet, without_results):
    archive_practice(practice=without_results, **WHY, by=house.manager)
    assert run_on(11) == 0
    bring_back(practice=without_results, by=house.manager)
    sheet.results.model.objects.create(practice=without_results, indicator_fr="Personnes", value="12")
    assert run_on(11) == 0


# --- handing on ----------------------------------------------------------------------------------


def test_a_sheet_handed_on_is_somebody_elses(house, sheet):
    handed = hand_on(practice=sheet, to=house.colleague, by=house.manager)
    assert (handed.owner, letters()[0][0]) == (house.colleague, "collegue")
    assert lines(sheet) == [("hand_on", house.manager, {"from": house.author.pk, "to": house.colleague.pk})]
    assert hand_on(practice=handed, to=house.colleague, by=house.manager).owner == house.colleague
    assert (len(lines(sheet)), letters()) == (1, [])


def test_it_stays_at_its_place_and_the_second_is_told(house, sheet):
    with pytest.raises(LifeChanged):
        hand_on(practice=sheet, to=house.milano_advisor, by=house.manager)
    hand_on(practice=sheet, to=house.colleague, by=house.manager)
    with pytest.raises(LifeChanged):
        hand_on(practice=sheet, to=house.manager, by=house.administrator)


def test_nobody_hands_their_own_sheet_on_to_decide_on_it(house, submitted):
    grant_role(person=house.author, kind="manager", place=house.limoges, by=None)
    with pytest.raises(UnderReview):
        hand_on(practice=submitted, to=house.colleague, by=house.author)
    assert fresh(submitted).owner == house.author
