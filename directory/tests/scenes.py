"""Places and people for the tests of any app."""

from itertools import count

from django.test import Client

from accounts.actions import open_account
from accounts.models import User
from directory.actions import grant_role, save_place
from directory.models import Place

numbers = count(1)


def a_place(slug: str = "limoges", form: str = "cite", **facts) -> Place:
    """Describe a place with one mailbox."""
    language = facts.pop("original_language", "fr")
    given = {
        "zone": slug.title(),
        "country": "FR",
        "names": {language: f"Cité {slug}"},
        "mailboxes": [("contact", f"contact@{slug}.example")],
    }
    return save_place(slug=slug, form=form, original_language=language, by=None, **{**given, **facts})


def a_person(kind: str = "", place: Place | None = None, language: str = "fr", **role) -> User:
    """Open an account and give its owner a role; `translates` names the language of a translator."""
    person = open_account(email=f"person-{next(numbers)}@membres.example", language=language, by=None)
    if kind:
        grant_role(person=person, kind=kind, place=place, language=role.pop("translates", ""), by=None, **role)
    return person


def signed_in(person: User) -> Client:
    """Give a browser in which `person` is signed in."""
    browser = Client()
    browser.force_login(person)
    return browser
