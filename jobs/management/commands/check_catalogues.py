"""Checks the catalogues: nothing missing, fuzzy or placeholder-breaking in any language."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobs.catalogues import Fault, check_all, strings_of_catalogue
from jobs.gathering import can_gather, strings_of_code


class Command(BaseCommand):
    """`manage.py check_catalogues`."""

    help = "Say, with file and line, what is missing, fuzzy or broken in the catalogues; fail when something is."
    requires_system_checks: list[str] = []  # catalogues need no checked site

    def handle(self, **options: Any) -> None:
        languages = [code for code, _ in settings.LANGUAGES]
        root = Path(settings.ROOT)
        faults = check_all(root, languages)
        if can_gather():
            known = strings_of_catalogue(root / "locale" / languages[0] / "LC_MESSAGES" / "django.po")
            asked = strings_of_code(root).items()
            faults += [Fault(file, 1, key[1], "not gathered: make messages") for key, file in asked if key not in known]
        else:
            self.stdout.write(
                "Not checked: strings of the code no catalogue has. That needs gettext: apt install gettext"
            )
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} faults in the catalogues.")
        self.stdout.write(f"Catalogues complete in {len(languages)} languages.")
