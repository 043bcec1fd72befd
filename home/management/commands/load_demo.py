"""`manage.py load_demo`: a living site in six languages, for looking around; may be run again."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demo.letters import no_letters
from home.demo.pages import load_standing
from home.demo.people import load_invitations, load_members, load_places
from home.demo.sheets import load_sheets
from home.demo.told import settle_told


class Command(BaseCommand):
    """Brings what is missing of the demo content; what exists stays as people made it."""

    help = "Bring the demo content: places, members, pages, sheets. What exists is left as it is."

    def handle(self, **options: Any) -> None:
        """Bring it, or refuse where demo accounts have no business."""
        if not settings.DEMO:
            raise CommandError("Demo accounts have a known password: they are for the demo settings only.")
        call_command("set_up", verbosity=0)
        with no_letters():
            made = {
                "places": load_places(),
                "members": load_members(),
                "invitations": load_invitations(),
                "pages and figures": load_standing(),
                "sheets": load_sheets(),
            }
            settle_told()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {what}" for what, number in made.items()))
