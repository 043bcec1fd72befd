"""As whom did somebody answer a reader: their function that day, with a name only if they show one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Report, Role, RoleKind
from .people import above


def who_answered(report: Report) -> str:
    """Say who answered `report`, to colleagues: "Ana · advisor, Limoges", "network administrator" (one query)."""
    person = report.answered_by
    if person is None or report.answered_at is None:
        return _("a former member")
    held = Role.objects.on(timezone.localdate(report.answered_at)).filter(person=person).select_related("place")
    function = function_of(list(held.order_by("pk")), above(report.place) if report.place else set())
    return " · ".join(filter(None, (person.shown_name, function))) or _("a member")


def function_of(roles: list[Role], near: set[int]) -> str:
    """Give the function that let them answer: the one at a place that is `near`, else the network's; "" for none."""
    here = [role for role in roles if role.place_id in near]
    role = next(iter(here or [role for role in roles if role.kind == RoleKind.ADMINISTRATOR]), None)
    if role is None:
        return ""
    words = str(role.get_kind_display())
    return _("%(function)s, %(place)s") % {"function": words, "place": role.place.zone} if role.place else words
