import threading

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jobs.management.commands import work
from jobs.models import Schedule


@task
def add(first: int, second: int) -> int:
    return first + second


@task
def fail() -> None:
    raise ArithmeticError("no")


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_is_queued_and_a_failing_job_does_not_stop_it():
    failed, added = fail.enqueue(), add.enqueue(2, 3)
    call_command("work", once=True)
    assert DBTaskResult.objects.get(pk=failed.id).status == "FAILED"
    assert DBTaskResult.objects.get(pk=added.id).return_value == 5


@pytest.mark.django_db(transaction=True)
def test_the_worker_draws_up_the_timetable_and_does_what_is_due():
    call_command("work", once=True)
    Schedule.objects.filter(name="jobs.tasks.purge_finished_jobs").update(next_due=timezone.now())
    call_command("work", once=True)
    assert DBTaskResult.objects.filter(task_path="jobs.tasks.purge_finished_jobs", status="SUCCESSFUL").exists()


def test_a_tick_that_fails_does_not_stop_the_clock(monkeypatch, caplog):
    stop, ticks = threading.Event(), []

    def tick(now):
        ticks.append(now)
        if len(ticks) == 2:
            stop.set()
        raise OSError("the database is away")

    monkeypatch.setattr(work, "tick", tick)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.connections, "close_all", lambda: None)
    work.keep_time(stop, 0.001)
    assert len(ticks) == 2
    assert "The clock missed a tick." in caplog.text
