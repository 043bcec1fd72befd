"""Places are described, anew or again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from editorial.models import Term
from multilingual.actions import refresh_states, remember_source
from multilingual.languages import column
from multilingual.signals import announce

from ..models import LocalPole, Mailbox, Place


@transaction.atomic
def keep_place(*, place: Place, by: User | None) -> Place:
    """Save a place as it stands in memory, with its mailboxes and its local pôles; give it.

    Raises ValidationError when its bonds to other places go round in a circle or do not fit its form.
    """
    bound = [key for key in (place.pk, place.mother_id, place.holder_id) if key]
    list(
        Place.objects.select_for_update().filter(pk__in=bound).order_by("pk").values_list("pk")
    )  # nobody rebinds them meanwhile
    place.clean()
    place.save()
    refresh_states(thing=place)
    announce(place, "saved")
    return place


@transaction.atomic
def save_place(
    *,
    slug: str,
    names: Mapping[str, str],
    mailboxes: Iterable[tuple[str, str]] = (),
    poles: Iterable[tuple[str, str]] = (),
    by: User | None,
    **facts: Any,
) -> Place:
    """Describe the place known by `slug`, made if there is none; give it. Describing it twice the same changes nothing.

    `names` are by language, the original one among them; `mailboxes` are (function, address); `poles` are (key of the
    network's pôle, local name). `facts` are `form`, `zone`, `country`, `original_language`, `life`, `time_zone`,
    `mother`, `holder`. Raises ValidationError as `keep_place` does.
    """
    place = Place.objects.filter(slug=slug).first() or Place(slug=slug)
    for name, fact in facts.items():
        setattr(place, name, fact)
    for language, name in names.items():
        setattr(place, column("headline", language), name)
    place.full_clean(exclude=["headline"])
    place.mailboxes = mailboxes_of(place, mailboxes)
    place.local_poles = poles_of(place, poles)
    keep_place(place=place, by=by)
    original = place.text_in("headline", place.original_language)
    for language in names.keys() - {place.original_language}:
        remember_source(place, language, "headline", original, by=by)
    refresh_states(thing=place)
    return place


def mailboxes_of(place: Place, wanted: Iterable[tuple[str, str]]) -> list[Mailbox]:
    """Give the mailboxes a place shall have; those it has keep their rows, which sheets point to."""
    known = {box.address: box for box in place.mailboxes.all()}
    boxes = []
    for function, address in wanted:
        box = known.get(address) or Mailbox(address=address)
        box.function = function
        boxes.append(box)
    return boxes


def poles_of(place: Place, wanted: Iterable[tuple[str, str]]) -> list[LocalPole]:
    """Give the local pôles a place shall have, in order, in the language of the place."""
    terms = {term.key: term for term in Term.objects.of("pole")}
    known = {pole.name: pole for pole in place.local_poles.all()}
    poles = []
    for position, (key, name) in enumerate(wanted):
        pole = known.get(name) or LocalPole(name=name)
        pole.pole, pole.language, pole.position = terms.get(key), place.original_language, position
        poles.append(pole)
    return poles
