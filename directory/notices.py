"""Of what happens at places, are members told what, and who may still read it when they are?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Rhythm
from editorial.notices import Notice, Told, register_notice

from .models import Report
from .permissions import can_answer_report

REPORT_RECEIVED = "report_received"


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
