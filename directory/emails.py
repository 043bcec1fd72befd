"""Who is told of a report: those who answer it (kind, place and link, never its words), then the reader who left an address."""

from accounts.actions import notify
from accounts.emails import address_of, send_note

from .models import Report
from .notices import REPORT_RECEIVED
from .people import administrators, managers_of


def tell_desk(report: Report) -> None:
    """Tell the managers of the report's place; the network administrators where there is no place, or nobody manages it."""
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
