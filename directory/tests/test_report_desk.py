"""Reported pages on a member's desk: the section, the list, the page where one is answered."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils.translation import override

from directory.actions import Reported, answer_report, report_page
from directory.models import Report
from directory.signing import who_answered
from editorial.registry import desk_sections
from tests.queries import counted, queries
from tests.xss import PAYLOADS

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db
ADDRESS = "lectrice@exemple.example"


@pytest.fixture
def limoges():
    return a_place()


@pytest.fixture
def advisor(limoges):
    return a_person("advisor", limoges)


def reported(place, sentence="Un lien est mort.", number=0, **more):
    page = Reported(place or a_place("elsewhere"), place, f"Un club {number}", "it", "/it/practices/un-club/")
    return report_page(page=page, sentence=sentence, language="it", by=None, **more)


def many(place, number):
    return [reported(place, f"Le lien {turn} est mort.", turn) for turn in range(number)]


def as_person(person):
    client = Client()
    client.force_login(person)
    return client


def where(report):
    return f"/fr/desk/reports/{report.pk}/"


def sections(person):
    return [
        section for section in desk_sections(person) if "/desk/reports/" in "".join(row.url for row in section.rows)
    ]


# --- the desk and the list -----------------------------------------------------------------------


def test_the_longest_waiting_stand_on_the_desk_and_the_rest_one_link_away(limoges, advisor):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        first = reported(limoges, "Le premier.", number=77)
    many(limoges, 9)
    (section,) = sections(advisor)
    assert len(section.rows) == 8
    row = section.rows[0]
    assert (row.title, row.lang, row.url, row.since) == (
        "Un club 77",
        "it",
        f"/fr/desk/reports/{first.pk}/",
        first.made_at,
    )
    assert "Limoges" in row.why
    assert "premier" not in repr(section)
    assert section.more_url == "/fr/desk/reports/"


def test_nothing_stands_there_for_who_may_not_answer_or_where_nothing_waits(limoges, advisor):
    assert sections(advisor) == []
    report = reported(limoges)
    assert len(sections(advisor)) == 1
    assert sections(a_person("manager", a_place("milano"))) == []
    assert sections(a_person("translator", translates="it")) == []
    answer_report(report=report, state="corrected", by=advisor)
    assert sections(type(advisor).objects.get(pk=advisor.pk)) == []


@pytest.mark.parametrize("number", [1, 60])
def test_the_desk_asks_once_and_the_list_thrice_whatever_the_number(limoges, advisor, number):
    many(limoges, number)
    desk_sections(advisor)  # the roles are read
    with counted() as sent:
        desk_sections(advisor)
    assert len([sql for sql in sent if "directory_report" in sql]) == 1
    client = as_person(advisor)
    with queries(7):  # session, person, roles; number, page, answered lately; the bell
        assert client.get("/fr/desk/reports/").status_code == 200


@pytest.mark.parametrize("number", [1, 60])
def test_one_report_costs_the_same_whatever_the_number(limoges, advisor, number):
    report = many(limoges, number)[0]
    client = as_person(advisor)
    with queries(5):  # session, person; the report; roles; the bell
        assert client.get(where(report)).status_code == 200
    answer_report(report=report, state="corrected", by=advisor)
    with queries(6):  # who answered
        assert client.get(where(report)).status_code == 200


def test_the_list_shows_what_waits_and_what_was_answered(limoges, advisor):
    many(limoges, 31)
    answer_report(report=reported(limoges, "Fini.", number=99), state="declined", answer="Non.", by=advisor)
    client = as_person(advisor)
    first, second = (client.get(f"/fr/desk/reports/?page={page}").content.decode() for page in (1, 2))
    assert "Un club 29" in first
    assert "Un club 30" not in first
    assert "Un club 30" in second
    assert "Un club 99" in first


def test_who_may_not_answer_finds_no_list_and_no_report(limoges):
    report = reported(limoges)
    for person in (a_person("manager", a_place("milano")), a_person("editor"), a_person()):
        client = as_person(person)
        for method in (client.get, client.post):
            there, nowhere = method(where(report)), method("/fr/desk/reports/987654/")
            assert (there.status_code, nowhere.status_code) == (404, 404)
            assert there.content.replace(str(report.pk).encode(), b"") == nowhere.content.replace(
                b"987654", b""
            ).replace(str(report.pk).encode(), b"")
    assert as_person(a_person("reviewer")).get("/fr/desk/reports/").status_code == 404
    assert Report.objects.get().is_open


def test_a_reader_is_led_to_sign_in(client, limoges):
    report = reported(limoges)
    for address in ("/fr/desk/reports/", where(report), "/fr/desk/reports/987654/"):
        assert client.get(address).headers["Location"] == f"/fr/account/login/?next={address}"


def test_a_number_no_column_holds_finds_nothing(advisor):
    assert as_person(advisor).get(f"/fr/desk/reports/{10**30}/").status_code == 404


# --- one report ----------------------------------------------------------------------------------


def test_the_page_shows_the_sentence_in_its_language_the_page_and_no_address(limoges, advisor):
    page = as_person(advisor).get(where(reported(limoges, reply_to=ADDRESS))).content.decode()
    assert '<blockquote class="prose" lang="it" dir="auto"><p>Un lien est mort.</p></blockquote>' in page
    assert 'href="/it/practices/un-club/" lang="it"' in page
    assert ADDRESS not in page


def test_scripts_stay_words(limoges, advisor):
    client = as_person(advisor)
    for payload in (
        text.replace("\x00", "") for text in PAYLOADS
    ):  # PostgreSQL holds none, and the form lets none pass
        report = Report.objects.create(
            place=limoges, title=payload[:300], title_language="fr", path="/fr/", sentence=payload, language="it"
        )
        main = client.get(where(report)).content.decode().partition("<main")[2]
        assert not any(sign in payload and payload in main for sign in "<\"'"), payload


def test_answering_closes_the_report_and_writes_to_the_reader(limoges, advisor):
    report = reported(limoges, reply_to=ADDRESS)
    mail.outbox.clear()
    answer = as_person(advisor).post(where(report), {"state": "corrected", "answer": "C’est corrigé."})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/desk/reports/")
    report.refresh_from_db()
    assert (report.state, report.answer, report.answered_by) == ("corrected", "C’est corrigé.", advisor)
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


@pytest.mark.parametrize(
    ("reply_to", "given", "wrong"),
    [
        ("", {"state": "declined", "answer": "  "}, "answer"),
        (ADDRESS, {"state": "corrected", "answer": ""}, "answer"),
        (ADDRESS, {"state": "", "answer": "Merci."}, "state"),
        ("", {"answer": "Merci."}, "state"),
        ("", {"state": "open", "answer": "Merci."}, "state"),
        ("", {"state": "corrected", "answer": "Merci" * 401}, "answer"),
        ("", {"state": "corrected", "answer": "Mer\x00ci"}, "answer"),
        ("", {}, "state"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_text_kept(limoges, advisor, reply_to, given, wrong):
    report = reported(limoges, reply_to=reply_to)
    answer = as_person(advisor).post(where(report), given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{wrong}_error"' in page
    assert given.get("answer", "").strip() in page
    assert Report.objects.get().is_open


@pytest.mark.parametrize("state", ["corrected", "answered"])
def test_without_an_address_a_word_is_not_asked_for(limoges, advisor, state):
    report = reported(limoges)
    assert as_person(advisor).post(where(report), {"state": state, "answer": ""}).status_code == 302
    assert Report.objects.get().state == state


def test_the_second_is_told_who_was_first_and_keeps_the_text(limoges, advisor):
    report = reported(limoges, reply_to=ADDRESS)
    answer_report(report=report, state="corrected", answer="Corrigé hier.", by=advisor)
    mail.outbox.clear()
    second = as_person(a_person("manager", limoges)).post(
        where(report), {"state": "declined", "answer": "Un long texte."}
    )
    assert second.status_code == 409
    page = second.content.decode()
    for words in ("conseiller, Limoges", "Corrigé hier.", "Un long texte."):
        assert words in page
    assert advisor.email not in page
    assert mail.outbox == []
    assert Report.objects.get().state == "corrected"


def test_two_at_once_end_the_same_way(limoges, advisor, monkeypatch):
    """The colleague answers between our reading the report and our writing."""
    from directory.views import reports as views

    report, manager = reported(limoges), a_person("manager", limoges)
    real = views.answer_report

    def raced(**given):
        real(**given | {"by": advisor, "answer": "Avant vous."})
        return real(**given)

    monkeypatch.setattr(views, "answer_report", raced)
    second = as_person(manager).post(where(report), {"state": "declined", "answer": "Un long texte."})
    assert second.status_code == 409
    for words in ("conseiller, Limoges", "Avant vous.", "Un long texte."):
        assert words in second.content.decode()


def test_an_answered_report_can_be_read_again_without_a_form(limoges, advisor):
    report = reported(limoges)
    answer_report(report=report, state="answered", answer="Merci.", by=advisor)
    page = as_person(a_person("manager", limoges)).get(where(report)).content.decode()
    assert "Merci." in page
    assert 'name="answer"' not in page
    advisor.delete()
    assert as_person(a_person("reception", limoges)).get(where(report)).status_code == 200


def test_who_answered_is_told_by_function_and_by_the_name_they_show(limoges, advisor):
    brive = a_place("brive", form="centre", mother=limoges)
    administrator, named = a_person("administrator"), a_person("manager", limoges)
    named.shown_name = "Ana"
    named.save()
    with override("en"):
        told = [
            who_answered(answer_report(report=reported(brive, str(number)), state="corrected", by=person))
            for number, person in enumerate([advisor, administrator, named, a_person("translator", translates="it")])
        ]
    assert told == ["advisor, Limoges", "network administrator", "Ana · manager, Limoges", "translator"]
    answered = Report.objects.get(answered_by=advisor)
    for role in advisor.roles.all():
        role.delete()
    with override("en"):
        assert who_answered(answered) == "former member"
    answered.answered_by = None
    with override("en"):
        assert who_answered(answered) == "former member"
