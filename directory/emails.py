"""Who is written to: those who answer a report, the reader who made it, and whoever is asked in."""

from django.urls import reverse
from django.utils.translation import override

from accounts.actions import notify
from accounts.emails import address_of, send_note

from .invitations import inviter_of
from .models import Invitation, Report
from .notices import REPORT_RECEIVED
from .people import administrators, managers_of


def tell_desk(report: Report) -> None:
    """Tell the managers of the report's place: kind, place and link, never its words.

    Where there is no place, or nobody manages it, the network administrators are told.
    """
    people = list(managers_of(report.place)) or list(administrators())
    notify(people=people, kind=REPORT_RECEIVED, about=report, key=str(report.pk))


def tell_reader(report: Report) -> None:
    """Send the answer to the reader who left an address, in the language they read the page in."""
    if not report.reply_to:
        return
    context = {"report": report, "link": address_of(report.path)}
    send_note(
        address=report.reply_to, language=report.language, template="directory/letters/report_answered", context=context
    )


def ask_in(invitation: Invitation, token: str) -> None:
    """Write to who is asked in: who asks, in which role, where, the word they were given, and the link that works once."""
    with override(invitation.written_in):
        context = {
            "invitation": invitation,
            "inviter": inviter_of(invitation),
            "until": invitation.expires_at,
            "link": address_of(reverse("come_in", kwargs={"token": token})),
        }
    send_note(
        address=invitation.address,
        language=invitation.written_in,
        template="directory/letters/invitation",
        context=context,
    )
