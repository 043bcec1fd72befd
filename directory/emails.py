"""Who is told of a report: those who answer it (kind, place and link, never its words), then the reader who left an address."""

from django.urls import reverse

from accounts.emails import address_of, send_letter, send_note
from multilingual.languages import writing_in

from .models import Report
from .people import administrators, managers_of


def tell_desk(report: Report) -> None:
    """Tell the managers of the report's place; the network administrators where there is no place, or nobody manages it."""
    for person in list(managers_of(report.place)) or list(administrators()):
        with writing_in(person.language):
            link = address_of(reverse("answer_report", kwargs={"pk": report.pk}))
            context = {"kind": report.kind, "place": report.place, "link": link}
        send_letter(to=person, template="directory/letters/reported", context=context)


def tell_reader(report: Report) -> None:
    """Send the answer to the reader who left an address, in the language they read the page in."""
    if not report.reply_to:
        return
    context = {"report": report, "link": address_of(report.path)}
    send_note(
        address=report.reply_to, language=report.language, template="directory/letters/report_answered", context=context
    )
