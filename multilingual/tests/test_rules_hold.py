"""Whatever happens in whatever order, readers see the last published texts of each language, and freshness tells the truth.

Random sequences of edits, moves of rows, publications, translations and confirmations, with the sheet at the second step
of its review, withdrawn and brought back in between, are run through the real actions, beside a model in plain
dictionaries that knows the rules and nothing of Wagtail.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from multilingual.actions import (
    TranslationRefused,
    confirm_translation,
    publish_translation,
    save_translation,
)
from multilingual.freshness import field_states
from multilingual.models import TranslationSource, WorkingTranslation
from practices.actions import (
    DraftChanges,
    bring_back,
    save_draft,
    submit_practice,
    take_back,
    take_review,
    withdraw_practice,
)
from practices.models import Life, Practice, Verdict
from practices.review import review_of
from practices.tests.conftest import *  # noqa: F403  its fixtures: a place, its people, a sheet in each stage
from practices.tests.conftest import decide, fresh, publish
from practices.versions import latest_draft, version

from .readers import pages, standing, traces

ROWS = [f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "1678"]
FIELDS = ("headline", "summary")
WORDS = st.sampled_from(["un", "deux", "trois", "quatre"])
LANGUAGES = st.sampled_from(["it", "ca"])
KEYS = st.lists(
    st.sampled_from([*FIELDS, *(f"steps/{row}/title" for row in ROWS)]), min_size=1, max_size=3, unique=True
)

OPERATIONS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(FIELDS), WORDS),
    st.tuples(st.just("rows"), st.lists(st.sampled_from(ROWS), min_size=1, unique=True), WORDS),
    st.tuples(st.just("publish"), st.lists(st.sampled_from([*FIELDS, *(f"steps/{row}" for row in ROWS)]), max_size=2)),
    st.tuples(st.just("save"), LANGUAGES, KEYS, WORDS),
    st.tuples(st.just("translate"), LANGUAGES),
    st.tuples(st.just("confirm"), LANGUAGES, KEYS),
    st.tuples(st.just("send_on")),
    st.tuples(st.just("withdraw")),
)


@dataclass
class Expected:
    """What the rules say: the draft's and the readers' originals, each language's texts with what they were made from."""

    draft: dict[str, str]
    order: list[str]
    live: dict[str, str] = field(default_factory=dict)
    live_order: list[str] = field(default_factory=list)
    published: dict[str, dict[str, tuple[str, str]]] = field(default_factory=lambda: {"it": {}, "ca": {}})
    work: dict[str, dict[str, tuple[str, str]]] = field(default_factory=lambda: {"it": {}, "ca": {}})

    def publish(self, minor: list[str]) -> None:
        """The draft becomes what readers see; a minor change is carried to what was made from the text before it."""
        before, self.live, self.live_order = self.live, dict(self.draft), list(self.order)
        self.draft.pop("change_note", None)  # the next version tells its own
        for texts in self.published.values():
            for key in [key for key in texts if key not in self.live]:
                del texts[key]
            for key, (text, source) in texts.items():
                if {key, key.rpartition("/")[0]} & set(minor) and source == before.get(key):
                    texts[key] = (text, self.live[key])

    def save(self, language: str, keys: list[str], text: str) -> None:
        """A text that changes is made from the original readers see now; one that does not stays as it is."""
        work = {key: entry for key, entry in self.work[language].items() if key in self.live}
        for key in keys:
            if key not in self.live:
                continue
            if key in work and work[key][0] == text:
                continue
            if self.published[language].get(key, ("", ""))[0] == text:
                work.pop(key, None)
                continue
            work[key] = (text, self.live[key])
        self.work[language] = work

    def translate(self, language: str) -> bool:
        """What is in work becomes what readers of the language see, unless it leaves them without a headline."""
        work = {key: entry for key, entry in self.work[language].items() if key in self.live}
        if not {**self.published[language], **work}.get("headline", ("", ""))[0]:
            return False
        self.published[language] |= work
        self.work[language] = {}
        return True

    def confirm(self, language: str, keys: list[str]) -> None:
        """What a translator confirms was made from the original as it reads now."""
        for key in keys:
            if key in self.published[language]:
                self.published[language][key] = (self.published[language][key][0], self.live[key])

    def states(self, language: str) -> dict[str, str]:
        """Give the state of every text of a language."""
        texts = self.published[language]
        return {
            key: "missing" if key not in texts else "current" if texts[key][1] == original else "outdated"
            for key, original in self.live.items()
        }


class Run:
    """The same sequence through the real actions."""

    def __init__(self, practice: Practice, house: SimpleNamespace) -> None:
        self.practice, self.house = practice, house
        self.before: dict[str, Any] = {}
        self.expected = Expected(draft=originals(latest_draft(fresh(practice))), order=[ROWS[0]])
        self.expected.publish([])
        for language in ("it", "ca"):
            self.save(language, ["headline", "summary", f"steps/{ROWS[0]}/title"], "premier")
            self.translate(language)

    def do(self, name: str, *given: Any) -> None:
        """Do one thing to both, then compare; a withdrawn sheet is brought back first."""
        if fresh(self.practice).life == Life.WITHDRAWN:
            bring_back(practice=self.practice, by=self.house.manager)
            assert standing(fresh(self.practice)) == self.before
            self.compare()
        getattr(self, name)(*given)
        self.compare()

    def save_changes(self, **changes: Any) -> None:
        """Save a change of the draft, taken back from review where it is there."""
        take_back(practice=self.practice, by=self.house.author)
        changes.setdefault("facts", {})
        expected = version(fresh(self.practice))
        save_draft(practice=self.practice, changes=DraftChanges(**changes), expected=expected, by=self.house.author)

    def edit(self, name: str, text: str) -> None:
        """Change a field of the draft."""
        self.save_changes(texts={name: text})
        self.expected.draft[name] = text

    def rows(self, order: list[str], text: str) -> None:
        """Give the draft these steps in this order: some new, some moved, some gone; the first says something else."""
        draft = self.expected.draft
        titles = {row: draft.get(f"steps/{row}/title", "neuf") for row in order} | {order[0]: text}
        self.save_changes(rows={"steps": [{"id": row, "title": titles[row], "body": ""} for row in order]})
        kept = {key: value for key, value in draft.items() if not key.startswith("steps/")}
        self.expected.draft = kept | {f"steps/{row}/title": titles[row] for row in order}
        self.expected.order = order

    def publish(self, minor: list[str]) -> None:
        """Publish the draft through its review, calling some changes minor; where it is at the second step, as it is there."""
        if review_of(self.practice).is_open:
            minor = []
        else:
            self.save_changes(facts={"minor_changes": minor}, texts={"change_note": "Suite."})
            self.expected.draft["change_note"] = "Suite."
        publish(self.practice, self.house)
        self.expected.publish(minor)

    def send_on(self) -> None:
        """Bring the draft to the second step of its review, where a reviewer holds it."""
        if review_of(self.practice).is_open:
            return
        self.save_changes(facts={"minor_changes": []}, texts={"change_note": "Suite."})
        self.expected.draft["change_note"] = "Suite."
        now = fresh(self.practice)
        submit_practice(practice=now, expected=version(now), by=self.house.author)
        now = decide(now, self.house.manager, Verdict.SENT_ON)
        take_review(practice=now, round_id=review_of(now).state.pk, by=self.house.reviewer)

    def withdraw(self) -> None:
        """Withdraw the sheet: no reader finds a text of it, and what it says in every language, and its draft, stay as they are."""
        self.before = standing(fresh(self.practice))
        withdraw_practice(practice=self.practice, reason="Une erreur.", language="fr", by=self.house.manager)
        assert traces(fresh(self.practice), "Un texte.") == []

    def save(self, language: str, keys: list[str], text: str) -> None:
        """Save texts into a translation in work."""
        by = self.house.milano_advisor
        save_translation(thing=self.practice, language=language, texts=dict.fromkeys(keys, text), by=by)
        self.expected.save(language, keys, text)

    def translate(self, language: str) -> None:
        """Publish the translation in work, where there is one."""
        working = WorkingTranslation.objects.about(self.practice).into(language).first()
        if working is None:
            return
        if self.expected.translate(language):
            publish_translation(thing=self.practice, working=working, by=self.house.milano_advisor)
            return
        with pytest.raises(TranslationRefused), transaction.atomic():
            publish_translation(thing=self.practice, working=working, by=self.house.milano_advisor)

    def confirm(self, language: str, keys: list[str]) -> None:
        """Confirm that published translations still hold."""
        known = [key for key in keys if key in self.expected.published[language]]
        confirm_translation(thing=self.practice, language=language, keys=known, by=self.house.milano_advisor)
        self.expected.confirm(language, known)

    def compare(self) -> None:
        """What readers see, in which state, and what the draft says must be what the rules say."""
        live, expected = fresh(self.practice), self.expected
        assert originals(live) == expected.live
        assert [row.pk for row in live.steps.all()] == expected.live_order
        if live.live:  # the draft of a withdrawn sheet is compared once it is brought back
            assert originals(latest_draft(fresh(live))) == expected.draft
            assert live.versions.latest("number").note == expected.live.get("change_note", "")
        for language in ("it", "ca"):
            texts = {key: text for key, (text, _source) in expected.published[language].items()}
            assert seen_in(live, language) == texts
            assert field_states(live, language) == expected.states(language)
            late = TranslationSource.objects.about(live).into(language).filter(outdated_since__isnull=False)
            outdated = {key for key, state in expected.states(language).items() if state == "outdated"}
            assert set(late.values_list("key", flat=True)) == outdated


def originals(practice: Practice) -> dict[str, str]:
    """Give the original of every text that says something, by key."""
    return seen_in(practice, "fr")


def seen_in(practice: Practice, language: str) -> dict[str, str]:
    """Give every text of the sheet in a language, by key, that says something."""
    texts = {place.key: place.holder.text_in(place.field, language) for place in practice.text_places()}
    return {key: text for key, text in texts.items() if text}


@pytest.mark.django_db
@example(operations=[("edit", "headline", "deux"), ("edit", "summary", "deux"), ("publish", ["headline"])])
@example(
    operations=[("rows", [ROWS[1], ROWS[0]], "trois"), ("publish", []), ("confirm", "it", [f"steps/{ROWS[0]}/title"])]
)
@example(
    operations=[
        ("rows", [ROWS[0]], "trois"),
        ("publish", [f"steps/{ROWS[0]}"]),
        ("rows", [ROWS[2]], "un"),
        ("publish", []),
    ]
)
@example(
    operations=[("save", "it", ["headline"], "un"), ("edit", "headline", "deux"), ("publish", []), ("translate", "it")]
)
@example(
    operations=[
        ("edit", "summary", "deux"),
        ("send_on",),
        ("save", "it", ["summary"], "trois"),
        ("translate", "it"),
        ("publish", []),
        ("withdraw",),
        ("confirm", "it", ["summary"]),
        ("publish", []),
    ]
)
@example(
    operations=[("edit", "summary", "deux"), ("send_on",), ("withdraw",), ("edit", "headline", "un"), ("publish", [])]
)
@pytest.mark.sweep
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(operations=st.lists(OPERATIONS, min_size=4, max_size=10))
def test_the_rules_hold_in_any_order(house: SimpleNamespace, submitted: Practice, operations: list[tuple]) -> None:
    outer = transaction.atomic()
    outer.__enter__()
    try:
        publish(submitted, house)
        assert [status for _name, status, _said in pages(fresh(submitted))] == [200] * 24
        run = Run(submitted, house)
        for operation in operations:
            run.do(*operation)
    finally:
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
