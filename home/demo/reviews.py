"""How a demo sheet comes through its review: every act by who may do it, as far as its file says."""

import datetime
from collections.abc import Callable
from typing import Any

from practices.actions import (
    Decision,
    DraftChanges,
    add_remark,
    answer_remark,
    decide_review,
    save_draft,
    settle_remark,
    submit_practice,
    take_review,
    verdicts_at,
)
from practices.models import CHECKLIST, Remark, ReviewState, Verdict
from practices.review import PLACE_REVIEW, review_of

from .story import Story

CHECKED = tuple(check.key for check in CHECKLIST)


def submit(story: Story) -> None:
    """The author submits the draft, for the first time or again."""
    submit_practice(practice=story.practice, expected=story.version, by=story.author)


def read_at_place(story: Story) -> None:
    """A manager sends a full sheet on, and publishes a flash note; where there is none, nobody does."""
    if review_of(story.practice).step == PLACE_REVIEW:
        onward, *_back = verdicts_at(PLACE_REVIEW, story.entry["form"])
        decide(story, Decision(verdict=onward, checklist=CHECKED), by=story.cast.decider(story.practice))


def take(story: Story) -> None:
    """A reviewer takes it out of the network's queue."""
    by = story.cast.reviewer(story.practice, story.entry.get("reviewer", ""))
    take_review(practice=story.practice, round_id=round_of(story).pk, by=by)


def take_and_remark(story: Story) -> None:
    """A reviewer takes it and begins to write remarks."""
    take(story)
    remark(story)


def remark(story: Story) -> None:
    """The reviewer who holds it writes the file's remarks, in their own language."""
    state = round_of(story)
    by = state.taken_by
    for given in story.entry["remark"]:
        about = story.name_of(given["about"])
        facts = {"practice": story.practice, "round_id": state.pk, "language": by.language, "by": by}
        add_remark(about=about, text=given["text"], **facts)


def send_back(story: Story) -> None:
    """The reviewer remarks and asks for a revision."""
    remark(story)
    decision = Decision(verdict=Verdict.TO_REVISE, word=story.entry.get("word", ""))
    decide(story, decision, by=round_of(story).taken_by)


def answer(story: Story) -> None:
    """The author answers the remarks the file has an answer to, settles those that are done, writes some texts anew."""
    language = story.practice.original_language
    for given, remark in zip(story.entry["remark"], Remark.objects.about(story.practice), strict=True):
        if "answer" in given:
            answer_remark(remark=remark, text=given["answer"], language=language, by=story.author)
        if given.get("done"):
            settle_remark(remark=remark, by=story.author)
    if "redone" in story.entry:
        changes = DraftChanges(texts=story.entry["redone"])
        save_draft(practice=story.practice, changes=changes, expected=story.version, by=story.author)
        story.reread()


def answer_and_submit(story: Story) -> None:
    """The author answers, settles and submits again."""
    answer(story)
    submit(story)


def decline(story: Story) -> None:
    """The manager declines it, saying why."""
    decision = Decision(verdict=Verdict.DECLINED, word=story.entry["word"])
    decide(story, decision, by=story.cast.decider(story.practice))


def publish(story: Story) -> None:
    """The reviewer grades a full sheet, says why, and publishes it."""
    state = round_of(story)
    grade = {"grade": story.entry["grade"], "grade_reason": story.entry["grade_reason"]}
    decide(story, Decision(verdict=Verdict.PUBLISHED, checklist=CHECKED, **grade), by=state.taken_by)


Act = Callable[[Story], None]
READ = (submit, read_at_place, take)
PLANS: dict[str, tuple[Act, ...]] = {
    "place_review": (submit,),
    "queue": (submit, read_at_place),
    "held": (submit, read_at_place, take_and_remark),
    "to_revise": (*READ, send_back, answer),
    "declined": (submit, decline),
    "published": (*READ, publish),
}
"""State in the file → what leads there."""


def plan_of(entry: dict[str, Any]) -> tuple[Act, ...]:
    """Give the acts that lead a draft to where its file says; a flash note needs its place alone."""
    if entry["state"] != "published":
        return PLANS[entry["state"]]
    if entry["form"] == "flash":
        return (submit, read_at_place)
    return (*READ, send_back, answer_and_submit, publish) if "remark" in entry else PLANS["published"]


def review(story: Story, acts: tuple[Act, ...], *, ends: datetime.datetime) -> None:
    """Bring a draft through its review, the last act at `ends`, the others days before."""
    days = [story.days(act.__name__) for act in acts[1:]]
    for number, act in enumerate(acts):
        story.past.now_is(ends - sum(days[number:], datetime.timedelta()))
        act(story)
        story.reread()


def round_of(story: Story) -> ReviewState:
    """Give the open round; raises LookupError where there is none, which no file should lead to."""
    state = review_of(story.practice).state
    if state is None:
        raise LookupError(f"{story.entry['slug']} is not in review")
    return state


def decide(story: Story, decision: Decision, *, by: Any) -> None:
    """Decide the open round on the draft as it is."""
    facts = {"practice": story.practice, "round_id": round_of(story).pk, "expected": story.version}
    decide_review(decision=decision, by=by, **facts)
