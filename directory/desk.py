"""What stands on desks: the first steps of who has just come in, what readers report, invitations nobody answered."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editorial.registry import DeskRow, DeskSection, desk_rows

from .first_steps import is_under_way
from .models import Invitation, Report, Role
from .names import function_of
from .permissions import can_see_invitations, can_see_reports

SHOWN = 8
"""Rows on the desk; the rest is one link away."""


@desk_rows(2)
def steps_left(user: Any) -> Iterable[DeskSection]:
    """Lead who has just come in to the first steps, until they are taken or left out (no query)."""
    if is_under_way(user):
        row = DeskRow(title=_("Settle in: three small pages"), url=reverse("first_steps"), verb=_("Go on"))
        yield DeskSection(heading=_("First steps"), rows=[row])


@desk_rows(35)
def reported_pages(user: Any) -> Iterable[DeskSection]:
    """Give the reports that wait for this person's places, the longest waiting first (one query)."""
    if not can_see_reports(user):
        return
    waiting = list(Report.objects.for_desk_of(user).open().to_show()[: SHOWN + 1])
    if waiting:
        yield DeskSection(
            heading=_("Reported pages"),
            rows=[report_row(report) for report in waiting[:SHOWN]],
            more_url=reverse("reports") if len(waiting) > SHOWN else "",
            more_label=_("All the reported pages"),
        )


def report_row(report: Report) -> DeskRow:
    """Give the row of one report: the page, what kind it is and whose, since when."""
    return DeskRow(
        title=report.title,
        url=reverse("answer_report", kwargs={"pk": report.pk}),
        verb=pgettext("a reader", "Answer"),
        why=" · ".join([report.kind, *([report.place.zone] if report.place else [])]),
        since=report.made_at,
        lang=report.title_language,
    )


@desk_rows(60)
def unanswered_invitations(user: Any) -> Iterable[DeskSection]:
    """Give the invitations this person may send again, that nobody answered within their fourteen days (one query)."""
    if not can_see_invitations(user):
        return
    old = Invitation.objects.for_desk_of(user).too_old(timezone.now()).select_related("place")
    found = list(old[: SHOWN + 1])
    if found:
        yield DeskSection(
            heading=_("Invitations without an answer"),
            rows=[invitation_row(invitation) for invitation in found[:SHOWN]],
            more_url=reverse("invitations") if len(found) > SHOWN else "",
            more_label=_("All the invitations"),
        )


def invitation_row(invitation: Invitation) -> DeskRow:
    """Give the row of one invitation: to whom, in which role, since when it is too old."""
    role = Role(kind=invitation.kind, place=invitation.place, language=invitation.language)
    return DeskRow(
        title=invitation.address,
        url=reverse("invitations"),
        verb=_("Ask again or withdraw"),
        why=capfirst(function_of(role)),
        since=invitation.expires_at,
    )
