"""As whom does somebody act: their function and place on a day, in the reader's words, with a name only if they show one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Place, Report, Role, RoleKind
from .models.roles import today
from .people import above

NETWORK = (RoleKind.REVIEWER, RoleKind.ADMINISTRATOR)


class Signatures:
    """How each of some people signs what they say about a thing of `place` on a day, today if none is said (one query)."""

    def __init__(self, place: Place | None, people: Iterable[Any], *, on: date | None = None) -> None:
        self.near = above(place) if place is not None else set()
        known = {person.pk for person in people if person is not None}
        self.roles: dict[int, list[Role]] = {pk: [] for pk in known}
        if known:
            held = Role.objects.on(on or today()).filter(person__in=known)
            for role in held.select_related("place").order_by("pk"):
                self.roles[role.person_id].append(role)

    def of(self, person: Any) -> str:
        """Give the signature of `person`: "Ana · manager, Limoges", "reviewer, Genève", "former member"."""
        if person is None or person.erased_at is not None or not self.roles.get(person.pk):
            return _("former member")
        function = self.function(self.roles[person.pk])
        return f"{person.shown_name} · {function}" if person.shown_name else function

    def function(self, roles: list[Role]) -> str:
        """Give the function that counts here: the one at the thing's own place, else the network's, else the first."""
        here = [role for role in roles if role.place_id in self.near]
        manager = [role for role in here if role.kind == RoleKind.MANAGER]
        network = [role for role in roles if role.kind in NETWORK]
        role = (manager or here or network or roles)[0]
        where = role.place or next((other.place for other in roles if other.place is not None), None)
        words = str(role.get_kind_display())
        if where is None or role.kind == RoleKind.ADMINISTRATOR:
            return words
        return _("%(function)s, %(place)s") % {"function": words, "place": where.zone}


def who_answered(report: Report) -> str:
    """Say to colleagues who answered `report`, as what they were that day, which is the network's (one query)."""
    at, zone = report.answered_at, timezone.get_default_timezone()
    day = timezone.localdate(at, timezone=zone) if at is not None else None
    return Signatures(report.place, [report.answered_by], on=day).of(report.answered_by)
