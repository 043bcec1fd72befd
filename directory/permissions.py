"""Who may what with places and roles, and what every other app asks of a person's roles.

Roles at a label holder or a mother Cité hold at its sites and associated centres.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .models import Invitation, Place, Report, Role, RoleKind
from .models.roles import AT_A_PLACE, IN_THE_CMS


@dataclass(frozen=True)
class Held:
    """What one person holds today: every role's kind, the places by kind, the languages they translate into."""

    kinds: frozenset[str]
    places: dict[str, frozenset[int]]
    languages: frozenset[str]
    above: frozenset[int] = frozenset()
    """The mother Cités and label holders of the places where something is held."""

    def at(self, place: Place | None, *kinds: str) -> bool:
        """Say whether one of `kinds` (any, by default) is held at `place`, its label holder or its mother Cité."""
        if place is None:
            return False
        reached = {key for key in (place.pk, place.mother_id, place.holder_id) if key is not None}
        return any(self.places.get(kind, frozenset()) & reached for kind in kinds or AT_A_PLACE)

    @property
    def at_places(self) -> frozenset[int]:
        """The keys of the places where any role of a place is held."""
        return frozenset[int]().union(*(self.places.get(kind, frozenset()) for kind in AT_A_PLACE))

    @property
    def managed(self) -> frozenset[int]:
        """Give the keys of the places that are managed."""
        return self.places.get(RoleKind.MANAGER, frozenset())

    @property
    def own(self) -> frozenset[int]:
        """Give the keys of the places where something is held, in any function."""
        return frozenset[int]().union(*self.places.values())

    def related_to(self, place: Place | None) -> bool:
        """Say whether something is held at `place`, its label holder, its mother, its sites or its associated centres."""
        return place is not None and (self.at(place) or place.pk in self.above)


NOTHING = Held(frozenset(), {}, frozenset())


def held_by(user: Any) -> Held:
    """Give what `user` holds today, read once per request (one query); nothing for readers and inactive accounts."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOTHING
    known = getattr(user, "_held", None)
    if known is None:
        known = user._held = read_roles(user)
    return known


def read_roles(user: Any) -> Held:
    """Read `user`'s current roles from the database."""
    facts = ("kind", "place_id", "language", "place__mother_id", "place__holder_id")
    return held_in(user.roles.current().values_list(*facts))


def roles_of(user: Any) -> list[Role]:
    """Give `user`'s current roles with their places; what they hold is known from then on, by the same one query."""
    roles = list(user.roles.current().select_related("place").order_by("pk"))
    places = [(role.place.mother_id, role.place.holder_id) if role.place else () for role in roles]
    rows = zip(roles, places, strict=True)
    user._held = held_in((role.kind, role.place_id, role.language, *higher) for role, higher in rows)
    return roles


def held_in(roles: Iterable[tuple[Any, ...]]) -> Held:
    """Give what these roles are worth: of each its kind, its place, its language, and the places above it."""
    places: dict[str, set[int]] = {}
    kinds, languages, above = set(), set(), set()
    for kind, place, language, *higher in roles:
        kinds.add(kind)
        above.update(key for key in higher if key is not None)
        if place:
            places.setdefault(kind, set()).add(place)
        if language:
            languages.add(language)
    held = {kind: frozenset(found) for kind, found in places.items()}
    return Held(frozenset(kinds), held, frozenset(languages), frozenset(above))


def forget_roles(user: Any) -> None:
    """Make the next question about `user` read the roles again; called by the actions that change them."""
    user._held = None


def is_member(user: Any) -> bool:
    """Say whether `user` holds any role today."""
    return bool(held_by(user).kinds)


def is_administrator(user: Any) -> bool:
    """Say whether `user` is a network administrator today."""
    return RoleKind.ADMINISTRATOR in held_by(user).kinds


def reviews(user: Any) -> bool:
    """Say whether `user` may review for the network: a reviewer, or a network administrator."""
    return bool(held_by(user).kinds & {RoleKind.REVIEWER, RoleKind.ADMINISTRATOR})


def is_related_to(user: Any, place: Place | None) -> bool:
    """Say whether `user` works today at `place`, its label holder, its mother Cité, its sites or its associated centres."""
    return held_by(user).related_to(place)


def is_editor(user: Any) -> bool:
    """Say whether `user` edits the network's standing pages and vocabularies."""
    return bool(held_by(user).kinds & {RoleKind.EDITOR, RoleKind.ADMINISTRATOR})


def still_edits(user: Any) -> bool:
    """Say whether no role that opened `/cms/` to `user` is over, were the clock that writes so to stand still."""
    return is_editor(user) or not user.roles.of_kind(*IN_THE_CMS).exists()


def has_role_at(user: Any, place: Place | None) -> bool:
    """Say whether `user` works at `place`, its label holder or its mother Cité, in any function."""
    return held_by(user).at(place)


def manages(user: Any, place: Place | None) -> bool:
    """Say whether `user` is a manager of `place`, of its label holder or of its mother Cité."""
    return held_by(user).at(place, RoleKind.MANAGER)


def translates(user: Any, language: str) -> bool:
    """Say whether `user` is a translator of `language`."""
    return language in held_by(user).languages


def can_write_translation(user: Any, thing: Any) -> bool:
    """Say whether `user` may write a translation of `thing`: any member may, of whatever is published."""
    return is_member(user) and bool(thing.may_be_translated())


def can_publish_translation(user: Any, thing: Any, language: str) -> bool:
    """Say whether `user` may publish a translation of `thing`, one's own or a colleague's, and confirm that it still holds.

    A translator of that language, or a network administrator.
    """
    return can_write_translation(user, thing) and (translates(user, language) or is_administrator(user))


def can_answer_report(user: Any, report: Report) -> bool:
    """Say whether `user` may read and answer what a reader reported: roles at the place, network administrators."""
    return has_role_at(user, report.place) or is_administrator(user)


def can_see_people(user: Any) -> bool:
    """Say whether `user` has a list of who does what: managers, of their places; network administrators, of the network."""
    return RoleKind.MANAGER in held_by(user).kinds or is_administrator(user)


def can_see_everybody(user: Any) -> bool:
    """Say whether `user` may open anybody's page and the whole journal of roles: network administrators."""
    return is_administrator(user)


def can_look_after(user: Any, place: Place | None) -> bool:
    """Say whether `user` may give and end the roles at `place` and read its journal: its managers and administrators."""
    return manages(user, place) or is_administrator(user)


def can_give_role(user: Any, kind: str, place: Place | None) -> bool:
    """Say whether `user` may give a role of some kind, or invite to it: managers one at their place, administrators any."""
    return is_administrator(user) or (kind in AT_A_PLACE and manages(user, place))


def can_end_role(user: Any, role: Any) -> bool:
    """Say whether `user` may end a role: managers one at their place, network administrators any."""
    return is_administrator(user) or manages(user, role.place)


def can_leave(user: Any, place: Place) -> bool:
    """Say whether `user` holds a role at `place` itself, which they may end: anybody may leave."""
    return any(place.pk in held_by(user).places.get(kind, frozenset()) for kind in AT_A_PLACE)


def can_suspend(user: Any, person: Any) -> bool:
    """Say whether `user` may suspend the account of `person`: network administrators, never their own."""
    return is_administrator(user) and person.pk != user.pk and person.is_active


def can_restore(user: Any, person: Any) -> bool:
    """Say whether `user` may open a suspended account again: network administrators, and nobody an erased one."""
    return is_administrator(user) and person.suspended_at is not None and person.erased_at is None


def can_see_reports(user: Any) -> bool:
    """Say whether `user` has a list of reported pages: who works at a place, and network administrators."""
    return bool(held_by(user).at_places) or is_administrator(user)


def can_see_invitations(user: Any) -> bool:
    """Say whether `user` asks people in at all: managers and network administrators."""
    return RoleKind.MANAGER in held_by(user).kinds or is_administrator(user)


def can_change_invitation(user: Any, invitation: Invitation) -> bool:
    """Say whether `user` may send an invitation again or withdraw it: who may give what it offers."""
    return can_give_role(user, invitation.kind, invitation.place)


def can_take_first_steps(user: Any) -> bool:
    """Say whether the first steps are there for `user`: members, at the first visit and whenever they wish to look again."""
    return is_member(user)
