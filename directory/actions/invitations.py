"""The first network administrator is called in from the command line; the others by people."""

from django.db import transaction

from accounts.actions import open_account
from accounts.emails import password_link, send_letter
from accounts.models import User

from ..models import RoleKind
from .roles import grant_role


@transaction.atomic
def invite_administrator(*, address: str, language: str, by: User | None) -> User:
    """Make the owner of `address` a network administrator and mail them how to come in; give the person.

    They get an account if they have none, in `language`. Done again, it changes nothing and mails a fresh link.
    """
    person = open_account(email=address, language=language, by=by)
    grant_role(person=person, kind=RoleKind.ADMINISTRATOR, by=by)
    send_letter(to=person, template="directory/letters/administrator", context={"link": password_link(person)})
    return person
