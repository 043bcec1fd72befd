"""`manage.py set_up`: what every site needs before anybody comes, in production as in the demo."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from directory.actions import prepare_groups
from editorial.actions import load_terms
from editorial.vocabularies import vocabularies_of_the_house
from home.actions import open_to_editors, plant_tree
from home.models import StandingPage
from practices.actions import set_up_review


class Command(BaseCommand):
    """Plants the tree of pages, the workflow of sheets, the vocabularies and the editors' groups; may be run again."""

    help = "Make what every site needs: tree of pages, review, vocabularies, groups. Running it again changes nothing."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Do what is not done yet."""
        plant_tree(by=None)
        set_up_review()
        load_terms(vocabularies=vocabularies_of_the_house(), by=None)
        prepare_groups()
        open_to_editors(pages=StandingPage.objects.all())
        if options["verbosity"]:
            self.stdout.write("The site is set up.")
