"""Who is told of each step of a review, in which language; what a letter says, and what it never says."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from accounts.actions import write_due_notices
from accounts.models import Notification, OutgoingMail
from directory.actions import end_role, grant_role
from directory.models import Role
from practices import emails
from practices.actions import (
    DraftChanges,
    put_in_bin,
    release_held,
    remind,
    save_draft,
    submit_practice,
    take_back,
    take_review,
    withdraw_practice,
)
from practices.models import Practice
from practices.notices import NOBODY_DECIDES, WORDS
from practices.review import review_of
from practices.versions import latest_draft, version

from .conftest import decide, fresh
from .test_waiting import after, after_taking

TEXTS = (
    "chercher à plusieurs",
    "Un texte.",
    "Réunir un groupe",
    "Dites de quand date",
    "Datez le résultat",
    "presence",
)


def sent() -> list[tuple[str, str]]:
    """Give (name before the @, subject) of each letter, sorted."""
    return [(letter.to[0].partition("@")[0], letter.subject) for letter in post()]


def post() -> list[mail.EmailMessage]:
    """Give the letters written since the last question, sorted by address."""
    write_due_notices()
    letters = sorted(mail.outbox, key=lambda letter: letter.to[0])
    mail.outbox.clear()
    return letters


@pytest.fixture
def english(house: SimpleNamespace) -> None:
    """Let everybody of the house read English, whose words are the ones in the code."""
    people = [person for person in vars(house).values() if hasattr(person, "language")]
    for person in people:
        person.language = "en"
        type(person).objects.filter(pk=person.pk).update(language="en")


def test_each_step_is_told_to_whom_it_concerns(english: None, house: SimpleNamespace, submitted: Practice) -> None:
    of = "Club, Cité des métiers de Limoges"
    assert sent() == [("directrice", f"A sheet waits for your review: {of}")]
    decide(submitted, house.manager, "sent_on")
    assert sent() == [
        ("autrice", f"Your sheet is with the network now: {of}"),
        ("relectrice", f"A sheet waits for a reviewer: {of}"),
    ]
    decide(submitted, house.reviewer, "to_revise", about="summary")
    assert sent() == [("autrice", f"Your sheet comes back with remarks: {of}")]
    change(submitted, house, summary="Un résumé daté.")
    submit_practice(practice=submitted, expected=version(fresh(submitted)), by=house.author)
    assert sent() == [("relectrice", f"A sheet is back from its author: {of}")]
    decide(submitted, house.reviewer)
    assert sent() == [("autrice", f"Your sheet is published: FP-0001, {of}")]


def change(practice: Practice, house: SimpleNamespace, **texts: str) -> None:
    """Change some texts of the draft."""
    save_draft(practice=practice, changes=DraftChanges(texts=texts), expected=version(fresh(practice)), by=house.author)


def test_a_declined_sheet_is_told_to_its_author(english: None, house: SimpleNamespace, submitted: Practice) -> None:
    sent()
    decide(submitted, house.manager, "declined", word="Ce n’est pas une pratique.")
    assert sent() == [("autrice", "Your sheet is not published: Club, Cité des métiers de Limoges")]


def test_nobody_is_told_of_their_own_act(house: SimpleNamespace, written: Practice) -> None:
    second = grant_role(person=house.colleague, kind="manager", place=house.limoges, by=None)
    submit_practice(practice=written, expected=version(written), by=house.manager)
    assert [name for name, _subject in sent()] == ["collegue"]
    Practice.objects.filter(pk=written.pk).update(owner=house.manager)
    decide(written, second.person, "sent_on")
    sent()
    emails.tell_author(latest_draft(fresh(written)), verdict="published", by=house.manager)
    assert sent() == []


def test_where_the_author_left_the_managers_are_told(house: SimpleNamespace, in_network: Practice) -> None:
    end_role(role=house.author.roles.get(), by=None)
    sent()
    decide(in_network, house.reviewer, "to_revise")
    assert [name for name, _subject in sent()] == ["directrice"]


def test_reviewers_related_to_the_place_are_not_asked(house: SimpleNamespace, submitted: Practice) -> None:
    for person in (house.colleague, house.milano_advisor):
        grant_role(person=person, kind="reviewer", by=None)
    sent()
    decide(submitted, house.manager, "sent_on")
    assert [name for name, _subject in sent()] == ["autrice", "consulente", "relectrice"]


def test_where_nobody_can_take_it_the_administrators_are_asked(house: SimpleNamespace, submitted: Practice) -> None:
    Role.objects.filter(kind="reviewer").delete()
    sent()
    decide(submitted, house.manager, "sent_on")
    assert [name for name, _subject in sent()] == ["autrice", "reseau"]


def test_what_is_taken_back_is_told_to_nobody(house: SimpleNamespace, submitted: Practice) -> None:
    sent()
    take_back(practice=submitted, by=house.author)
    assert sent() == []


@pytest.mark.parametrize("end", ["taken_back", "binned", "withdrawn"])
def test_who_holds_a_sheet_is_told_that_nothing_is_left_to_do(
    english: None, house: SimpleNamespace, taken: Practice, end: str
) -> None:
    if end == "withdrawn":
        again(taken, house)
    sent()
    if end == "taken_back":
        take_back(practice=taken, by=house.author)
    elif end == "binned":
        put_in_bin(practice=taken, by=house.author)
    else:
        withdraw_practice(practice=taken, reason="Assez.", language="fr", by=house.manager)
    letter = next(letter for letter in post() if letter.to == [house.reviewer.email])
    code = "FP-0001, " if end == "withdrawn" else ""
    assert letter.subject == f"Nothing left to review: {code}Club, Cité des métiers de Limoges"
    said = {"taken_back": "taken back by its place", "binned": "put in the bin", "withdrawn": "withdrawn"}[end]
    assert f"The sheet you held was {said}. Its review is over: nothing is left for you to do." in letter.body
    assert "Step: " in letter.body
    assert "/en/desk/\n" in letter.body
    assert not [text for text in (*TEXTS, "Assez.") if text in letter.body]


def again(practice: Practice, house: SimpleNamespace) -> None:
    """Publish the sheet, and let its next version be held by the reviewer."""
    decide(practice, house.reviewer)
    change(practice, house, summary="Un autre résumé.", change_note="Le résumé.")
    submit_practice(practice=fresh(practice), expected=version(fresh(practice)), by=house.author)
    decide(practice, house.manager, "sent_on")
    take_review(practice=fresh(practice), round_id=review_of(fresh(practice)).state.pk, by=house.reviewer)


def test_a_change_that_is_undone_tells_nobody(house: SimpleNamespace, submitted: Practice, settings: Any) -> None:
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"

    def undone() -> None:
        with transaction.atomic():
            decide(submitted, house.manager, "sent_on")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert (Notification.objects.count(), write_due_notices(), OutgoingMail.objects.count()) == (1, 1, 1)


def test_every_letter_says_kind_place_step_and_link_and_nothing_of_the_text(
    english: None, house: SimpleNamespace, submitted: Practice
) -> None:
    remind(now=after(7, submitted))
    decide(submitted, house.manager, "sent_on")
    remind(now=after(7, submitted))
    decide(submitted, house.reviewer, "to_revise", about="summary", word="Datez le résultat.")
    remind(now=after(7, submitted))
    change(submitted, house, summary="Un résumé daté.")
    submit_practice(practice=submitted, expected=version(fresh(submitted)), by=house.author)
    release_held(now=after_taking(5, submitted))
    release_held(now=after_taking(7, submitted))
    decide(submitted, house.administrator, "declined")
    letters = post()
    steps = sorted(
        next(line for line in letter.body.splitlines() if line.startswith("Step: ")).removeprefix("Step: ")
        for letter in letters
    )
    assert steps == ["network review"] * (len(letters) - 3) + ["place review"] * 3
    for letter in letters:
        assert "Kind: Club (full sheet)\nPlace: Cité des métiers de Limoges\n" in letter.body
        link = next(line for line in letter.body.splitlines() if "://" in line)
        assert f"/en/desk/practices/{submitted.pk}/" in link
        assert not [text for text in TEXTS if text in f"{letter.subject}\n{letter.body}"]


def test_a_letter_speaks_its_readers_language(house: SimpleNamespace, submitted: Practice) -> None:
    sent()
    grant_role(person=house.milano_advisor, kind="reviewer", by=None)
    decide(submitted, house.manager, "sent_on")
    letters = {letter.to[0].partition("@")[0]: letter for letter in post()}
    assert letters["consulente"].extra_headers["Content-Language"] == "it"
    assert f"/it/desk/practices/{submitted.pk}/review/" in letters["consulente"].body


def test_the_end_of_the_seven_days_is_told_in_the_reviewers_hours(
    english: None, house: SimpleNamespace, taken: Practice
) -> None:
    sent()
    type(house.reviewer).objects.filter(pk=house.reviewer.pk).update(time_zone="Indian/Mauritius")
    state = review_of(taken).state
    type(state).objects.update(held_until=datetime(2030, 3, 8, 22, 30, tzinfo=UTC))
    release_held(now=datetime(2030, 3, 7, tzinfo=UTC))
    (letter,) = post()
    assert "You hold this sheet until March 9, 2030, 2:30 a.m." in letter.body


def test_every_event_has_the_letter_it_names_and_no_letter_is_nobodys() -> None:
    folder = Path(emails.__file__).parent / "templates/practices/mail"
    names = {path.stem for path in folder.glob("*.txt")} - {"facts"}
    assert names == {what for words in WORDS.values() for what in words} | {NOBODY_DECIDES}
