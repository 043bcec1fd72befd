"""Of what sheets do, what are members told: in which words, and who may still read it when they are?

The words name kind, place and step, never anything of the text.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.actions import notify
from accounts.models import Rhythm, User
from editorial.notices import Notice, Told, register_notice

from .models import READABLE, Practice
from .permissions import can_read_draft, can_read_versions, can_review, works_on
from .review import NO_REVIEW, reviews_of

WORDS: dict[str, dict[str, str | Promise]] = {
    "review_waiting": {
        "to_review": _("A sheet waits for your review: %(sheet)s"),
        "to_take": _("A sheet waits for a reviewer: %(sheet)s"),
        "resumed": _("A sheet is back from its author: %(sheet)s"),
        "held_two_days_more": _("Two days left for a sheet you took: %(sheet)s"),
        "back_in_queue": _("A sheet is back in the network’s queue: %(sheet)s"),
    },
    "review_decided": {
        "sent_on": _("Your sheet is with the network now: %(sheet)s"),
        "published": _("Your sheet is published: %(sheet)s"),
        "to_revise": _("Your sheet comes back with remarks: %(sheet)s"),
        "declined": _("Your sheet is not published: %(sheet)s"),
    },
    "review_reminder": {
        "reminder": ngettext_lazy(
            "A sheet has waited for you for %(days)d day: %(sheet)s",
            "A sheet has waited for you for %(days)d days: %(sheet)s",
            "days",
        ),
        "reminder_to_revise": ngettext_lazy(
            "A sheet has waited for your changes for %(days)d day: %(sheet)s",
            "A sheet has waited for your changes for %(days)d days: %(sheet)s",
            "days",
        ),
    },
    "sheet_to_update": {
        "marked": _("To update by %(until)s: %(sheet)s"),
        "due": _("To update soon, by %(until)s: %(sheet)s"),
    },
    "look_again": {"look_again": _("You meant to look again on %(until)s, what came of it? %(sheet)s")},
    "sheet_life": {
        "archived": _("Archived: %(sheet)s"),
        "withdrawn": _("Withdrawn: %(sheet)s"),
        "brought_back": _("Brought back: %(sheet)s"),
        "declared": _("Still true: %(sheet)s"),
        "handed_on": _("A sheet is yours now: %(sheet)s"),
    },
}
"""What is said of each event of each kind; `what` in the facts of a notification names it."""
NAMES: dict[str, str | Promise] = {
    "review_waiting": _("A sheet waits for my review"),
    "review_decided": _("A review of my sheet is decided"),
    "review_reminder": _("What waits for me still waits"),
    "sheet_to_update": _("A sheet of my place is to be updated"),
    "look_again": _("The day to look at results has come"),
    "sheet_life": _("A sheet is archived, withdrawn, brought back or handed on"),
}
VIEWS = {"published": "practice"} | dict.fromkeys(
    (*WORDS["review_waiting"], "reminder"),
    "review_practice",
)
"""Where an event leads; all others to the draft."""


def tell(
    people: Iterable[User], kind: str, practice: Practice, key: str, facts: Mapping[str, Any], *, by: Any = None
) -> None:
    """Tell `people`, but `by`, of something that happened to a sheet, once for each `key`.

    `facts` has `what` (one of `WORDS[kind]`), `days` for a reminder, `until` (a day as ISO writes it) where the words
    say one, and `view` where the link leads elsewhere than the event's own page. Raises KeyError for other events.
    """
    WORDS[kind][facts["what"]]
    notify(people=people, kind=kind, about=practice, key=key, facts=facts, by=by)


def load(ids: Iterable[str]) -> dict[str, Any]:
    """Give sheets by their key, with their place, their co-signing places and where their review stands, in a fixed number of queries."""
    sheets = list(Practice.objects.filter(pk__in=ids).select_related("place").prefetch_related("cosigning"))
    reviews = reviews_of(sheets) if sheets else {}
    for sheet in sheets:
        sheet.review_now = reviews.get(sheet.pk, NO_REVIEW)
    return {str(sheet.pk): sheet for sheet in sheets}


def say(practice: Practice, facts: Mapping[str, Any]) -> Told:
    """Give what the reader of a notification is told of a sheet, in the language being written."""
    what = facts["what"]
    words = next(told[what] for told in WORDS.values() if what in told)
    until = facts.get("until")
    parts = {
        "sheet": sheet_in_words(practice),
        "days": facts.get("days", 0),
        "until": date_format(date.fromisoformat(until), "DATE_FORMAT") if until else "",
    }
    headline = practice.shown("headline") if practice.live else None
    return Told(
        sentence=str(words % parts),
        address=address_of(practice, facts),
        title=headline.text if headline else practice.draft_headline,
        lang=headline.lang if headline else practice.original_language,
    )


def sheet_in_words(practice: Practice) -> str:
    """Give the code, the kind and the place of a sheet, as far as there are any."""
    kind = practice.term("kind") or practice.get_form_display()
    return ", ".join(str(part) for part in (practice.code, kind, practice.place) if part)


def address_of(practice: Practice, facts: Mapping[str, Any]) -> str:
    """Give the address an event leads to: its reader's page once published, else the reviewing page or the draft."""
    view = facts.get("view") or VIEWS.get(facts["what"], "write_practice")
    return reverse(view, kwargs={"slug": practice.slug} if view == "practice" else {"pk": practice.pk})


def may_read_draft(user: Any, practice: Practice) -> bool:
    """Say what `can_read_draft` says of a sheet read by `load`, without asking where its review stands once more."""
    if can_review(user, practice):
        return works_on(user, practice) or practice.review_now.is_with_network
    return can_read_draft(user, practice)


def may_read_sheet(user: Any, practice: Practice) -> bool:
    """Say whether `user` may read a sheet, published or not."""
    return practice.life in READABLE or can_read_versions(user, practice) or may_read_draft(user, practice)


def register(kind: str, may_still_be_read: Callable[[Any, Practice], bool]) -> None:
    """Make a kind of event about sheets known, mailed at once unless somebody wishes otherwise."""
    register_notice(
        Notice(
            kind=kind,
            name=NAMES[kind],
            default=Rhythm.EACH.value,
            load=load,
            say=say,
            may_still_be_read=may_still_be_read,
        )
    )


for of_drafts in ("review_waiting", "review_reminder"):
    register(of_drafts, may_read_draft)
for of_sheets in ("review_decided", "sheet_to_update", "look_again", "sheet_life"):
    register(of_sheets, may_read_sheet)
