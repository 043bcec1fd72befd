"""Everything between a checkout and a site that answers; what is already done is not done again."""

from argparse import ArgumentParser
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from jobs.catalogues import compile_all, is_compiled
from jobs.preparation import do_steps, inputs, outdated, write_stamp


def demo_accounts() -> str:
    """Give a line per demo account: role, address, password; nothing where there is no demo.

    Asked by name: `home` stands above this app, which may not import it.
    """
    if not settings.DEMO or find_spec("home.demo") is None:
        return ""
    accounts = getattr(import_module("home.demo"), "demo_accounts", list)()
    width = max((len(role) for role, _, _ in accounts), default=0)
    return "".join(f"  {role:<{width}}  {address}  {password}\n" for role, address, password in accounts)


def missing() -> set[str]:
    """Give the steps whose result is not there, whatever the stamp says of them."""
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    there = {
        "database": "django_migrations" in connection.introspection.table_names(),
        "demo": "django_migrations" in connection.introspection.table_names(),
        "catalogues": is_compiled(Path(settings.ROOT)),
        "static files": manifest is None or (Path(settings.STATIC_ROOT) / manifest).exists(),
    }
    return {name for name, is_there in there.items() if not is_there}


class Command(BaseCommand):
    """`manage.py prepare`."""

    help = "Bring database, catalogues, static files and demo content up to date with the code."
    requires_system_checks: list[str] = []  # `make check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="Do every step, done or not.")

    def handle(self, *, again: bool, **options: Any) -> None:
        folder, root = Path(settings.DATA), Path(settings.ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        wanted = inputs(root).keys() if again else missing() | set(outdated(root, folder))
        steps = {name: do for name, do in self.steps().items() if name in wanted}
        do_steps(steps, root=root, folder=folder)
        write_stamp(folder, accounts=demo_accounts())

    def steps(self) -> dict[str, Callable[[], object]]:
        """Give the steps these settings ask for: no demo in production, no collected files where apps serve theirs."""
        steps: dict[str, Callable[[], object]] = {"database": self.migrate, "catalogues": self.compile}
        if hasattr(staticfiles_storage, "manifest_name"):
            steps["static files"] = self.collect
        if settings.DEMO and "load_demo" in get_commands():
            steps["demo"] = self.load_demo
        return steps

    def say(self, sentence: str) -> None:
        """Say what is being done, at once: a first start takes a minute."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def migrate(self) -> None:
        """Bring the tables up to date."""
        self.say("Preparing the database…")
        call_command("migrate", interactive=False, verbosity=0)

    def compile(self) -> None:
        """Compile the catalogues."""
        self.say("Compiling the catalogues…")
        compile_all(Path(settings.ROOT))

    def collect(self) -> None:
        """Gather and compress the static files."""
        self.say("Collecting the static files…")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)

    def load_demo(self) -> None:
        """Load the demo content."""
        self.say("Loading the demo content…")
        call_command("load_demo", verbosity=0)
