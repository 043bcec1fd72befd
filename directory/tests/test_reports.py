"""What readers report: taken once, told to those who answer, answered once, and the address forgotten in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.actions import write_due_notices
from accounts.models import OutgoingMail
from directory.actions import AlreadyAnswered, Reported, answer_report, forget_addresses, report_page, same_report
from directory.actions import reports as actions
from directory.forms import ReportForm
from directory.models import Report
from directory.permissions import can_answer_report, can_see_reports
from directory.tasks import forget_addresses_of_readers
from editorial.caching import read_version

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db
SENTENCE = "Le lien vers l’annuaire est mort."
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def limoges():
    return a_place()


@pytest.fixture
def manager(limoges):
    return a_person("manager", limoges, language="it")


def page_of(place, thing=None):
    about = thing or place or a_place("elsewhere")  # of places every app of this line knows
    return Reported(about, place, "Un club\npour chercher", "fr", "/fr/practices/un-club/")


def reported(place, sentence=SENTENCE, thing=None, **more):
    return report_page(page=page_of(place, thing), sentence=sentence, language="es", by=None, **more)


def letters_written():
    """Give to whom the worker writes of what was reported."""
    write_due_notices()
    return [letter.to for letter in mail.outbox]


# --- taken ---------------------------------------------------------------------------------------


def test_a_report_keeps_the_sentence_the_page_and_nothing_of_the_person(limoges):
    report = Report.objects.get(pk=reported(limoges).pk)
    assert (report.place, report.sentence, report.language) == (limoges, SENTENCE, "es")
    assert (report.title, report.title_language, report.path) == (
        "Un club pour chercher",
        "fr",
        "/fr/practices/un-club/",
    )
    assert (report.state, report.reply_to, report.answer, report.answered_by, report.answered_at) == (
        "open",
        "",
        "",
        None,
        None,
    )
    personal = {field.name for field in Report._meta.get_fields()} & {"ip", "user", "by", "name", "agent", "session"}
    assert personal == set()


def test_managers_are_told_the_kind_the_place_and_the_link_and_no_word_of_it(limoges, manager):
    a_person("advisor", limoges)
    report = reported(limoges, reply_to="lectrice@exemple.example")
    assert letters_written() == [[manager.email]]
    (letter,) = mail.outbox
    whole = letter.subject + letter.body
    assert f"/it/desk/reports/{report.pk}/" in letter.body
    assert "Cité limoges" in whole
    for word in ("annuaire", "Un club", "lectrice"):
        assert word not in whole


def test_without_a_manager_or_a_place_the_administrators_are_told(limoges):
    administrator = a_person("administrator")
    reported(limoges)
    reported(None)
    assert letters_written() == [[administrator.email]] * 2


def test_the_mother_cite_is_told_for_its_centre(limoges, manager):
    brive = a_place("brive", form="centre", mother=limoges)
    reported(brive)
    assert letters_written() == [[manager.email]]


def test_two_clicks_are_one_report_and_one_letter(limoges, manager):
    assert reported(limoges).pk == reported(limoges).pk
    assert same_report(page=page_of(limoges), sentence=SENTENCE, reply_to="").sentence == SENTENCE
    assert (Report.objects.count(), letters_written()) == (1, [[manager.email]])


def test_two_clicks_at_the_same_moment_are_one_report(limoges, manager, monkeypatch):
    first = reported(limoges)
    monkeypatch.setattr(type(Report.objects.all()), "alike", lambda self, report: self.none())
    assert reported(limoges).pk == first.pk
    assert (Report.objects.count(), letters_written()) == (1, [[manager.email]])


def test_two_clicks_across_the_turn_of_an_hour_are_one_report(limoges):
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        first = reported(limoges)
    with time_machine.travel(NOON, tick=False):
        assert reported(limoges).pk == first.pk


def test_another_address_another_sentence_or_another_hour_is_another_report(limoges):
    with time_machine.travel(NOON, tick=False):
        reported(limoges)
        reported(limoges, reply_to="lectrice@exemple.example")
        reported(limoges, sentence="Autre chose.")
        reported(limoges, thing=a_place("ailleurs"))
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        reported(limoges)
    assert Report.objects.count() == 5


def test_a_report_does_not_throw_away_the_pages_kept_for_readers(limoges):
    before = read_version()
    answer_report(report=reported(limoges), state="corrected", by=a_person("manager", limoges))
    assert read_version() == before


def test_a_place_that_goes_leaves_its_reports_to_the_administrators(limoges):
    report = reported(limoges)
    limoges.delete()
    report.refresh_from_db()
    assert report.place is None
    assert can_answer_report(a_person("administrator"), report)


# --- who may -------------------------------------------------------------------------------------


def test_who_may_answer(limoges):
    brive = a_place("brive", form="centre", mother=limoges)
    report, below, nobodys = reported(limoges), reported(brive), reported(None)
    milano = a_place("milano")
    granted = {
        "advisor": (a_person("advisor", limoges), {report, below}),
        "reception": (a_person("reception", limoges), {report, below}),
        "manager": (a_person("manager", limoges), {report, below}),
        "of the centre": (a_person("documentalist", brive), {below}),
        "elsewhere": (a_person("manager", milano), set()),
        "translator": (a_person("translator", translates="it"), set()),
        "reviewer": (a_person("reviewer"), set()),
        "editor": (a_person("editor"), set()),
        "nobody": (a_person(), set()),
        "administrator": (a_person("administrator"), {report, below, nobodys}),
    }
    everything = {report, below, nobodys}
    for name, (person, theirs) in granted.items():
        assert {each for each in everything if can_answer_report(person, each)} == theirs, name
        assert set(Report.objects.for_desk_of(person)) == theirs, name
        assert can_see_reports(person) == (name not in ("translator", "reviewer", "editor", "nobody")), name


# --- answered ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["answered", "corrected", "declined"])
def test_the_reader_gets_the_answer_in_their_language(limoges, manager, state):
    report = reported(limoges, reply_to="lectrice@exemple.example")
    mail.outbox.clear()
    with override("it"):
        answered = answer_report(report=report, state=state, answer="C’est <fait>.", by=manager)
    (letter,) = mail.outbox
    assert letter.to == ["lectrice@exemple.example"]
    assert letter.extra_headers["Content-Language"] == "es"
    assert "Un club pour chercher" in letter.subject
    assert "C’est <fait>." in letter.body
    assert "/fr/practices/un-club/" in letter.body
    assert "30" in letter.body
    assert SENTENCE not in letter.body
    assert manager.email not in letter.body
    assert (answered.state, answered.answered_by) == (state, manager)


def test_without_an_address_nobody_is_written_to(limoges, manager):
    report = reported(limoges)
    mail.outbox.clear()
    answer_report(report=report, state="answered", answer="Bien vu.", by=manager)
    assert mail.outbox == []


def test_the_second_colleague_is_told_who_was_first(limoges, manager):
    report = reported(limoges, reply_to="lectrice@exemple.example")
    answer_report(report=report, state="corrected", answer="Corrigé.", by=manager)
    mail.outbox.clear()
    with pytest.raises(AlreadyAnswered) as refusal:
        answer_report(report=report, state="declined", answer="Non.", by=a_person("advisor", limoges))
    assert (refusal.value.report.answered_by, refusal.value.report.answer) == (manager, "Corrigé.")
    assert mail.outbox == []


def test_a_letter_that_cannot_be_written_leaves_the_report_open(limoges, manager, monkeypatch):
    report = reported(limoges, reply_to="lectrice@exemple.example")

    def fail(report):
        raise OSError("no room")

    monkeypatch.setattr(actions.emails, "tell_reader", fail)
    with pytest.raises(OSError, match="no room"):
        answer_report(report=report, state="corrected", answer="Corrigé.", by=manager)
    assert Report.objects.get().is_open


@pytest.mark.parametrize("address", [f"lectrice@{'é' * 60}.example", "lectrice@xאy.example"])
def test_an_address_no_answer_can_be_sent_to_is_refused_before_anybody_answers(address):
    assert "reply_to" in ReportForm({"sentence": SENTENCE, "reply_to": address}).errors
    assert "reply_to" not in ReportForm({"sentence": SENTENCE, "reply_to": "lectrice@métiers.example"}).errors


def test_an_answered_report_has_its_moment(limoges):
    report = reported(limoges)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="declined")


# --- forgotten -----------------------------------------------------------------------------------


def addresses():
    return list(Report.objects.values_list("reply_to", flat=True))


@pytest.mark.parametrize("drift", [-2, 0, 2])
def test_the_address_goes_30_days_after_the_answer(limoges, manager, drift):
    with time_machine.travel(NOON, tick=False):
        answer_report(
            report=reported(limoges, reply_to="a@exemple.example"), state="answered", answer="Oui.", by=manager
        )
    night = NOON.replace(hour=3, minute=10) + timedelta(hours=drift)
    assert forget_addresses(now=night + timedelta(days=29)) == 0
    assert addresses() == ["a@exemple.example"]
    assert forget_addresses(now=night + timedelta(days=30)) == 1
    assert addresses() == [""]
    report = Report.objects.get()
    assert (report.once, report.answer, report.sentence) == (None, "Oui.", SENTENCE)
    assert forget_addresses(now=night + timedelta(days=31)) == 0


def test_unanswered_it_goes_before_six_months_are_over(limoges):
    with time_machine.travel(NOON, tick=False):
        reported(limoges, reply_to="a@exemple.example")
    assert forget_addresses(now=NOON + timedelta(days=180)) == 0
    assert forget_addresses(now=NOON + timedelta(days=181)) == 1
    assert Report.objects.get().is_open


def test_answered_late_the_30_days_count(limoges, manager):
    with time_machine.travel(NOON, tick=False):
        report = reported(limoges, reply_to="a@exemple.example")
    with time_machine.travel(NOON + timedelta(days=170), tick=False):
        answer_report(report=report, state="answered", answer="Oui.", by=manager)
    assert forget_addresses(now=NOON + timedelta(days=190)) == 0
    assert forget_addresses(now=NOON + timedelta(days=200)) == 1


def test_sent_letters_that_carried_the_address_go_with_it(limoges, manager):
    with time_machine.travel(NOON, tick=False):
        answer_report(
            report=reported(limoges, reply_to="a@exemple.example"), state="answered", answer="Oui.", by=manager
        )
    for number, (to, sent) in enumerate(
        [(["a@exemple.example"], NOON), (["b@exemple.example"], NOON), (["a@exemple.example"], None)]
    ):
        OutgoingMail.objects.create(
            message_id=str(number), recipients=to, sender="x", subject="x", raw=b"x", sent_at=sent
        )
    forget_addresses(now=NOON + timedelta(days=31))
    assert list(OutgoingMail.objects.order_by("message_id").values_list("message_id", flat=True)) == ["1", "2"]


def test_the_clock_forgets(limoges):
    with time_machine.travel(NOON, tick=False):
        reported(limoges, reply_to="a@exemple.example")
    assert forget_addresses_of_readers.func() == 1
    assert timezone.now() > NOON + timedelta(days=181)
