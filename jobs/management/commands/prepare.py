"""Everything between a checkout and a site that answers; what is already done is not done again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from jobs.catalogues import compile_all, is_compiled
from jobs.preparation import STAMP, Step, prepare

LOCK = "requirements/base.txt"


def of_apps(root: Path, pattern: str) -> tuple[str, ...]:
    """Give the pattern once per app: the root also holds data and a virtual environment, which no step reads."""
    return tuple(f"{package.parent.name}/{pattern}" for package in root.glob("[a-z]*/__init__.py"))


def has_tables() -> bool:
    """Say whether the database was ever migrated: a stamp must not outlive the database it speaks of."""
    return "django_migrations" in connection.introspection.table_names()


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=0)


def has_static_files() -> bool:
    """Say whether the collected files are there; a storage without a manifest serves them from the apps."""
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    return manifest is None or (Path(settings.STATIC_ROOT) / manifest).exists()


def collect_static_files() -> None:
    """Gather and compress the static files, unless the storage serves them from the apps."""
    if hasattr(staticfiles_storage, "manifest_name"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def load_demo() -> None:
    """Load the demo content where the settings ask for it."""
    if settings.DEMO and "load_demo" in get_commands():
        call_command("load_demo", verbosity=0)


class Command(BaseCommand):
    """`manage.py prepare`."""

    help = "Bring database, catalogues, static files and demo content up to date with the code."
    requires_system_checks: list[str] = []  # `make check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="Do every step, done or not.")

    def handle(self, *, again: bool, **options: Any) -> None:
        folder, root = Path(settings.DATA), Path(settings.ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        if again or not has_tables():
            (folder / STAMP).unlink(missing_ok=True)
        steps = self.steps(root)
        database = connection.settings_dict
        salt = " ".join(str(database[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
        salt += f" {hasattr(staticfiles_storage, 'manifest_name')} {settings.DEMO}"
        prepare(steps, root=root, folder=folder, salt=salt, say=self.say)

    def steps(self, root: Path) -> list[Step]:
        """Give the steps in their order, each with the files it depends on."""
        migrations = (LOCK, *of_apps(root, "migrations/*.py"))
        demo = (*migrations, "home/*.py", "home/demo/**/*", "home/management/**/*.py", "editorial/*.toml")
        catalogues = ("locale/**/*.po", *of_apps(root, "locale/**/*.po"))
        static = (LOCK, *of_apps(root, "static/**/*"))
        return [
            Step("database", "Preparing the database…", migrations, migrate),
            Step(
                "catalogues",
                "Compiling the catalogues…",
                catalogues,
                lambda: compile_all(root),
                lambda: is_compiled(root),
            ),
            Step("static files", "Collecting the static files…", static, collect_static_files, has_static_files),
            Step("demo", "Loading the demo content…", demo, load_demo),
        ]

    def say(self, sentence: str) -> None:
        """Say what is being done, at once: a first start takes a minute."""
        self.stdout.write(sentence)
        self.stdout.flush()
