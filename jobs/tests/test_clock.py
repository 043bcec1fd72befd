from datetime import UTC, datetime, time, timedelta

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jobs.actions import draw_up_timetable, forget_finished_jobs, queue_due_jobs, take_up_interrupted_jobs
from jobs.clock import Rhythm, on_clock, rhythms
from jobs.models import Schedule
from jobs.presence import is_gone, present
from jobs.tasks import purge_finished_jobs

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


@task
def ring() -> str:
    return "ding"


HOURLY = Rhythm(task=ring, every=timedelta(hours=1))
DAILY = Rhythm(task=ring, at=time(3, 30))


def test_a_job_comes_back_after_its_pause_and_is_due_at_once_when_new():
    assert HOURLY.first_after(NOON) == NOON
    assert HOURLY.next_after(NOON) == NOON + timedelta(hours=1)


def test_a_daily_job_waits_for_its_hour_in_the_time_zone_of_the_site():
    half_past_three_in_paris = datetime(2031, 5, 5, 1, 30, tzinfo=UTC)
    assert DAILY.first_after(NOON) == half_past_three_in_paris
    assert DAILY.next_after(half_past_three_in_paris) == half_past_three_in_paris + timedelta(days=1)


@pytest.mark.parametrize("wrong", [{}, {"every": timedelta(1), "at": time(1)}, {"every": timedelta(0)}])
def test_a_rhythm_says_one_thing(wrong):
    with pytest.raises(ValueError, match="job"):
        on_clock(**wrong)


def test_the_purge_is_on_the_clock():
    assert rhythms()["jobs.tasks.purge_finished_jobs"].task == purge_finished_jobs


@pytest.mark.django_db
def test_the_timetable_follows_the_code_and_keeps_known_hours():
    Schedule.objects.create(name="gone.tasks.nothing", next_due=NOON)
    draw_up_timetable(rhythms={HOURLY.name: HOURLY}, now=NOON)
    draw_up_timetable(rhythms={HOURLY.name: HOURLY}, now=NOON + timedelta(days=1))
    assert list(Schedule.objects.values_list("name", "next_due")) == [(HOURLY.name, NOON)]


@pytest.mark.django_db
def test_a_due_job_is_queued_once_and_its_line_moves_on():
    known = {HOURLY.name: HOURLY}
    draw_up_timetable(rhythms=known, now=NOON)
    assert queue_due_jobs(rhythms=known, now=NOON) == [HOURLY.name]
    assert queue_due_jobs(rhythms=known, now=NOON) == []
    line = Schedule.objects.get()
    assert (line.last_run, line.next_due) == (NOON, NOON + timedelta(hours=1))
    assert DBTaskResult.objects.get().task_path == HOURLY.name


@pytest.mark.django_db
def test_a_job_still_waiting_is_not_queued_again():
    known = {HOURLY.name: HOURLY}
    draw_up_timetable(rhythms=known, now=NOON)
    queue_due_jobs(rhythms=known, now=NOON)
    assert queue_due_jobs(rhythms=known, now=NOON + timedelta(days=2)) == []
    assert Schedule.objects.get().next_due == NOON + timedelta(days=2, hours=1)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_the_job_of_a_worker_that_is_gone_is_done_again_and_that_of_a_living_one_left_alone(tmp_path):
    with present(tmp_path) as dead:
        ring.enqueue()
        lost = DBTaskResult.objects.get()
        lost.claim(dead)
    with present(tmp_path) as living:
        ring.enqueue()
        held = DBTaskResult.objects.exclude(pk=lost.pk).get()
        held.claim(living)
        assert take_up_interrupted_jobs(is_gone=lambda name: is_gone(tmp_path, name)) == 1
    lost.refresh_from_db()
    held.refresh_from_db()
    assert (lost.status, held.status) == ("READY", "RUNNING")


def test_of_another_machine_nothing_is_known(tmp_path):
    assert not is_gone(tmp_path, "elsewhere-12-abcd")


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_after_a_week_and_waiting_ones_never():
    for finished in (NOON - timedelta(days=8), NOON - timedelta(days=6), None):
        ring.enqueue()
        status = "SUCCESSFUL" if finished else "READY"
        DBTaskResult.objects.filter(finished_at=None, status="READY").update(status=status, finished_at=finished)
    assert forget_finished_jobs(before=NOON - timedelta(days=7)) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
