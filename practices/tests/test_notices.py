"""What members are told of sheets: kind, place and step, to those who may still read them, at the same cost for one and for many."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import override

from accounts.actions import write_due_notices
from accounts.models import Notification, User
from accounts.notifying import lines
from directory.actions import end_role, grant_role
from practices.actions import start_practice
from practices.notices import NAMES, WORDS, load, may_read_draft, tell
from practices.permissions import can_read_draft
from tests.queries import counted

pytestmark = pytest.mark.django_db
FACTS = {"until": "2026-11-30", "days": 7, "step": "place"}
OF_REVIEWERS = "review_over"
"""What is told to reviewers only, without a headline: they may no longer read the draft."""


@pytest.fixture
def submitted(submitted):
    """A sheet in review, of which nobody was told anything yet."""
    Notification.objects.all().delete()
    return submitted


def told(person) -> list:
    """Give the lines somebody reads."""
    with override("en"):
        return lines(person, Notification.objects.for_person(person))


@pytest.mark.parametrize(
    ("kind", "what"), [(kind, what) for kind, words in WORDS.items() if kind != OF_REVIEWERS for what in words]
)
def test_each_event_is_said_in_a_sentence_without_a_word_of_the_sheet(house, submitted, kind, what):
    tell([house.manager], kind, submitted, f"{submitted.pk} {what}", {"what": what, **FACTS})
    (line,) = told(house.manager)
    assert "Cité des métiers de Limoges" in line.told.sentence
    assert "Un club" not in line.told.sentence
    assert "%" not in line.told.sentence
    assert (line.told.title, line.told.lang) == (submitted.draft_headline, "fr")
    address = "/en/practices/" if what == "published" else f"/en/desk/practices/{submitted.pk}/"
    assert line.told.address.startswith(address)
    assert line.name == NAMES[kind]


def test_who_held_a_review_that_is_over_is_told_without_a_headline_and_led_to_their_desk(house, submitted):
    facts = {"what": "nothing_left", "end": "taken_back", "step": "network"}
    tell([house.reviewer, house.manager], OF_REVIEWERS, submitted, "a", facts)
    (line,) = told(house.reviewer)
    assert (line.told.title, line.told.lang, line.told.address) == ("", "", "/en/desk/")
    assert line.told.sentence == "Nothing left to review: Club, Cité des métiers de Limoges"
    assert told(house.manager) == []


def test_an_event_nobody_worded_is_refused(house, submitted):
    with pytest.raises(KeyError):
        tell([house.manager], "review_waiting", submitted, "a", {"what": "published"})


def test_who_does_it_is_not_told_and_links_lead_where_one_decides_or_writes(house, submitted):
    tell([house.manager, house.author], "review_waiting", submitted, "a", {"what": "to_review"}, by=house.author)
    tell([house.author], "review_decided", submitted, "b", {"what": "to_revise"})
    assert [line.told.address for line in told(house.manager)] == [f"/en/desk/practices/{submitted.pk}/review/"]
    assert [line.told.address for line in told(house.author)] == [f"/en/desk/practices/{submitted.pk}/"]


def test_who_left_the_place_hears_and_sees_no_more_of_its_drafts(house, submitted):
    for kind, what in (("review_waiting", "to_review"), ("review_decided", "to_revise"), ("look_again", "look_again")):
        tell([house.manager], kind, submitted, what, {"what": what, **FACTS})
    assert len(told(house.manager)) == 3
    end_role(role=house.manager.roles.get(), by=None)
    house.manager._held = None
    assert told(house.manager) == []
    write_due_notices()
    assert [letter.subject for letter in mail.outbox if letter.to == [house.manager.email]] == []


def test_the_guard_says_what_the_house_says_of_drafts(house, submitted):
    reviewer = house.stranger
    grant_role(person=reviewer, kind="reviewer", by=None)
    draft = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    sheets = load([str(submitted.pk), str(draft.pk)])
    people = [value for value in vars(house).values() if isinstance(value, User)]
    assert len(sheets) == 2
    for sheet in sheets.values():
        for person in people:
            assert may_read_draft(person, sheet) == can_read_draft(person, sheet), person


def questions(person, count: int, house) -> int:
    """Give how many questions the lines of so many more sheets ask."""
    for _sheet in range(count):
        draft = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
        tell([person], "review_decided", draft, str(draft.pk), {"what": "sent_on"})
    person._held = None
    with counted() as sent:
        told(person)
    print(*[q[:160] for q in sent], sep="\n")
    print("--")
    return len(sent)


def test_many_sheets_cost_what_one_does(house):
    reviewer = house.stranger
    grant_role(person=reviewer, kind="reviewer", by=None)
    questions(reviewer, 1, house)  # fills what a process keeps of the vocabularies
    assert questions(reviewer, 1, house) == questions(reviewer, 12, house)
    Notification.objects.update(made_at=Notification.objects.first().made_at - timedelta(days=1))
    assert questions(house.author, 1, house) == questions(house.author, 12, house)
