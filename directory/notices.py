"""Of what happens at places, are members told what, and who may still read it when they are?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Rhythm
from editorial.notices import Notice, Told, register_notice

from .models import Place, Report, Role
from .names import function_of
from .permissions import can_answer_report, can_see_everybody

REPORT_RECEIVED = "report_received"
ROLE_GIVEN, ROLE_ENDED = "role_given", "role_ended"
PLACE_WITHOUT_MANAGER = "place_without_manager"


def load(ids: Iterable[str]) -> dict[str, Any]:
    """Give reports by their key, with their place (one query)."""
    return {str(report.pk): report for report in Report.objects.to_show().filter(pk__in=ids)}


def say(report: Report, facts: Mapping[str, Any]) -> Told:
    """Give what the reader is told of a report: kind of page and place, never its words."""
    about = {"kind": report.kind, "place": report.place}
    if report.place is not None:
        sentence = _("A reader reports a page: %(kind)s, %(place)s") % about
    else:
        sentence = _("A reader reports a page: %(kind)s") % about
    address = reverse("answer_report", kwargs={"pk": report.pk})
    return Told(sentence=sentence, address=address, title=report.title, lang=report.title_language)


register_notice(
    Notice(
        kind=REPORT_RECEIVED,
        name=gettext_lazy("A reader reports a page"),
        default=Rhythm.EACH.value,
        load=load,
        say=say,
        may_still_be_read=can_answer_report,
    )
)


def load_roles(ids: Iterable[str]) -> dict[str, Any]:
    """Give roles by their key, with their place (one query)."""
    return {str(role.pk): role for role in Role.objects.to_show().filter(pk__in=ids)}


def load_places(ids: Iterable[str]) -> dict[str, Any]:
    """Give places by their key (one query)."""
    return {str(place.pk): place for place in Place.objects.filter(pk__in=ids)}


def say_given(role: Role, _facts: Mapping[str, Any]) -> Told:
    """Give what somebody is told of a role of theirs that begins."""
    about = {"function": function_of(role), "day": date_format(role.begins)}
    return Told(_("From %(day)s on you are here as: %(function)s") % about, reverse("my_roles"))


def say_ended(role: Role, _facts: Mapping[str, Any]) -> Told:
    """Give what somebody is told of a role of theirs that ends."""
    about = {"function": function_of(role), "day": date_format(role.ends) if role.ends else ""}
    return Told(_("From %(day)s on you are no longer here as: %(function)s") % about, reverse("my_roles"))


def say_without_manager(place: Place, _facts: Mapping[str, Any]) -> Told:
    """Give what the network administrators are told of a place nobody manages."""
    sentence = _("Nobody manages this place any more: %(place)s") % {"place": place.zone}
    return Told(sentence, reverse("place_people", kwargs={"pk": place.pk}))


def is_own(person: Any, role: Role) -> bool:
    """Say whether a role is `person`'s own; nobody else is told of it."""
    return role.person_id == person.pk


register_notice(
    Notice(ROLE_GIVEN, gettext_lazy("You are given a role"), Rhythm.EACH.value, load_roles, say_given, is_own)
)
register_notice(
    Notice(ROLE_ENDED, gettext_lazy("A role of yours ends"), Rhythm.EACH.value, load_roles, say_ended, is_own)
)
register_notice(
    Notice(
        kind=PLACE_WITHOUT_MANAGER,
        name=gettext_lazy("A place has no manager any more"),
        default=Rhythm.EACH.value,
        load=load_places,
        say=say_without_manager,
        may_still_be_read=lambda person, _place: can_see_everybody(person),
    )
)
