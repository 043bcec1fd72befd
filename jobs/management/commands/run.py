"""The site and its worker. `manage.py` comes here without loading Django first; this is for `call_command` and `help`."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobs.launch import launch


class Command(BaseCommand):
    """`manage.py run`."""

    help = "Prepare the site, then run it with its worker until Ctrl-C."
    requires_system_checks: list[str] = []  # `make check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reload", action="store_true", help="Start again when the code changes.")

    def handle(self, *, port: int, reload: bool, **options: Any) -> None:
        sys.exit(launch(port=port, reload=reload))
