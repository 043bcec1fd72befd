"""How does a round of review end: sent on, published, to revise or declined, on the version that was read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from multilingual.signals import announce

from .. import emails
from ..drafted import read_draft
from ..models import BLOCKING, CHECKLIST, Form, Grade, Practice, Remark, ReviewState, Verdict
from ..permissions import can_decide
from ..review import NETWORK_REVIEW, PLACE_REVIEW, Review, review_of
from ..versions import version
from .drafting import Stale, locked

ANNOUNCED = {
    Verdict.SENT_ON: "sent_on",
    Verdict.PUBLISHED: "published",
    Verdict.TO_REVISE: "sent_back",
    Verdict.DECLINED: "declined",
}


class AlreadyDecided(Exception):
    """This round is not open to this person any more; `state` says who ended it, when and how, None where nobody did."""

    def __init__(self, state: ReviewState | None = None) -> None:
        super().__init__("already decided")
        self.state = state


class DecisionRefused(Exception):
    """The decision lacks something; `gaps` names the fields of the form, each with a sentence."""

    def __init__(self, gaps: dict[str, str]) -> None:
        super().__init__(", ".join(gaps))
        self.gaps = gaps


@dataclass(frozen=True)
class Decision:
    """What a reviewer decides: a verdict, a word to the author, the checklist's ticked points, the grade and its reason.

    `language` is that of the words, else the one the reviewer chose for the site.
    """

    verdict: str
    word: str = ""
    grade: str = ""
    grade_reason: str = ""
    checklist: Iterable[str] = ()
    language: str = ""


def verdicts_at(step: str, form: str) -> tuple[Verdict, Verdict, Verdict]:
    """Give the three verdicts of a step: the way onward first (a place publishes flash notes, and sends full sheets on)."""
    sends_on = step == PLACE_REVIEW and form == Form.FULL
    return (Verdict.SENT_ON if sends_on else Verdict.PUBLISHED, Verdict.TO_REVISE, Verdict.DECLINED)


def is_graded_at(step: str, form: str) -> bool:
    """Say whether publishing at this step needs an evidence grade: full sheets do, flash notes have none."""
    return step == NETWORK_REVIEW and form == Form.FULL


def ended_round(practice: Practice, round_id: int) -> ReviewState | None:
    """Give the round of `practice` with this key once it is over, with who ended it; None for anything else."""
    # by `id`: a number no column can hold finds nothing there, and breaks the query by `pk`, a relation
    rounds = ReviewState.objects.filter(id=round_id, workflow_state__object_id=str(practice.pk))
    return rounds.exclude(status=TaskState.STATUS_IN_PROGRESS).select_related("finished_by").first()


def open_round(practice: Practice, round_id: int) -> tuple[Review, ReviewState]:
    """Give the open review of a locked sheet and its round; raises `AlreadyDecided` when it is not the round `round_id`."""
    review = review_of(practice)
    if not review.is_open or review.state is None or review.state.pk != round_id:
        raise AlreadyDecided(ended_round(practice, round_id))
    return review, review.state


@transaction.atomic
def decide_review(*, practice: Practice, round_id: int, expected: str, decision: Decision, by: Any) -> Practice:
    """Take the decision on the draft exactly as it was read, tell those it concerns, give the sheet as it is then.

    Raises `AlreadyDecided` when this round is over or not `by`'s to decide, `Stale` when the draft is not the one that
    was read, `DecisionRefused` naming what the decision lacks.
    """
    page = locked(practice.pk)
    review, state = open_round(page, round_id)
    draft = read_draft(page)
    if not can_decide(by, draft, review):
        raise AlreadyDecided
    if expected != version(page):
        raise Stale(page)
    decision = whole_decision(decision, review, draft, by=by)
    put_in_memory(page, state)
    write_decision(page, state, decision)
    end_round(page, review, state, decision, by=by)
    decided = Practice.objects.select_related("place", "owner").get(pk=page.pk)
    announce(decided, ANNOUNCED[Verdict(decision.verdict)])
    tell_people(decided, draft, decision, by=by)
    return decided


def whole_decision(decision: Decision, review: Review, draft: Any, *, by: Any) -> Decision:
    """Give the decision without what does not belong to it; raises `DecisionRefused` where something is missing."""
    gaps: dict[str, str] = {}
    onward, *_back = verdicts_at(review.step, draft.form)
    ticked = tuple(check.key for check in CHECKLIST if check.key in set(decision.checklist))
    is_graded = is_graded_at(review.step, draft.form)
    if decision.verdict not in verdicts_at(review.step, draft.form):
        gaps["verdict"] = _("Choose what happens to the sheet.")
    elif decision.verdict == Verdict.PUBLISHED:
        gaps = publication_gaps(decision, ticked, is_graded=is_graded)
    elif decision.verdict == Verdict.TO_REVISE and not Remark.objects.filter(round=review.state).exists():
        gaps["remarks"] = _("Write at least one remark: the author must see what to change.")
    elif decision.verdict == Verdict.DECLINED and not decision.word.strip():
        gaps["word"] = _("Write a word to the author: why is the sheet declined?")
    if gaps:
        raise DecisionRefused(gaps)
    keeps_grade = is_graded and decision.verdict == onward
    return replace(
        decision,
        word=decision.word.strip(),
        language=decision.language or by.language,
        checklist=ticked,
        grade=decision.grade if keeps_grade else "",
        grade_reason=decision.grade_reason.strip() if keeps_grade else "",
    )


def publication_gaps(decision: Decision, ticked: Iterable[str], *, is_graded: bool) -> dict[str, str]:
    """Give what a decision to publish lacks: the points that block, the grade and its reason."""
    gaps: dict[str, str] = {}
    if not set(ticked) >= BLOCKING:
        gaps["checklist"] = _("Tick the three points that block publication, or send the sheet back.")
    if is_graded and decision.grade not in Grade.values:
        gaps["grade"] = _("Choose the evidence grade.")
    if is_graded and not decision.grade_reason.strip():
        gaps["grade_reason"] = _("Say why this grade.")
    return gaps


def write_decision(page: Practice, state: ReviewState, decision: Decision) -> None:
    """Put the decision on the round, in memory, with the revision that was read."""
    state.revision = page.latest_revision
    state.verdict = decision.verdict
    state.checklist = list(decision.checklist)
    state.grade, state.grade_reason = decision.grade, decision.grade_reason
    state.word_language = decision.language
    state.waiting_since, state.reminders = timezone.now(), 0


def put_in_memory(page: Practice, state: ReviewState) -> None:
    """Let Wagtail's engine find the locked sheet and its round in memory, where it would read them again at every turn."""
    sheet = page.page_ptr
    sheet.specific, sheet.latest_revision = page, page.latest_revision
    WorkflowState.content_object.set_cached_value(state.workflow_state, sheet)
    state.workflow_state.current_task_state = state


def end_round(page: Practice, review: Review, state: ReviewState, decision: Decision, *, by: Any) -> None:
    """End the round on Wagtail's engine, which opens the next step or publishes."""
    if decision.verdict == Verdict.TO_REVISE:
        state.reject(user=by, comment=decision.word)
    elif decision.verdict == Verdict.DECLINED:
        decline(page, review, state, decision, by=by)
    else:
        state.approve(user=by, comment=decision.word)


def decline(page: Practice, review: Review, state: ReviewState, decision: Decision, *, by: Any) -> None:
    """End the review; the draft stays. The round is closed first: the engine's own way would drop the word."""
    state.status, state.comment = TaskState.STATUS_CANCELLED, decision.word
    state.finished_at, state.finished_by = timezone.now(), by
    state.save()
    if review.workflow is not None:
        review.workflow.cancel(user=by)
    log(
        instance=page,
        action="practices.decline",
        user=by,
        revision=state.revision,
        data={"step": state.step, "comment": decision.word, "language": decision.language},
    )


def tell_people(decided: Practice, draft: Any, decision: Decision, *, by: Any) -> None:
    """Tell the author what was decided, and the next readers that a sheet waits for them."""
    told = decided if decision.verdict == Verdict.PUBLISHED else draft
    emails.tell_author(told, verdict=decision.verdict, by=by)
    if decision.verdict == Verdict.SENT_ON:
        emails.tell_reviewers(draft, review_of(decided), by=by)
