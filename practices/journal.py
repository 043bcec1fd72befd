"""What happened to a sheet, line by line, in people's words: who did it, as whom, when, and which word they left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import PageLogEntry

from accounts.models import User
from directory.signing import Signatures
from multilingual.languages import CODES

from .comparing import label_of
from .drafted import read_draft
from .models import Practice, ReviewState, Version

WORDS: dict[str, str | Promise] = {
    "practices.start": gettext_lazy("Started the sheet"),
    "practices.bin": gettext_lazy("Put the draft in the bin"),
    "practices.restore": gettext_lazy("Took the draft out of the bin"),
    "practices.skip_place_review": gettext_lazy(
        "The place review was skipped: nobody there could read it but the author"
    ),
    "practices.review_anew": gettext_lazy("The review began anew: more changed than the remarks asked for"),
    "practices.take_back": gettext_lazy("Took the sheet back from review"),
    "practices.take_review": gettext_lazy("Took the sheet to review it"),
    "practices.give_back_review": gettext_lazy("Gave the sheet back to the queue"),
    "practices.hand_back_review": gettext_lazy("Sent the sheet back to the reviewer who had read it"),
    "practices.time_over": gettext_lazy("The sheet returned to the queue: the seven days were over"),
    "practices.role_over": gettext_lazy("The sheet returned to the queue: its reviewer may no longer review it"),
    "practices.decline": gettext_lazy("Declined the sheet"),
    "practices.add_remark": gettext_lazy("Wrote a remark"),
    "practices.change_remark": gettext_lazy("Changed a remark"),
    "practices.remove_remark": gettext_lazy("Removed a remark"),
    "practices.answer_remark": gettext_lazy("Answered a remark"),
    "practices.settle_remark": gettext_lazy("Marked a remark as done"),
    "practices.reopen_remark": gettext_lazy("Opened a remark again"),
    "practices.mark_to_update": gettext_lazy("Marked the sheet as to be updated"),
    "practices.declare_true": gettext_lazy("Declared that the text is still true"),
    "practices.archive": gettext_lazy("Put the sheet into the archive"),
    "practices.withdraw": gettext_lazy("Withdrew the sheet"),
    "practices.bring_back": gettext_lazy("Brought the sheet back"),
    "practices.miss_files": gettext_lazy("Some files could not be brought back: they are no longer kept"),
    "practices.cosign": gettext_lazy("Agreed that their place signs too"),
    "wagtail.create": pgettext_lazy("journal of a sheet", "Made the page"),
    "wagtail.edit": gettext_lazy("Changed the draft"),
    "wagtail.publish": pgettext_lazy("journal of a sheet", "Published"),
    "wagtail.unpublish": gettext_lazy("Took the sheet off the site"),
    "wagtail.workflow.start": gettext_lazy("Submitted the sheet for review"),
    "wagtail.workflow.resume": gettext_lazy("Submitted the sheet again"),
    "wagtail.workflow.cancel": gettext_lazy("The review ended"),
}
"""Action of Wagtail's log → what a person did; one that is not here has the label under which it was registered."""
VERDICTS: dict[tuple[str, str], str | Promise] = {
    ("place", "sent_on"): gettext_lazy("Place review: sent the sheet on to the network"),
    ("place", "published"): gettext_lazy("Place review: decided to publish"),
    ("place", "to_revise"): gettext_lazy("Place review: asked for a revision"),
    ("place", "declined"): gettext_lazy("Place review: declined the sheet"),
    ("network", "published"): gettext_lazy("Network review: decided to publish"),
    ("network", "to_revise"): gettext_lazy("Network review: asked for a revision"),
    ("network", "declined"): gettext_lazy("Network review: declined the sheet"),
}
"""Step and verdict of a round → what the reviewer did."""
DECISIONS = ("wagtail.workflow.approve", "wagtail.workflow.reject", "practices.decline")


@dataclass(frozen=True)
class Line:
    """A line of the journal: when, what, by whom; which word was left, in which language; what it leads to."""

    at: datetime
    what: str
    by: str
    comment: str = ""
    language: str = ""
    version: int | None = None


def entries_of(practice: Practice) -> Any:
    """Give what Wagtail's log has of a sheet, the newest first."""
    return PageLogEntry.objects.filter(page=practice.pk).order_by("-timestamp", "-pk")


def has_taken(person: Any, practice: Practice, state: ReviewState) -> bool:
    """Say whether `person` took a round of a sheet from the network's queue, also if they held it no more at its end."""
    if person.pk in (state.taken_by_id, state.finished_by_id):
        return True
    lasted = (state.started_at, state.finished_at)
    return entries_of(practice).filter(timestamp__range=lasted, data__holder=person.pk).exists()


def told(practice: Practice, entries: Iterable[PageLogEntry]) -> list[Line]:
    """Give entries of the log as people read them: at most five queries, however many entries there are."""
    entries = list(entries)
    people = User.objects.in_bulk({key for entry in entries for key in people_in(entry)})
    signatures = Signatures(practice.place, people.values())
    published = [entry.revision_id for entry in entries if entry.action == "wagtail.publish" and entry.revision_id]
    versions = Version.objects.filter(practice=practice, revision__in=published)
    numbers = dict(versions.values_list("revision_id", "number")) if published else {}
    draft = read_draft(practice) if any("about" in entry.data for entry in entries) else None
    return [line_of(entry, draft, people, signatures, numbers) for entry in entries]


def people_in(entry: PageLogEntry) -> set[int]:
    """Give the keys of everybody a line names."""
    named = {entry.user_id, *(entry.data.get(name) for name in ("from", "to", "holder"))}
    return {key for key in named if isinstance(key, int)}


def line_of(
    entry: PageLogEntry, draft: Any, people: dict[int, User], signatures: Signatures, numbers: dict[int, int]
) -> Line:
    """Give one entry as people read it."""
    person = people.get(entry.user_id) if entry.user_id else None
    number = numbers.get(entry.revision_id) if entry.action == "wagtail.publish" else None
    comment = str(entry.data.get("comment") or "")
    spoken = entry.data.get("language") or (person.language if person else "")
    return Line(
        at=entry.timestamp,
        what=happened(entry, draft, people, signatures, number),
        by=signatures.of(person) if entry.user_id else _("by itself, on the clock"),
        comment=comment,
        language=spoken if comment and spoken in CODES else "",
        version=number,
    )


def happened(
    entry: PageLogEntry, draft: Any, people: dict[int, User], signatures: Signatures, number: int | None
) -> str:
    """Give what happened, in the reader's language."""
    data = entry.data
    if entry.action in DECISIONS and (data.get("step"), data.get("verdict", "declined")) in VERDICTS:
        return str(VERDICTS[data["step"], data.get("verdict", "declined")])
    if entry.action == "practices.hand_on":
        return _("Handed the sheet on to: %(person)s") % {"person": signatures.of(people.get(data.get("to", 0)))}
    if entry.action == "practices.mark_to_update" and data.get("until"):
        day = date_format(date.fromisoformat(data["until"]), "DATE_FORMAT")
        return _("Marked the sheet as to be updated until %(day)s") % {"day": day}
    if number is not None:
        return _("Published version %(number)s") % {"number": number}
    words = str(WORDS.get(entry.action) or entry.message)
    if data.get("about"):
        return _("%(what)s: %(about)s") % {"what": words, "about": label_of(data["about"], draft)}
    return words
