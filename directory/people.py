"""Who is where: the people of a place, the administrators of the network, the places of a person. One query each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User

from .models import Place, Role, RoleKind
from .models.roles import AT_A_PLACE
from .permissions import held_by, is_administrator


def holding(roles: QuerySet[Role]) -> QuerySet[User]:
    """Give the active people who hold today one of `roles`, each once."""
    return User.objects.filter(Exists(roles.current().filter(person=OuterRef("pk"))), is_active=True).order_by("pk")


def above(place: Place) -> set[int]:
    """Give the keys of `place`, its label holder and its mother Cité: a role at any of them holds at `place`."""
    return {key for key in (place.pk, place.holder_id, place.mother_id) if key is not None}


def managers_of(place: Place | None) -> QuerySet[User]:
    """Give today's managers of `place`, of its label holder and of its mother Cité; nobody for no place."""
    if place is None:
        return User.objects.none()
    return holding(Role.objects.of_kind(RoleKind.MANAGER).filter(place__in=above(place)))


def colleagues_at(place: Place | None) -> QuerySet[User]:
    """Give who works today at `place`, its label holder or its mother Cité, in any function; nobody for no place."""
    if place is None:
        return User.objects.none()
    return holding(Role.objects.of_kind(*AT_A_PLACE).filter(place__in=above(place)))


def has_other_manager(place: Place | None, *, than: Iterable[int | None]) -> bool:
    """Say whether `place` has a manager today other than the people whose keys are `than`."""
    return managers_of(place).exclude(pk__in=[key for key in than if key is not None]).exists()


def administrators() -> QuerySet[User]:
    """Give today's network administrators."""
    return holding(Role.objects.of_kind(RoleKind.ADMINISTRATOR))


def reviewers() -> QuerySet[User]:
    """Give today's reviewers of the network, with their current roles and the places of these in memory."""
    current = Prefetch("roles", Role.objects.current().select_related("place"), to_attr="roles_today")
    return holding(Role.objects.of_kind(RoleKind.REVIEWER)).prefetch_related(current)


def places_of(user: Any) -> QuerySet[Place]:
    """Give the places `user` may start a sheet for: their own, sites and centres under them; administrators all."""
    places = Place.objects.signing()
    if is_administrator(user):
        return places
    held = held_by(user)
    own = frozenset[int]().union(*(held.places.get(kind, frozenset()) for kind in AT_A_PLACE))
    return places.filter(Q(pk__in=own) | Q(mother__in=own) | Q(holder__in=own))


def below(place: Place) -> QuerySet[Place]:
    """Give the sites and associated centres of `place`: its managers look after their people too."""
    return Place.objects.filter(Q(mother=place) | Q(holder=place)).by_name()


def places_looked_after(user: Any) -> QuerySet[Place]:
    """Give the places whose people `user` looks after: those managed, with all under them; administrators every place."""
    if is_administrator(user):
        return Place.objects.by_name()
    own = held_by(user).places.get(RoleKind.MANAGER, frozenset())
    return Place.objects.filter(Q(pk__in=own) | Q(mother__in=own) | Q(holder__in=own)).by_name()


def known_around(place: Place) -> QuerySet[User]:
    """Give the active people with a role at `place`, above it or below it, today or soon: a manager takes them from a list."""
    near = Q(place__in=above(place)) | Q(place__mother=place) | Q(place__holder=place)
    roles = Role.objects.lasting().filter(near, person=OuterRef("pk"))
    return User.objects.filter(Exists(roles), is_active=True).order_by("pk")
