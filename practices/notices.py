"""Of what sheets do, what are members told: in which words, and who may still read it when they are?

The words name kind, place and step, never anything of the text. `practices/templates/practices/mail/` has what a letter
about one event says below its sentence, under the event's name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions import notify
from accounts.models import Rhythm, User
from directory.models import Place
from directory.permissions import is_administrator, reviews
from editorial.notices import Notice, Told, register_notice
from editorial.vocabularies import terms_by_id

from .models import READABLE, Form, Practice, ReviewStep
from .permissions import can_read_draft, can_read_versions, can_review, works_on
from .review import NO_REVIEW, reviews_of

NOBODY_DECIDES = "nobody_decides"
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
        "reminder": _("A sheet still waits for you: %(sheet)s"),
        "reminder_to_revise": _("A sheet still waits for your changes: %(sheet)s"),
    },
    "review_over": {"nothing_left": _("Nothing left to review: %(sheet)s")},
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
    "review_over": _("A review I held has ended"),
    "sheet_to_update": _("A sheet of my place is to be updated"),
    "look_again": _("The day to look at results has come"),
    "sheet_life": _("A sheet is archived, withdrawn, brought back or handed on"),
}
VIEWS = (
    dict.fromkeys((*WORDS["review_waiting"], "reminder"), "review_practice")
    | dict.fromkeys((*WORDS["sheet_life"], "marked"), "practice_life")
    | {"published": "practice", "nothing_left": "desk"}
)
"""Where an event leads; all others to the draft."""


def tell(
    people: Iterable[User], kind: str, practice: Any, key: str, facts: Mapping[str, Any], *, by: Any = None
) -> None:
    """Tell `people`, but `by`, of something that happened to a sheet or its draft, once for each `key`.

    `facts` has `what` (one of `WORDS[kind]`), and what its letter says: `step`, `days`, `until` (a day) or `held_until`
    (a moment) as ISO writes them, `is_over`, `end`. Raises KeyError for other events.
    """
    WORDS[kind][facts["what"]]
    known = {"term": practice.kind_id, "form": practice.form}
    about = practice if isinstance(practice, Practice) else practice.page
    notify(people=people, kind=kind, about=about, key=key, facts={**known, **facts}, by=by)


def load(ids: Iterable[str]) -> dict[str, Any]:
    """Give sheets by their key with places, terms and where their review stands, in a fixed number of queries."""
    sheets = list(Practice.objects.filter(pk__in=ids).select_related("place").prefetch_related("cosigning"))
    standing, terms = (reviews_of(sheets), terms_by_id()) if sheets else ({}, {})
    for sheet in sheets:
        # inside a transaction nothing of the terms is kept: each question of them would be two of the database
        sheet.review_now, sheet.terms_now = standing.get(sheet.pk, NO_REVIEW), terms
    # the draft of a published sheet names its own co-signing places; no other revision is needed
    prefetch_related_objects(
        [sheet for sheet in sheets if sheet.live and sheet.has_unpublished_changes], "latest_revision"
    )
    return {str(sheet.pk): sheet for sheet in sheets}


def say(practice: Practice, facts: Mapping[str, Any]) -> Told:
    """Give what the reader of a notification is told of a sheet, in the language being written."""
    what = facts["what"]
    words = words_of(practice, facts)
    sentence = next(told[what] for told in WORDS.values() if what in told)
    sheet = ", ".join(str(part) for part in (words["code"], words["kind"] or words["form"], words["place"]) if part)
    until = date_format(words["until"], "DATE_FORMAT") if words["until"] else ""
    headline = practice.shown("headline") if practice.live else None
    told = Told(
        sentence=str(sentence % {"sheet": sheet, "until": until}),
        address=address_of(practice, facts),
        title=headline.text if headline else practice.draft_headline,
        lang=headline.lang if headline else practice.original_language,
        letter=f"practices/mail/{what}.txt",
        words=words,
    )
    # who held a review that is over may no longer read the draft
    return replace(told, title="", lang="") if what == "nothing_left" else told


def words_of(practice: Practice, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give what sentences and letters say of a sheet: code, kind and place; step, days and moments of the event."""
    until, held_until = facts.get("until"), facts.get("held_until")
    form, step = facts.get("form") or practice.form, facts.get("step")
    return {
        "code": practice.code,
        "kind": practice.terms_now.get(facts.get("term") or practice.kind_id),
        "form": Form(form).label if form in Form.values else "",
        "place": practice.place or "",
        "step": ReviewStep(step).label if step else "",
        "days": facts.get("days", 0),
        "until": date.fromisoformat(until) if until else None,
        "held_until": datetime.fromisoformat(held_until) if held_until else None,
        "is_over": facts.get("is_over", False),
        "end": facts.get("end", ""),
    }


def address_of(practice: Practice, facts: Mapping[str, Any]) -> str:
    """Give the address an event leads to: its reader's page once published, else the reviewing page or the draft."""
    view = VIEWS.get(facts["what"], "write_practice")
    keys = {"practice": {"slug": practice.slug}, "desk": {}}
    return reverse(view, kwargs=keys.get(view, {"pk": practice.pk}))


def may_read_draft(user: Any, practice: Practice) -> bool:
    """Say what `can_read_draft` says of a sheet read by `load`, without asking where its review stands once more."""
    if can_review(user, practice, NO_REVIEW) and not works_on(user, practice):
        return practice.review_now.is_with_network and can_review(user, practice, practice.review_now)
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
register("review_over", lambda person, _practice: reviews(person))


def load_places(ids: Iterable[str]) -> dict[str, Any]:
    """Give places by their key (one query)."""
    return {str(place.pk): place for place in Place.objects.filter(pk__in=ids)}


def say_nobody_decides(place: Place, facts: Mapping[str, Any]) -> Told:
    """Give what the network administrators are told of a place where nobody is left to decide its reviews."""
    return Told(
        sentence=str(_("Nobody is left to review at %(place)s") % {"place": place}),
        address=reverse("desk"),
        letter="practices/mail/nobody_decides.txt",
        words={"many": facts["many"]},
    )


register_notice(
    Notice(
        kind=NOBODY_DECIDES,
        name=_("Nobody is left to decide a place’s reviews"),
        default=Rhythm.EACH.value,
        load=load_places,
        say=say_nobody_decides,
        may_still_be_read=lambda person, _place: is_administrator(person),
    )
)
