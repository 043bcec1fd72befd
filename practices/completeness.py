"""What a draft still lacks before a reviewer can read it (required sets: the domain page's table of fields)."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .models import Form, Practice

SUMMARY_LIMIT = 400
"""Characters of a summary (domain page)."""


class Missing(NamedTuple):
    """A gap: the form's field to go to, the part of the form it lies in, and what to do about it."""

    field: str
    part: str
    message: str


def missing_for_review(draft: Practice) -> list[Missing]:
    """Give what the draft lacks, in the order of the form; empty when it can be submitted."""
    gaps = list(always_required(draft))
    if draft.form == Form.FULL:
        gaps += full_required(draft)
    gaps += rows_with_gaps(draft)
    if draft.first_published_at and not text(draft, "change_note"):
        gaps.append(Missing("change_note", "submit", _("Say in a sentence what changes in this version.")))
    return sorted(gaps, key=lambda gap: PARTS.index(gap.part))


PARTS = ("identity", "brief", "audience", "story", "steps", "means", "results", "lessons", "files", "submit")
"""The parts of the writing form, in order."""


def text(draft: Practice, field: str) -> str:
    """Give an original text without outer blanks."""
    return (draft.text_in(field, draft.original_language) or "").strip()


def always_required(draft: Practice) -> Iterable[Missing]:
    """Give the gaps that count for full sheets and flash notes alike."""
    if not text(draft, "headline"):
        yield Missing("headline", "identity", _("Give the sheet a headline: what you did, in a few words."))
    if not draft.kind_id:
        yield Missing("kind", "identity", _("Choose what kind of practice it is."))
    if not draft.outcome:
        yield Missing("outcome", "identity", _("Say how it went."))
    if not draft.place_id:
        yield Missing("place", "identity", _("Choose the place that signs the sheet."))
    if not draft.contact:
        yield Missing("contact", "identity", _("Choose the mailbox where colleagues can write to you."))
    if not text(draft, "context"):
        yield Missing("context", "story", _("Describe the context."))
    if not text(draft, "solution"):
        yield Missing("solution", "story", _("Tell what you did, or tried."))


def full_required(draft: Practice) -> Iterable[Missing]:
    """Give the gaps that count for full sheets only."""
    summary = text(draft, "summary")
    if not summary:
        yield Missing("summary", "brief", _("Sum the practice up in two to four sentences."))
    elif len(summary) > SUMMARY_LIMIT:
        yield Missing("summary", "brief", _("Shorten the summary to 400 characters."))
    chosen = {term.vocabulary for term in draft.terms.all()}
    if "pole" not in chosen:
        yield Missing("poles", "audience", _("Choose at least one question of the public."))
    if "public" not in chosen:
        yield Missing("publics", "audience", _("Choose at least one public."))
    if "service" not in chosen:
        yield Missing("services", "audience", _("Choose at least one service mode."))
    if not text(draft, "need"):
        yield Missing("need", "story", _("Say which need you were answering."))
    if not draft.steps.all():
        yield Missing("steps", "steps", _("Add at least one step."))
    if (
        not any(text(draft, name) for name in ("means_people", "means_space", "means_equipment"))
        and not draft.budget_id
    ):
        yield Missing(
            "means_people", "means", _("Fill in at least one of the means: people, space, equipment or budget.")
        )
    if not draft.results.all() and not draft.look_again_on:
        yield Missing("results", "results", _("Add a result, or give the date when you will look again."))
    for name, message in LESSONS:
        if not text(draft, name):
            yield Missing(name, "lessons", message)


LESSONS = (
    ("success_conditions", _("Say what made it work, or would have.")),
    ("difficulties", _("Tell the difficulties you met and how you went round them.")),
    ("transferability", _("Say what another place needs to know to do the same.")),
)


def rows_with_gaps(draft: Practice) -> Iterable[Missing]:
    """Give the gaps inside rows: a step without a title, a result without its figure or year, a picture without words."""
    language = draft.original_language
    for step in draft.steps.all():
        if not (step.text_in("title", language) or "").strip():
            yield Missing(f"steps-{step.pk}-title", "steps", _("Begin this step with a verb: give it a title."))
    for result in draft.results.all():
        if not (result.text_in("indicator", language) or "").strip():
            yield Missing(f"results-{result.pk}-indicator", "results", _("Say what this result counts."))
        if not result.value.strip():
            yield Missing(f"results-{result.pk}-value", "results", _("Give the value of this result."))
        if not result.period.strip():
            yield Missing(f"results-{result.pk}-period", "results", _("Give the year or period of this result."))
    for picture in draft.pictures.all():
        if not (picture.text_in("alt", language) or "").strip():
            yield Missing(f"pictures-{picture.pk}-alt", "files", _("Describe the picture for those who cannot see it."))
    for attachment in draft.attachments.all():
        if not (attachment.text_in("title", language) or "").strip():
            yield Missing(f"attachments-{attachment.pk}-title", "files", _("Give the attachment a title."))
