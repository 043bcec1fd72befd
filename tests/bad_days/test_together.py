"""Many people at the same moment, on both databases; and a server that is killed while they write."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from directory.actions import grant_role
from practices.actions import decide_place_review, save_draft, start_practice, submit_practice
from practices.models import Practice
from practices.review import review_of
from practices.tests.conftest import complete, fresh
from practices.versions import version

from .posting import AUTOSAVE, address, draft_text, posted
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
    """Publish one sheet; give its code."""
    person, pk = facts
    practice = Practice.objects.get(pk=pk)
    decided = decide_place_review(
        practice=practice,
        round_id=review_of(practice).state.pk,
        expected=version(practice),
        publish=True,
        by=person,
    )
    return str(decided.code)


def test_ten_publications_at_once_give_ten_codes_in_a_row(house: SimpleNamespace) -> None:
    sheets = [practice for _person, practice in writers(house)]
    for practice in sheets:
        save_draft(practice=practice, changes=complete(), expected=version(fresh(practice)), by=practice.owner)
        submit_practice(practice=practice, expected=version(fresh(practice)), by=practice.owner)
    codes = at_once(publish, [(house.manager, practice.pk) for practice in sheets])
    assert sorted(codes) == [f"FP-{number:04d}" for number in range(1, PEOPLE + 1)]
    assert len({fresh(practice).slug for practice in sheets}) == PEOPLE


def decide(facts: tuple[User, int, int, str, str]) -> int:
    """Take one of two decisions on the same round, by the reviewing page."""
    person, pk, round_id, seen, decision = facts
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    given = {"version": seen, "round": round_id, "decision": decision, "word": "Datez."}
    return browser.post(f"/fr/desk/practices/{pk}/review/", given).status_code


def test_two_reviewers_decide_at_once_and_one_decision_stands(house: SimpleNamespace, submitted: Practice) -> None:
    round_id, seen = review_of(submitted).state.pk, version(submitted)
    asked = [
        (house.manager, submitted.pk, round_id, seen, "publish"),
        (house.administrator, submitted.pk, round_id, seen, "send_back"),
    ]
    assert at_once(decide, asked) == [302, 302]
    now = fresh(submitted)
    assert now.live != (review_of(now).step == "to_revise")
    assert now.live == (now.code == "FP-0001")


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
