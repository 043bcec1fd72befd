"""Many people at the same moment, on both databases; and a server that is killed while they write."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry

from accounts.models import Notification, User
from directory.actions import end_role, grant_role
from practices.actions import save_draft, start_practice, submit_practice, take_back
from practices.models import Practice, ReviewState, Verdict
from practices.review import review_of
from practices.tests.conftest import complete, decide, fresh
from practices.versions import version

from .posting import AUTOSAVE, address, decision_on, draft_text, posted, verdict_of
from .together import Server, at_once, server, session_of, version_in

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, SAVES = 10, 5


def writers(house: SimpleNamespace, number: int = PEOPLE) -> list[tuple[User, Practice]]:
    """Give that many advisors of Limoges, each with a draft."""
    made = []
    for order in range(number):
        person = User.objects.create_user(f"conseil-{order}@membres.example", language="fr")
        grant_role(person=person, kind="advisor", place=house.limoges, by=None)
        made.append((person, start_practice(place=house.limoges, form="full", language="fr", by=person)))
    return made


def save_often(who: tuple[User, Practice]) -> list[int]:
    """Save one's draft several times as the writing page does; give the answers."""
    person, practice = who
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    answers = []
    for round_number in range(SAVES):
        given = posted(practice, context=f"{person.email} {round_number}", steps=[], results=[])
        answers.append(browser.post(address(practice), given, headers=AUTOSAVE).status_code)
    return answers


def test_ten_people_save_at_once_and_every_text_is_there(house: SimpleNamespace) -> None:
    people = writers(house)
    assert at_once(save_often, people) == [[200] * SAVES] * PEOPLE
    for person, practice in people:
        assert draft_text(practice, "context") == f"{person.email} {SAVES - 1}"


def save_the_same(who: tuple[User, int, str]) -> int:
    """Save the draft of others from the version everybody saw."""
    person, pk, seen = who
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    given = posted(Practice.objects.get(pk=pk), context=person.email) | {"version": seen}
    return browser.post(f"/fr/desk/practices/{pk}/", given, headers=AUTOSAVE).status_code


def test_of_ten_who_save_one_draft_from_the_same_version_one_is_taken(house: SimpleNamespace, draft: Practice) -> None:
    people = [person for person, _draft in writers(house)]
    answers = at_once(save_the_same, [(person, draft.pk, version(fresh(draft))) for person in people])
    assert sorted(answers) == [200] + [409] * (PEOPLE - 1)
    assert draft_text(draft, "context") == people[answers.index(200)].email


def publish(facts: tuple[User, int]) -> str:
    """Take one sheet and publish it; give its code."""
    person, pk = facts
    return str(decide(Practice.objects.get(pk=pk), person).code)


def test_ten_publications_at_once_give_ten_codes_in_a_row(house: SimpleNamespace) -> None:
    sheets = [practice for _person, practice in writers(house)]
    for practice in sheets:
        save_draft(practice=practice, changes=complete(), expected=version(fresh(practice)), by=practice.owner)
        submit_practice(practice=practice, expected=version(fresh(practice)), by=practice.owner)
        decide(practice, house.manager, Verdict.SENT_ON)
    codes = at_once(publish, [(house.reviewer, practice.pk) for practice in sheets])
    assert sorted(codes) == [f"FP-{number:04d}" for number in range(1, PEOPLE + 1)]
    assert len({fresh(practice).slug for practice in sheets}) == PEOPLE
    assert [practice.versions.count() for practice in sheets] == [1] * PEOPLE


def post_once(facts: tuple[User, str, dict[str, Any]]) -> int:
    """Post one form as one person; give the answer."""
    person, path, given = facts
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    return browser.post(path, given).status_code


def test_two_reviewers_decide_at_once_and_one_decision_stands(house: SimpleNamespace, submitted: Practice) -> None:
    path = f"{address(submitted)}review/"
    asked = [
        (house.manager, path, decision_on(submitted, verdict=Verdict.SENT_ON)),
        (house.administrator, path, decision_on(submitted, verdict=Verdict.DECLINED)),
    ]
    answers = at_once(post_once, asked)
    assert 302 in answers
    assert set(answers) <= {302, 409}
    rounds = ReviewState.objects.filter(workflow_state__object_id=str(submitted.pk)).exclude(verdict="")
    assert rounds.count() == 1
    assert verdict_of(submitted) == {"sent_on": "network_review", "declined": "declined"}[rounds.get().verdict]


def test_one_reviewer_who_decides_twice_at_once_publishes_once(house: SimpleNamespace, taken: Practice) -> None:
    path = f"{address(taken)}review/"
    answers = at_once(post_once, [(house.reviewer, path, decision_on(taken))] * 4)
    assert set(answers) <= {302, 404, 409}
    assert fresh(taken).code == "FP-0001"
    assert fresh(taken).versions.count() == 1
    told = Notification.objects.filter(kind="review_decided", facts__what="published")
    assert [row.person for row in told] == [house.author]


def test_ten_reviewers_take_a_sheet_at_once_and_one_holds_it(house: SimpleNamespace, in_network: Practice) -> None:
    people = [reviewer for reviewer, _draft in writers(house)]
    for person in people:
        for role in person.roles.all():
            end_role(role=role, by=None)
        grant_role(person=person, kind="reviewer", by=None)
    given = decision_on(in_network)
    answers = at_once(post_once, [(person, f"{address(in_network)}take/", given) for person in people])
    assert set(answers) <= {302, 409}
    holder = review_of(fresh(in_network)).state.taken_by
    assert holder in people
    assert PageLogEntry.objects.filter(page=in_network, action="practices.take_review").count() == 1


def act(facts: tuple[str, int]) -> str:
    """Do one of two things to a sheet that a reviewer holds."""
    what, pk = facts
    practice = Practice.objects.get(pk=pk)
    reviewer = review_of(practice).state.taken_by if what == "decide" else practice.owner
    if what == "decide":
        decide(practice, reviewer)
    else:
        take_back(practice=practice, by=reviewer)
    return what


def test_a_decision_and_a_taking_back_at_once_are_one_or_the_other(house: SimpleNamespace, taken: Practice) -> None:
    answers = at_once(act, [("decide", taken.pk), ("take back", taken.pk)])
    now = fresh(taken)
    assert review_of(now).step == "none"
    assert now.live == ("decide" in answers)
    assert now.versions.count() == int(now.live)


# --- a server that is killed --------------------------------------------------------------------


def write_until(stop: Event, site: Server, person: Any, practice: Practice, first: dict[str, Any]) -> str:
    """Save one's draft again and again until the server is gone; give the last text it acknowledged."""
    session, seen, acknowledged = person, first["version"], ""
    for number in range(100_000):
        if stop.is_set():
            break
        text = f"texte {practice.pk} {number}"
        try:
            status, body = site.ask(
                address(practice), first | {"context": text, "version": seen}, session, **{"X-Autosave": "1"}
            )
        except OSError:
            break
        if status != 200:
            return f"status {status}"
        seen, acknowledged = version_in(body), text
    return acknowledged


def test_a_killed_server_loses_nothing_it_acknowledged(house: SimpleNamespace) -> None:
    people = [(session_of(person), practice, posted(practice)) for person, practice in writers(house, 4)]
    stop = Event()
    with server() as site, ThreadPoolExecutor(len(people)) as pool:
        running = [pool.submit(write_until, stop, site, *who) for who in people]
        while any(draft_text(practice, "context").rpartition(" ")[2] in ("", "0", "1") for _s, practice, _g in people):
            if any(each.done() for each in running):
                break  # it went wrong: the assertion below says how
        site.kill()
        stop.set()
        acknowledged = [each.result() for each in running]
    assert [text.split()[0] for text in acknowledged] == ["texte"] * len(people)
    with server() as site:
        for (session, practice, _given), text in zip(people, acknowledged, strict=True):
            number = int(text.rpartition(" ")[2])
            status, body = site.ask(address(practice), session=session)
            assert status == 200
            # what was on its way when the lights went out may have arrived; what was acknowledged must have
            assert text in body or f"texte {practice.pk} {number + 1}" in body
