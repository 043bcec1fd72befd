"""As whom does somebody act on a sheet: their function and place, in the reader's words, with a name only if they show one."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from directory.models import Role, RoleKind

from .models import Practice

NETWORK = (RoleKind.REVIEWER, RoleKind.ADMINISTRATOR)


class Signatures:
    """How each of some people signs what they say about a sheet (one query for all of them)."""

    def __init__(self, practice: Practice, people: Iterable[Any]) -> None:
        self.practice = practice
        known = {person.pk for person in people if person is not None}
        self.roles: dict[int, list[Role]] = {pk: [] for pk in known}
        if known:
            for role in Role.objects.current().filter(person__in=known).select_related("place").order_by("pk"):
                self.roles[role.person_id].append(role)

    def of(self, person: Any) -> str:
        """Give the signature of `person`: "Ana · manager, Limoges", "reviewer, Genève", "former member"."""
        if person is None or not self.roles.get(person.pk):
            return _("former member")
        function = self.function(self.roles[person.pk])
        return f"{person.shown_name} · {function}" if person.shown_name else function

    def function(self, roles: list[Role]) -> str:
        """Give the function that counts here: the one at the sheet's own place, else the network's, else the first."""
        place = self.practice.place
        near = {place.pk, place.mother_id, place.holder_id} - {None} if place is not None else set()
        here = [role for role in roles if role.place_id in near]
        manager = [role for role in here if role.kind == RoleKind.MANAGER]
        network = [role for role in roles if role.kind in NETWORK]
        role = (manager or here or network or roles)[0]
        where = role.place or next((other.place for other in roles if other.place is not None), None)
        words = str(role.get_kind_display())
        if where is None or role.kind == RoleKind.ADMINISTRATOR:
            return words
        return _("%(function)s, %(place)s") % {"function": words, "place": where.zone}
