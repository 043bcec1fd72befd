"""What would become of each row of a list of invitations: asked in, or refused for which reason?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from multilingual.languages import CODES, OWN_NAMES

from .actions import drawn_up
from .addresses import check_address
from .forms.invitations import WORD_LIMIT
from .models import Invitation, Place, Role, RoleKind
from .models.roles import AT_A_PLACE
from .permissions import can_give_role
from .reading_csv import ADDRESS, KIND, LANGUAGE, LETTER, PLACE, WORD, Row, plain

Offer = tuple[str, str, int | None, str]
"""Address, role, key of the place, language: what is offered but once."""


class RowRefused(Exception):
    """A row nobody is asked in by; its words say why."""


@dataclass(frozen=True)
class Judged:
    """One row with what becomes of it: an invitation, or the reason why there is none."""

    row: Row
    invitation: Invitation | None = None
    reason: str = ""


@dataclass(frozen=True)
class Defaults:
    """What holds for the rows that do not say it."""

    kind: str = ""
    place: Place | None = None
    language: str = ""
    written_in: str = ""
    word: str = ""


def words_for(label: Callable[[str], str], keys: Iterable[str]) -> dict[str, str]:
    """Give `keys` by what they are called in each of the six languages, and by themselves."""
    known = {plain(key): key for key in keys}
    for code in CODES:
        with override(code):
            known |= {plain(label(key)): key for key in keys}
    return known


class Judge:
    """Knows what somebody may offer, and says of each row of a list what becomes of it (four queries, however many rows)."""

    def __init__(self, by: User, defaults: Defaults) -> None:
        self.by, self.defaults = by, defaults
        self.kinds = words_for(lambda kind: str(RoleKind(kind).label), RoleKind.values)
        names = dict(settings.LANGUAGES)
        self.languages = words_for(lambda code: _(names[code]), CODES)
        self.languages |= {plain(name): code for code, name in OWN_NAMES.items()}
        self.places = dict(places_by_name())

    def judge(self, rows: Iterable[Row]) -> list[Judged]:
        """Say of each row, in order, what becomes of it."""
        drawn = [self.draw(row) for row in rows]
        addresses = {each.invitation.address for each in drawn if each.invitation is not None}
        held, waiting = offers_held(addresses), offers_waiting(addresses)
        first: dict[Offer, int] = {}
        return [self.compared(each, held, waiting, first) for each in drawn]

    def draw(self, row: Row) -> Judged:
        """Draw up the invitation a row asks for, as far as the row alone can tell."""
        try:
            return Judged(row, self.invitation(row))
        except RowRefused as refusal:
            return Judged(row, reason=str(refusal))

    def invitation(self, row: Row) -> Invitation:
        """Give the invitation of a row; raises RowRefused."""
        address = User.objects.tidy(row.get(ADDRESS))
        try:
            check_address(address)
        except ValidationError as refusal:
            raise RowRefused(refusal.messages[0]) from refusal
        kind = self.kind_of(row)
        place = self.place_of(row) if kind in AT_A_PLACE else None
        language = self.language_of(row) if kind == RoleKind.TRANSLATOR else ""
        if not can_give_role(self.by, kind, place):
            raise RowRefused(_("This role is not yours to give there."))
        word = row.get(WORD) or self.defaults.word
        if len(word) > WORD_LIMIT:
            raise RowRefused(_("The personal word is longer than %(limit)s characters.") % {"limit": WORD_LIMIT})
        scope = {"place": place, "language": language, "written_in": self.letter_of(row)}
        return drawn_up(address=address, kind=kind, word=word, by=self.by, **scope)

    def kind_of(self, row: Row) -> str:
        """Give the role a row names, or the one for rows that name none."""
        return self.named(row.get(KIND), self.kinds, _("There is no role called “%(name)s”.")) or self.default(
            self.defaults.kind, _("No role is named here, and none was chosen for such rows.")
        )

    def place_of(self, row: Row) -> Place:
        """Give the place a row names, or the one for rows that name none."""
        return self.named(row.get(PLACE), self.places, _("There is no place called “%(name)s”.")) or self.default(
            self.defaults.place, _("No place is named here, and none was chosen for such rows.")
        )

    def language_of(self, row: Row) -> str:
        """Give the language a translator is asked for."""
        return self.named(row.get(LANGUAGE), self.languages, _("“%(name)s” is none of the six languages.")) or (
            self.default(self.defaults.language, _("A translator needs a language: none is named here."))
        )

    def letter_of(self, row: Row) -> str:
        """Give the language of the letter."""
        named = self.named(row.get(LETTER), self.languages, _("“%(name)s” is none of the six languages."))
        return named or self.defaults.written_in

    def named(self, name: str, known: dict[str, Any], refusal: str) -> Any:
        """Give what a cell names, None for an empty one; raises RowRefused for a name nobody knows."""
        if not name:
            return None
        found = known.get(plain(name))
        if found is None:
            raise RowRefused(refusal % {"name": name[:60]})
        return found

    def default(self, value: Any, refusal: str) -> Any:
        """Give what holds for rows that say nothing; raises RowRefused where nothing was chosen."""
        if not value:
            raise RowRefused(refusal)
        return value

    def compared(self, judged: Judged, held: set[Offer], waiting: set[Offer], first: dict[Offer, int]) -> Judged:
        """Refuse what is offered twice in the list, held already, or waits for an answer."""
        if judged.invitation is None:
            return judged
        offer = offer_of(judged.invitation)
        if offer in first:
            return Judged(judged.row, reason=_("The same as line %(number)s.") % {"number": first[offer]})
        first[offer] = judged.row.number
        if offer in held:
            return Judged(judged.row, reason=_("This person has this role already."))
        if offer in waiting:
            return Judged(judged.row, reason=_("This person is invited already, and has not answered yet."))
        return judged


def offer_of(invitation: Invitation) -> Offer:
    """Give what an invitation offers to whom."""
    return (invitation.address, invitation.kind, invitation.place_id, invitation.language)


def places_by_name() -> Iterator[tuple[str, Place]]:
    """Give the listed places by slug, zone, and name in every language; of two that share a name the first (one query)."""
    places = list(Place.objects.signing().by_name())
    for place in reversed(places):
        for code in CODES:
            if name := plain(getattr(place, f"headline_{code}") or ""):
                yield name, place
    for place in reversed(places):
        yield plain(place.zone), place
        yield plain(place.slug), place


def offers_held(addresses: Iterable[str]) -> set[Offer]:
    """Give which roles those people hold, or will (two queries)."""
    owners = EmailAddress.objects.filter(email__in=addresses, verified=True).values_list("user_id", "email")
    known: dict[int, list[str]] = {}
    for person, address in owners:
        known.setdefault(person, []).append(address)
    roles = Role.objects.lasting().filter(person__in=known)
    held = roles.values_list("person_id", "kind", "place_id", "language")
    return {(address, *offered) for person, *offered in held for address in known[person]}


def offers_waiting(addresses: Iterable[str]) -> set[Offer]:
    """Give which invitations to those addresses wait for an answer, also those that are too old (one query)."""
    pending = Invitation.objects.pending().filter(address__in=addresses)
    return set(pending.values_list("address", "kind", "place_id", "language"))
