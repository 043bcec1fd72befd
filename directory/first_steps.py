"""What is there to take at the first visit: the steps in order, what one is and where, what one can do here."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import FirstStep

from .models import Mailbox, Place, Role, RoleKind
from .models.roles import AT_A_PLACE
from .names import function_of
from .permissions import Held, held_by

STEPS = (FirstStep.LANGUAGE, FirstStep.PLACE, FirstStep.ACTS)


def step_after(step: str) -> str:
    """Give the step that follows one, or that they are done."""
    order = [*STEPS, FirstStep.DONE]
    return order[order.index(step) + 1] if step in STEPS else FirstStep.DONE


def is_under_way(user: Any) -> bool:
    """Say whether somebody who came in by an invitation has steps left to take or to leave out."""
    return user.conditions_accepted_at is not None and user.first_steps != FirstStep.DONE


class Function(NamedTuple):
    """What somebody is, in words, where, and the mailbox that answers there."""

    name: str
    place: Place | None
    mailbox: str


def functions_of(person: Any) -> list[Function]:
    """Give what `person` is today, in the reader's language, and whom to ask where something is wrong (two queries)."""
    roles = list(Role.objects.current().filter(person=person).select_related("place").order_by("pk"))
    boxes: dict[int, str] = {}
    for box in Mailbox.objects.filter(place__in=[role.place_id for role in roles if role.place_id]):
        boxes.setdefault(box.place_id, box.address)
    return [Function(function_of(role), role.place, boxes.get(role.place_id or 0, "")) for role in roles]


class Act(NamedTuple):
    """One thing somebody can do here, and where."""

    words: str
    address: str


def acts_of(user: Any) -> list[Act]:
    """Give what `user` can do here, by the functions they hold today, in the reader's language (one query)."""
    return list(acts(held_by(user)))


def acts(held: Held) -> Iterator[Act]:
    """Give the acts of those who hold this much."""
    if held.kinds & {*AT_A_PLACE, RoleKind.ADMINISTRATOR}:
        yield Act(_("Write a practice sheet for your place"), reverse("start_practice"))
        yield Act(_("See and go on with the drafts of your place"), reverse("my_drafts"))
        yield Act(_("Answer what readers report"), reverse("reports"))
    if held.kinds & {RoleKind.MANAGER, RoleKind.ADMINISTRATOR}:
        yield Act(_("Invite colleagues, see who does what"), reverse("invitations"))
    for language in sorted(held.languages):
        yield Act(_("Translate what waits, and publish it"), reverse("translation_queue", kwargs={"code": language}))
    if held.kinds & {RoleKind.EDITOR, RoleKind.ADMINISTRATOR}:
        yield Act(_("Look after the pages and the words of the network"), reverse("wagtailadmin_home"))
    yield Act(_("Read what other places have tried"), reverse("practices"))
    yield Act(_("Find what waits for you on your desk"), reverse("desk"))
