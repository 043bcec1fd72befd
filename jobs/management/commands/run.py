"""The site and its worker, started and stopped together."""

import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from jobs.servers import port_in_use, run_together

HOST = "127.0.0.1"  # demo accounts sign in from this machine only; the real site stands behind a proxy


def demo_accounts() -> list[tuple[str, str, str]]:
    """Give (role, address, password) of the demo accounts, none where there is no demo.

    Asked by name: `home` stands above this app, which may not import it.
    """
    if not settings.DEMO or find_spec("home.demo") is None:
        return []
    return getattr(import_module("home.demo"), "demo_accounts", list)()


class Command(BaseCommand):
    """`manage.py run`."""

    help = "Prepare the site, then run it with its worker until Ctrl-C."
    requires_system_checks: list[str] = []  # `make check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--reload", action="store_true", help="Start again when the code changes.")

    def handle(self, *, port: int, reload: bool, **options: Any) -> None:
        if port_in_use(HOST, port):
            raise CommandError(f"Port {port} is in use. Stop what uses it, or choose another: make run PORT={port + 1}")
        call_command("prepare")
        self.greet(port)
        connections.close_all()
        if reload:
            site = ["manage.py", "runserver", f"{HOST}:{port}"]
            worker = ["manage.py", "work", "--reload"]
        else:
            site = ["-m", "daphne", "-b", HOST, "-p", str(port), "--verbosity", "0", "network.asgi:application"]
            worker = ["manage.py", "work"]
        env = {"SITE_ADDRESS": f"http://localhost:{port}", **os.environ, "PYTHONUNBUFFERED": "1"}
        os.chdir(settings.ROOT)
        if code := run_together([[sys.executable, *site], [sys.executable, *worker]], env):
            raise CommandError("The site or its worker left by itself; its last lines say why.", returncode=code)

    def greet(self, port: int) -> None:
        """Say where the site is and who can sign in."""
        self.stdout.write(f"\n  http://localhost:{port}/      Ctrl-C stops the site and its worker.\n\n")
        accounts = demo_accounts()
        width = max((len(role) for role, _, _ in accounts), default=0)
        for role, address, password in accounts:
            self.stdout.write(f"  {role:<{width}}  {address}  {password}")
        self.stdout.write("")
        self.stdout.flush()
