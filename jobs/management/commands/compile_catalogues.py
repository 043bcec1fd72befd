"""Compiles the catalogues with polib: running the site needs no gettext."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jobs.catalogues import compile_all


class Command(BaseCommand):
    """`manage.py compile_catalogues`."""

    help = "Write the .mo file of every catalogue."
    requires_system_checks: list[str] = []  # catalogues need no checked site

    def handle(self, **options: Any) -> None:
        for twin in compile_all(Path(settings.ROOT)):
            self.stdout.write(str(twin.relative_to(settings.ROOT)))
