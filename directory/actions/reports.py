"""What readers report is taken, answered by those it concerns, and their addresses are forgotten in time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import OutgoingMail, User
from multilingual.signals import announce

from .. import emails
from ..models import Place, Report


class AlreadyAnswered(Exception):
    """A colleague was first; `report` says who, when and what."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.pk)
        self.report = report


@dataclass(frozen=True)
class Reported:
    """The page a reader speaks of: the thing, whose it is, its title as they saw it, where they were."""

    thing: Any
    place: Place | None
    title: str
    title_language: str
    path: str


def same_report(*, page: Reported, sentence: str, reply_to: str) -> Report | None:
    """Give the report that said the same of the same page within the last hour, None where there is none."""
    return Report.objects.alike(drawn(page, sentence=sentence, language="", reply_to=reply_to)).first()


def drawn(page: Reported, *, sentence: str, language: str, reply_to: str) -> Report:
    """Give a report that is not written yet."""
    return Report(
        place=page.place,
        subject_type=ContentType.objects.get_for_model(page.thing),
        subject_id=str(page.thing.pk),
        title=" ".join(page.title.split())[:300],
        title_language=page.title_language,
        path=page.path[:500],
        sentence=sentence,
        language=language,
        reply_to=reply_to,
        made_at=timezone.now(),
    )


def mark_of(report: Report) -> str:
    """Give the mark two identical reports of the same clock hour share; nobody without the secret key can make it."""
    said = [report.subject_type_id, report.subject_id, report.sentence, report.reply_to, f"{report.made_at:%Y%m%d%H}"]
    return salted_hmac("directory.reports", repr(said), algorithm="sha256").hexdigest()


@transaction.atomic
def report_page(*, page: Reported, sentence: str, language: str, reply_to: str = "", by: User | None) -> Report:
    """Take what somebody says of a page and tell those who answer; said twice within the hour, it is one report.

    `by` is who is signed in, if anybody: it is not written down, a report belongs to nobody.
    """
    report = drawn(page, sentence=sentence, language=language, reply_to=reply_to)
    known = Report.objects.alike(report).first()
    if known is not None:
        return known
    report.once = mark_of(report)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:  # the second of two clicks came between our question and our writing
        return Report.objects.get(once=report.once)
    announce(report, "reported")
    emails.tell_desk(report)
    return report


@transaction.atomic
def answer_report(*, report: Report, state: str, answer: str = "", by: User) -> Report:
    """Close a report as answered, corrected or declined, and write to who left an address; give it.

    Raises `AlreadyAnswered` when a colleague was first.
    """
    found = Report.objects.select_for_update(of=("self",)).to_show().get(pk=report.pk)
    if not found.is_open:
        raise AlreadyAnswered(found)
    found.state, found.answer, found.answered_by, found.answered_at = state, answer, by, timezone.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    announce(found, "answered")
    emails.tell_reader(found)
    return found


@transaction.atomic
def forget_addresses(*, now: datetime | None = None) -> int:
    """Forget the addresses kept for their time, and the letters that carried them; give how many reports lost theirs."""
    due = list(Report.objects.with_address_to_forget(now or timezone.now()).select_for_update())
    for report in due:
        OutgoingMail.objects.done_before(timezone.now()).filter(recipients=[report.reply_to]).delete()
        report.reply_to, report.once = "", None
        report.save(update_fields=["reply_to", "once"])
    return len(due)
