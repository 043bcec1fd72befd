"""What the bench looks at: a thousand sheets in six languages, the network's own pages, and people who write."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from PIL import Image

from accounts.actions import open_account
from accounts.models import User
from directory.actions import grant_role, save_place
from directory.models import Place
from editorial.actions import keep_picture, publish_picture
from home.demo.pages import load_standing
from practices.actions import save_draft, start_practice, submit_practice
from practices.models import Figure, Practice
from practices.tests.conftest import complete, fresh
from practices.tests.factories import many_practices
from practices.versions import version

SHEETS = 1_000
DRAFTS = 200
PICTURES = 2
READ = "sheet-3"
"""The slug of the sheet that is read: five steps, three results and two pictures, all in six languages."""


@contextmanager
def database() -> Iterator[None]:
    """Make a database for the bench alone, and take it away afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def set_scene() -> SimpleNamespace:
    """Publish the sheets and bring the people; give who is needed."""
    call_command("set_up", verbosity=0)
    load_standing()
    many_practices(SHEETS)
    illustrate(Practice.objects.get(slug=READ))
    limoges = save_place(
        slug="limoges",
        names={"fr": "Cité des métiers de Limoges"},
        mailboxes=[("contact", "contact@limoges.cites.example")],
        form="cite",
        zone="Limoges",
        country="FR",
        by=None,
    )
    people = SimpleNamespace(
        limoges=limoges,
        author=member("autrice", "advisor", limoges),
        manager=member("directrice", "manager", limoges),
        reviewer=member("relectrice", "reviewer"),
        editor=member("redaction", "editor"),
    )
    for number in range(DRAFTS):
        start_practice(place=limoges, form="full", language="fr", headline=f"Brouillon {number}", by=people.author)
    return people


def member(name: str, kind: str, place: Place | None = None, language: str = "") -> User:
    """Open an account with a role."""
    user = open_account(email=f"{name}@membres.example", language="fr", by=None)
    grant_role(person=user, kind=kind, place=place, language=language, by=None)
    return User.objects.get(pk=user.pk)


def illustrate(practice: Practice) -> None:
    """Give a published sheet its pictures, as publication would."""
    target = BytesIO()
    Image.new("RGB", (1600, 1000), "#7a8f6a").save(target, "PNG")
    for order in range(PICTURES):
        upload = SimpleUploadedFile("picture.png", target.getvalue(), content_type="image/png")
        private = keep_picture(upload=upload, home=practice, by=None)
        image = publish_picture(private=private, alt="Un atelier")
        Figure.objects.create(practice=practice, sort_order=order, file=private, image=image, alt_fr="Un atelier")


def draft(people: Any, *, submitted: bool = False) -> Practice:
    """Write a complete sheet; submit it where asked."""
    practice = start_practice(place=people.limoges, form="full", language="fr", by=people.author)
    save_draft(practice=practice, changes=complete(), expected=version(fresh(practice)), by=people.author)
    if submitted:
        submit_practice(practice=practice, expected=version(fresh(practice)), by=people.author)
    return fresh(practice)
