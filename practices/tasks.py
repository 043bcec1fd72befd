"""What runs on the clock for sheets."""

from datetime import time, timedelta

from django_tasks import task

from jobs.clock import on_clock

from . import actions


@on_clock(at=time(3, 40))
@task()
def empty_bin() -> None:
    """Delete for good the drafts that lay in the bin for thirty days."""
    actions.empty_bin()


@on_clock(every=timedelta(hours=1))
@task()
def release_held() -> int:
    """Put back in the queue what reviewers held for seven days, and warn those who have two days left; give how many."""
    return actions.release_held()


@on_clock(every=timedelta(hours=1))
@task()
def remind() -> int:
    """Remind those a review has waited for 7, 14 and 21 days; give for how many sheets."""
    return actions.remind()


@on_clock(at=time(6, 30))
@task()
def remind_life() -> int:
    """Remind the people of sheets to update, and of results to look at; give of how many sheets."""
    return actions.remind_life()
