"""The weekly letter: on Monday from 7 o'clock where the person is, once, only when something waits, and nothing of texts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from accounts.models import RhythmChoice, User
from directory.actions import end_role, grant_role
from directory.tests.scenes import a_person
from editorial.notices import notices
from home.actions import write_translation_letters
from jobs.clock import rhythms
from multilingual.actions import save_translation
from practices.tests.factories import PracticeFactory

MONDAY = datetime(2027, 3, 1, tzinfo=ZoneInfo("UTC"))


def at(hour: int, minute: int = 0, *, day: int = 1, zone: str = "Europe/Rome") -> datetime:
    """Give a moment of the first week of March 2027, which begins on a Monday."""
    return MONDAY.replace(day=day, hour=hour, minute=minute, tzinfo=ZoneInfo(zone))


def letters() -> list[tuple[str, str, str]]:
    """Give the letters written so far: to whom, subject, body."""
    return [(letter.to[0], letter.subject, letter.body) for letter in mail.outbox]


def translator(language: str = "it", speaks: str = "en", zone: str = "Europe/Rome", wishes: bool = True) -> User:
    person = a_person("translator", translates=language, language=speaks)
    User.objects.filter(pk=person.pk).update(translation_letter=wishes, time_zone=zone)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def sheet(site):
    return PracticeFactory(published=True, headline_fr="Un titre que rien ne trahit")


def test_on_monday_from_seven_and_never_twice(sheet):
    translator()
    assert write_translation_letters(now=at(6, 59)) == 0
    assert write_translation_letters(now=at(7)) == 1
    assert [write_translation_letters(now=at(hour)) for hour in (7, 8, 23)] == [0, 0, 0]
    assert write_translation_letters(now=at(7, day=2)) == 0
    assert write_translation_letters(now=at(7, day=7)) == 0
    assert write_translation_letters(now=at(9, day=8)) == 1
    assert len(letters()) == 2


def test_a_worker_that_slept_at_seven_writes_later_that_day(sheet):
    translator()
    assert write_translation_letters(now=at(15)) == 1


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("America/Santiago", at(9, 59, zone="UTC"), at(10, zone="UTC")),
        (
            "Pacific/Kiritimati",
            at(16, 59, zone="UTC").replace(day=28, month=2),
            at(17, zone="UTC").replace(day=28, month=2),
        ),
        ("Nowhere/Atall", at(5, 59, zone="UTC"), at(6, zone="UTC")),
    ],
)
def test_the_hour_is_that_of_the_person(sheet, zone, before, after):
    translator(zone=zone)
    assert [write_translation_letters(now=moment) for moment in (before, after, after)] == [0, 1, 0]


def test_who_did_not_ask_is_not_written_to(sheet):
    translator(wishes=False)
    ended, gone = translator(), translator()
    end_role(role=ended.roles.get(), by=None)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    advisor = a_person("reviewer")
    User.objects.filter(pk=advisor.pk).update(translation_letter=True)
    assert write_translation_letters(now=at(8)) == 0
    assert letters() == []


def test_where_nothing_waits_nothing_is_written_all_day(site):
    translator()
    assert write_translation_letters(now=at(7)) == 0
    PracticeFactory(published=True)
    assert write_translation_letters(now=at(9)) == 0
    assert write_translation_letters(now=at(7, day=8)) == 1


def test_it_counts_and_tells_nothing_of_the_texts(sheet, settings):
    person = translator()
    PracticeFactory(published=True)
    save_translation(thing=sheet, language="it", texts={"headline": "Un segreto"}, by=a_person("reviewer"))
    write_translation_letters(now=at(7))
    ((to, subject, body),) = letters()
    assert (to, subject) == (person.email, "What waits to be translated")
    assert "Italian\n- 1 to publish\n- 2 to translate\n" in body  # the other sheet, and the name of Limoges
    assert f"{settings.SITE_ADDRESS}/en/desk/translations/it/" in body
    assert f"{settings.SITE_ADDRESS}/en/account/letters/" in body
    for word in ("trahit", "segreto", "Limoges"):
        assert word not in subject + body


def test_one_letter_for_all_the_languages_of_a_person(sheet):
    person = translator()
    grant_role(person=person, kind="translator", language="es", by=None)
    write_translation_letters(now=at(7))
    ((_to, _subject, body),) = letters()
    assert body.index("Italian") < body.index("Spanish")


def test_one_click_stops_it_and_nothing_else(sheet):
    person = translator()
    write_translation_letters(now=at(7))
    headers = mail.outbox[0].extra_headers
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert path in mail.outbox[0].body
    machine = Client(enforce_csrf_checks=True, headers={"Origin": "https://mail.example"})
    assert "what waits to be translated" in machine.get(path).content.decode()
    assert User.objects.get(pk=person.pk).translation_letter
    assert [machine.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _twice in range(2)] == [200, 200]
    assert not User.objects.get(pk=person.pk).translation_letter
    assert not RhythmChoice.objects.exists()
    assert write_translation_letters(now=at(7, day=8)) == 0


def test_it_is_on_the_clock_and_asked_for_on_the_page_of_letters(sheet, client):
    assert "home.tasks.tell_translators" in rhythms()
    person = translator(wishes=False)
    client.force_login(person)
    assert 'name="translation_letter"' in client.get("/it/account/letters/").content.decode()
    kept = dict.fromkeys(notices(), "daily")
    for sent, wished in (({"translation_letter": "on"}, True), ({}, False)):
        client.post("/it/account/letters/", {**kept, **sent})
        assert User.objects.get(pk=person.pk).translation_letter is wished
