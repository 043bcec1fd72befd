"""The clock of a review: seven days in one hand, reminders at 7, 14 and 21 days, roles that end in the middle."""

from contextlib import suppress
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from accounts.actions import send_due_mail, write_due_notices
from accounts.models import Notification, OutgoingMail, User
from directory.actions import end_role, grant_role, keep_place, restore_account, suspend_account, turn_roles
from directory.models import Place, Role
from practices import tasks
from practices.actions import put_in_bin, release_held, remind, take_review
from practices.models import Life, Practice, ReviewState
from practices.notices import NOBODY_DECIDES
from practices.review import Review, review_of
from practices.waiting import next_reminder_words

from .conftest import decide, fresh


def after(days: float, practice: Practice) -> datetime:
    """Give the moment some days after the review of `practice` began to wait for somebody."""
    return review_of(practice).state.waiting_since + timedelta(days=days)


def after_taking(days: float, practice: Practice) -> datetime:
    """Give the moment some days after the reviewer took the sheet."""
    return review_of(practice).state.held_until + timedelta(days=days - 7)


def told() -> list[tuple[str, str]]:
    """Give (name before the @, beginning of the subject) of every letter about sheets written since the last question, sorted.

    Who is told of a role that ends, or of a place without manager, is asked in directory/tests.
    """
    Notification.objects.exclude(about_type__model="practice").exclude(kind=NOBODY_DECIDES).delete()
    write_due_notices()
    found = sorted((letter.to[0].partition("@")[0], letter.subject.partition(":")[0]) for letter in mail.outbox)
    mail.outbox.clear()
    return found


def journal(practice: Practice) -> list[str]:
    """Give the actions of ours in a sheet's journal, the latest last."""
    lines = PageLogEntry.objects.filter(page=practice.pk, action__startswith="practices.").order_by("timestamp", "pk")
    return list(lines.values_list("action", flat=True))


@pytest.fixture(autouse=True)
def _in_english(request: pytest.FixtureRequest) -> None:
    """Let everybody read English, whose words are the ones in the code, and forget what the scene made them write."""
    if "house" in request.fixturenames:
        for name in ("to_revise", "taken", "in_network", "submitted", "house"):
            if name in request.fixturenames:
                request.getfixturevalue(name)
                break
        User.objects.update(language="en")
        told()


def test_who_holds_a_sheet_is_warned_once_on_the_fifth_day(house: SimpleNamespace, taken: Practice) -> None:
    counts = [release_held(now=after_taking(days, taken)) for days in (4.9, 5, 5.1, 6.9)]
    assert (counts, told()) == ([0, 0, 0, 0], [("relectrice", "Two days left for a sheet you took")])
    assert review_of(taken).is_held_by(house.reviewer)


def test_after_seven_days_it_is_back_in_the_queue_and_the_administrators_are_told(
    house: SimpleNamespace, taken: Practice
) -> None:
    end = after_taking(7, taken)
    assert [release_held(now=end) for _twice in range(2)] == [1, 0]
    state = review_of(taken).state
    assert (state.taken_by, state.held_until, state.warned_at, state.reminders) == (None, None, None, 0)
    assert told() == [("reseau", "A sheet is back in the network’s queue")]
    assert journal(taken)[-1] == "practices.time_over"
    assert list(Practice.objects.to_take(house.reviewer)) == [taken]


def test_a_clock_that_slept_does_not_warn_of_a_time_that_is_over(house: SimpleNamespace, taken: Practice) -> None:
    assert release_held(now=after_taking(40, taken)) == 1
    assert told() == [("reseau", "A sheet is back in the network’s queue")]


def test_a_second_reviewer_takes_what_came_back(house: SimpleNamespace, taken: Practice) -> None:
    release_held(now=after_taking(7, taken))
    take_review(practice=taken, round_id=review_of(taken).state.pk, by=house.administrator)
    assert review_of(taken).is_held_by(house.administrator)


def test_the_managers_are_reminded_at_7_14_and_21_days_and_then_no_more(
    house: SimpleNamespace, submitted: Practice
) -> None:
    start = after(0, submitted)
    sent = []
    for days in (6.9, 7, 7, 7.1, 13.9, 14, 20, 21, 28, 60):
        remind(now=start + timedelta(days=days))
        sent.append(told())
    letter = [("directrice", "A sheet still waits for you")]
    assert sent == [[], letter, [], [], [], letter, [], letter, [], []]


def test_after_a_month_of_sleep_one_reminder_is_sent(house: SimpleNamespace, submitted: Practice) -> None:
    late = after(31, submitted)
    assert [remind(now=late) for _twice in range(2)] == [1, 0]
    assert told() == [("directrice", "A sheet still waits for you")]
    assert review_of(submitted).state.reminders == 3


def test_a_clock_two_hours_off_reminds_nobody_twice(house: SimpleNamespace, submitted: Practice) -> None:
    fast, back = after(7, submitted) + timedelta(hours=2), after(7, submitted) - timedelta(hours=2)
    assert [remind(now=fast), remind(now=back), remind(now=fast)] == [1, 0, 0]


def test_everybody_who_may_take_it_is_reminded_and_nobody_while_it_is_held(
    house: SimpleNamespace, in_network: Practice
) -> None:
    for person in (house.milano_advisor, house.colleague):
        grant_role(person=person, kind="reviewer", by=None)
    remind(now=after(7, in_network))
    assert [name for name, _subject in told()] == ["consulente", "relectrice"]
    take_review(practice=in_network, round_id=review_of(in_network).state.pk, by=house.reviewer)
    assert (remind(now=after(14, in_network)), told()) == (0, [])


def test_the_author_is_reminded_of_a_sheet_to_revise(house: SimpleNamespace, to_revise: Practice) -> None:
    assert [remind(now=after(days, to_revise)) for days in (6.9, 7, 8)] == [0, 1, 0]
    assert told() == [("autrice", "A sheet still waits for your changes")]


@pytest.mark.parametrize("way", ["role", "account"])
def test_where_the_author_left_the_managers_are_reminded(house: SimpleNamespace, to_revise: Practice, way: str) -> None:
    if way == "role":
        end_role(role=house.author.roles.get(), by=None)
    else:
        User.objects.filter(pk=house.author.pk).update(is_active=False)
    remind(now=after(7, to_revise))
    assert told() == [("directrice", "A sheet still waits for your changes")]


def test_the_wait_begins_anew_with_each_step(house: SimpleNamespace, submitted: Practice) -> None:
    remind(now=after(21, submitted))
    decide(submitted, house.manager, "sent_on")
    assert (review_of(submitted).state.reminders, remind(now=after(6.9, submitted))) == (0, 0)


def test_nobody_is_reminded_of_what_lies_in_the_bin_or_is_withdrawn(
    house: SimpleNamespace, submitted: Practice
) -> None:
    late = after(7, submitted)
    Practice.objects.filter(pk=submitted.pk).update(life=Life.WITHDRAWN)
    withdrawn = remind(now=late)
    Practice.objects.filter(pk=submitted.pk).update(life=Life.UNPUBLISHED)
    put_in_bin(practice=submitted, by=house.author)
    assert (withdrawn, remind(now=late), told()) == (0, 0, [])


def test_one_broken_sheet_does_not_keep_the_others_waiting(
    house: SimpleNamespace, submitted: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    broken = ReviewState.objects.get(workflow_state__object_id=str(submitted.pk))
    broken.pk = broken.id = broken.taskstate_ptr_id = None
    workflow = broken.workflow_state
    workflow.pk, workflow.object_id, workflow.current_task_state = None, "999999", None
    workflow.save()
    broken.workflow_state, broken.waiting_since = workflow, broken.waiting_since - timedelta(days=1)
    broken.save()
    assert (remind(now=after(7, submitted)), told()) == (1, [("directrice", "A sheet still waits for you")])
    assert "999999" in caplog.text


@pytest.mark.parametrize("way", ["ended", "related", "lapsed"])
def test_a_role_that_begins_or_ends_hands_the_sheet_back(house: SimpleNamespace, taken: Practice, way: str) -> None:
    role = house.reviewer.roles.get(kind="reviewer")
    if way == "ended":
        end_role(role=role, by=house.administrator)
    elif way == "related":
        grant_role(person=house.reviewer, kind="advisor", place=house.limoges, by=None)
    else:
        end_role(role=role, on=timezone.localdate() + timedelta(days=1), by=None)
        assert review_of(taken).is_held_by(house.reviewer)
        tomorrow = timezone.localdate() + timedelta(days=1)
        Role.objects.filter(pk=role.pk).update(begins=tomorrow - timedelta(days=2), ends=timezone.localdate())
        turn_roles()
    assert review_of(taken).state.taken_by is None
    assert journal(taken)[-1] == "practices.role_over"
    assert told() == [("reseau", "A sheet is back in the network’s queue")]


def test_who_is_suspended_hands_the_sheet_back_at_once_and_finds_it_in_the_queue_when_they_return(
    house: SimpleNamespace, taken: Practice
) -> None:
    suspend_account(person=house.reviewer, by=house.administrator)
    assert (review_of(taken).state.taken_by, journal(taken)[-1]) == (None, "practices.role_over")
    assert ("reseau", "A sheet is back in the network’s queue") in told()
    restore_account(person=house.reviewer, by=house.administrator)
    assert review_of(taken).state.taken_by is None
    reviewer = User.objects.get(pk=house.reviewer.pk)
    take_review(practice=fresh(taken), round_id=review_of(taken).state.pk, by=reviewer)
    assert review_of(taken).is_held_by(house.reviewer)


def test_where_the_only_manager_is_suspended_the_administrators_are_told_what_is_stuck(
    house: SimpleNamespace, submitted: Practice
) -> None:
    suspend_account(person=house.manager, by=house.administrator)
    assert ("reseau", "Nobody is left to review at Cité des métiers de Limoges") in told()


def test_another_role_leaves_the_sheet_in_its_hands(house: SimpleNamespace, taken: Practice) -> None:
    grant_role(person=house.reviewer, kind="translator", language="it", by=None)
    end_role(role=house.reviewer.roles.get(kind="advisor"), by=None)
    assert (review_of(taken).is_held_by(house.reviewer), told()) == (True, [])


@pytest.mark.parametrize("way", ["suspended", "bound"])
def test_what_no_signal_tells_the_clock_finds(house: SimpleNamespace, taken: Practice, way: str) -> None:
    if way == "suspended":
        User.objects.filter(pk=house.reviewer.pk).update(is_active=False)
    else:
        holder = Place.objects.create(slug="label", headline_fr="Label", zone="Label", form="holder", country="FR")
        Role.objects.filter(person=house.reviewer, place=house.geneve).update(place=holder)
        house.limoges.form, house.limoges.holder = "site", holder
        keep_place(place=house.limoges, by=None)
    assert release_held(now=timezone.now()) == 1
    assert (review_of(taken).state.taken_by, journal(taken)[-1]) == (None, "practices.role_over")


def test_where_the_last_manager_leaves_the_administrators_are_told_once(
    house: SimpleNamespace, submitted: Practice
) -> None:
    end_role(role=house.manager.roles.get(), by=None)
    assert told() == [("reseau", "Nobody is left to review at Cité des métiers de Limoges")]
    remind(now=after(7, submitted))
    assert told() == [("reseau", "A sheet still waits for you")]


def test_a_place_that_closes_keeps_its_readers_and_one_that_is_gone_has_the_administrators(
    house: SimpleNamespace, submitted: Practice
) -> None:
    house.limoges.life = "unlisted"
    keep_place(place=house.limoges, by=None)
    remind(now=after(7, submitted))
    closed = told()
    Place.objects.filter(pk=house.limoges.pk).delete()
    remind(now=after(14, submitted))
    assert (closed, told()) == (
        [("directrice", "A sheet still waits for you")], [("reseau", "A sheet still waits for you")],
    )  # fmt: skip


def test_the_letters_wait_for_a_mail_server_that_is_down(
    house: SimpleNamespace, submitted: Practice, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    monkeypatch.setattr("accounts.actions.mail.get_connection", refuse)
    remind(now=after(7, submitted))
    write_due_notices()
    with suppress(OSError):
        send_due_mail()
    assert OutgoingMail.objects.filter(sent_at__isnull=True).count() == 1
    assert review_of(submitted).state.reminders == 1


def refuse(*_args: object, **_kwargs: object) -> None:
    """Stand where the mail server stood."""
    raise OSError("no route to host")


def test_the_clock_knows_both_jobs(house: SimpleNamespace, submitted: Practice) -> None:
    ReviewState.objects.update(waiting_since=timezone.now() - timedelta(days=8))
    assert [job.call() for job in (tasks.release_held, tasks.remind)] == [0, 1]


def test_the_next_reminder_is_named_until_there_is_none(house: SimpleNamespace, taken: Practice) -> None:
    def words(**facts: object) -> str:
        state = ReviewState(waiting_since=datetime(2030, 3, 1, 12, tzinfo=timezone.get_default_timezone()), **facts)
        return next_reminder_words(Review("network_review", state))

    with translation.override("en"):
        assert [words(reminders=0), words(reminders=2), words(reminders=3), words(taken_by=house.reviewer)] == [
            "next reminder on March 8, 2030", "next reminder on March 22, 2030", "", "",
        ]  # fmt: skip
        assert next_reminder_words(review_of(fresh(taken))) == ""
