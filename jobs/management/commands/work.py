"""The worker: does queued jobs, with the clock beside it."""

import functools
import logging
import os
import threading
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, run_with_reloader
from django_tasks_db.management.commands.db_worker import Worker

from jobs.actions import draw_up_timetable, queue_due_jobs, take_up_interrupted_jobs
from jobs.clock import rhythms
from jobs.models import Schedule
from jobs.presence import is_gone, present

log = logging.getLogger(__name__)


def tick(now: datetime) -> list[str]:
    """Queue what is due at `now`; give the names queued. Asks without a lock first: most ticks find nothing."""
    return queue_due_jobs(rhythms=rhythms(), now=now) if Schedule.objects.due(now).exists() else []


def keep_time(stop: threading.Event, pause: float) -> None:
    """Tick until told to stop; a tick that fails is logged and the next one tries again."""
    while not stop.wait(pause):
        try:
            tick(timezone.now())
        except Exception:  # the clock must outlive a database that is away for a minute
            log.exception("The clock missed a tick.")
            connections.close_all()
        close_old_connections()
    connections.close_all()


class Command(BaseCommand):
    """`manage.py work`."""

    help = "Do queued jobs, and queue what is due on the clock."
    requires_system_checks: list[str] = []  # `make check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due and queued now, then leave.")
        parser.add_argument("--interval", type=float, default=0.5, help="Seconds between two looks (%(default)s).")
        parser.add_argument("--reload", action="store_true", help="Start again when the code changes.")

    def handle(self, *, once: bool, interval: float, reload: bool, **options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # being told to stop is no warning
        if reload and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            run_with_reloader(lambda: None)  # the watcher: starts this command again, which then works
            return
        folder = Path(settings.DATA) / "workers"
        with present(folder) as name:
            worker = Worker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=interval,
                batch=once,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=name,
            )
            take_up_interrupted_jobs(is_gone=functools.partial(is_gone, folder))
            draw_up_timetable(rhythms=rhythms(), now=timezone.now())
            tick(timezone.now())
            if once:
                worker.run()
            elif reload:
                worker.configure_signals()
                run_with_reloader(self.work, worker, interval)
            else:
                worker.configure_signals()
                self.work(worker, interval)

    def work(self, worker: Worker, interval: float) -> None:
        """Run the worker with the clock beside it, and stop the clock with it."""
        stop = threading.Event()
        clock = threading.Thread(target=keep_time, args=(stop, max(interval, 0.1)), name="clock", daemon=True)
        clock.start()
        try:
            worker.run()
        finally:
            stop.set()
            clock.join(timeout=5)
