"""The vocabularies of the house, brought into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.actions import load_terms
from editorial.vocabularies import vocabularies_of_the_house


class Command(BaseCommand):
    """`manage.py load_vocabularies`."""

    help = "Create the terms of the vocabularies that are missing; those that exist stay as the editors made them."

    def handle(self, **options: Any) -> None:
        created = load_terms(vocabularies=vocabularies_of_the_house(), by=None)
        self.stdout.write(f"{created} terms created.")
