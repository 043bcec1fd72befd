"""Gathers the strings of the code into the six catalogues (`make messages`)."""

import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs.gathering import can_gather, gather


class Command(BaseCommand):
    """`manage.py gather_strings`."""

    help = "Bring the catalogues up to date with the code."
    requires_system_checks: list[str] = []  # catalogues need no checked site

    def handle(self, **options: Any) -> None:
        if not can_gather():
            raise CommandError("Gathering strings needs GNU gettext: apt install gettext")
        try:
            gather(Path(settings.ROOT), [code for code, _ in settings.LANGUAGES])
        except subprocess.CalledProcessError as error:
            raise CommandError(error.stderr) from error
