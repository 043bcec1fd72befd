"""What the directory forgets of a person, and what it tells them before: whom they leave, which words are places'."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from editorial.forgetting import Concern, Forgotten, concern, eraser, own_words
from multilingual.languages import CODES, column

from .actions.forgetting import forget_person, last_administrator_words
from .actions.roles import is_last_manager
from .models import Mailbox, Place, Role, RoleKind


@eraser
def forget(forgotten: Forgotten) -> None:
    """Forget a person in roles, invitations and reports."""
    forget_person(forgotten=forgotten)


@concern
def whom_they_leave(person: Any) -> Iterable[Concern]:
    """Say that nobody would administer the network, or manage a place, any more."""
    administering = Role.objects.administering()
    if administering.filter(person=person).exists() and not administering.exclude(person=person).exists():
        yield Concern(last_administrator_words(), stops=True)
    for role in Role.objects.lasting().of_kind(RoleKind.MANAGER).filter(person=person).to_show().order_by("pk"):
        if is_last_manager(role):
            sentence = _(
                "You are the only manager of %(place)s. The network administrators are told to find another one."
            )
            yield Concern(sentence % {"place": role.place})


@own_words
def places() -> Iterable[str]:
    """Give what places are called, and the mailboxes of their functions: they are nobody's name and nobody's address."""
    names = ("zone", *(column("headline", code) for code in CODES))
    for words in Place.objects.rewrite(False).order_by("pk").values_list(*names):
        yield from (word for word in words if word)
    yield from Mailbox.objects.order_by("pk").values_list("address", flat=True)
