"""Who is told of a change in the life of a sheet, in their own language: kind of sheet, place, state and link; never its words."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.emails import send_letter
from directory.people import managers_of
from directory.permissions import has_role_at
from multilingual.languages import writing_in

from .models import LifeChange, Practice


def people_of(practice: Practice) -> list[Any]:
    """Give the author of a sheet, while they are at its place, and the managers of the place (two queries)."""
    managers = list(managers_of(practice.place))
    author = practice.owner
    stays = author is not None and author.is_active and has_role_at(author, practice.place)
    return [*([author] if stays and author not in managers else []), *managers]


def tell_of_change(practice: Practice, *, kind: str, until: Any, by: Any) -> None:
    """Tell the people of a sheet, but who did it, that it was marked, declared true, archived, withdrawn or brought back."""
    for person in people_of(practice):
        if person.pk != getattr(by, "pk", None):
            write(person, practice, template=f"practices/mail/life_{kind}", view="practice_life", until=until)


def remind_of_update(change: LifeChange) -> None:
    """Remind the people of a sheet that it is to be updated until a day that is near, or has come."""
    for person in people_of(change.practice):
        write(person, change.practice, template="practices/mail/life_due", view="write_practice", until=change.until)


def ask_for_results(practice: Practice) -> None:
    """Ask the people of a sheet without results for those they meant to look at by today."""
    for person in people_of(practice):
        write(
            person,
            practice,
            template="practices/mail/look_again",
            view="write_practice",
            until=practice.look_again_on,
        )


def tell_new_author(practice: Practice, *, by: Any) -> None:
    """Tell somebody that a sheet is theirs now, unless they took it over themselves."""
    if practice.owner is not None and practice.owner_id != getattr(by, "pk", None):
        write(practice.owner, practice, template="practices/mail/handed_on", view="practice_life", until=None)


def write(person: Any, practice: Practice, *, template: str, view: str, until: Any) -> None:
    """Write one letter about a sheet in the person's language."""
    with writing_in(person.language):
        address = reverse(view, kwargs={"pk": practice.pk})
    context = {
        "kind": practice.term("kind"),
        "form": practice.get_form_display,
        "code": practice.code,
        "place": practice.place,
        "until": until,
        "link": f"{settings.SITE_ADDRESS}{address}",
    }
    send_letter(to=person, template=template, context=context)
