"""`manage.py invite_administrator ADDRESS`: who may do everything else."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from directory.actions import invite_administrator


class Command(BaseCommand):
    """Makes somebody a network administrator and mails them how to come in; may be run again."""

    help = "Make the owner of an address a network administrator, and mail them a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, and the language of a new account."""
        parser.add_argument("address")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )

    def handle(self, *args: Any, address: str, language: str, **options: Any) -> None:
        """Do it, or say in one sentence why not."""
        try:
            validate_email(address)
        except ValidationError as refusal:
            raise CommandError(f"{address} is not an e-mail address.") from refusal
        person = invite_administrator(address=address, language=language, by=None)
        self.stdout.write(f"{person.email} is a network administrator; a letter with a link is on its way.")
