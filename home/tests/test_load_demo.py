"""The demo: whole after one command, untouched by a second."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from accounts.models import FirstStep, Notification, OutgoingMail, User
from directory.models import Invitation, Place, Report, Role
from editorial.models import Picture, PrivateFile
from home.demo import demo_accounts, read
from home.models import NetworkFigure, StandingPage
from home.translations import queue_for
from multilingual.languages import CODES
from multilingual.models import TranslationSource, WorkingTranslation
from practices.models import (
    CHECKLIST,
    Form,
    LifeChange,
    Outcome,
    Practice,
    Remark,
    ReviewState,
    ReviewStep,
    Verdict,
    Version,
)
from practices.review import reviews_of
from tests.permissions.asking import taken_back

COUNTED = (
    Page,
    Practice,
    Revision,
    Place,
    Role,
    User,
    OutgoingMail,
    StandingPage,
    NetworkFigure,
    Picture,
    PrivateFile,
    TranslationSource,
    WorkingTranslation,
    ReviewState,
    Remark,
    Version,
    LifeChange,
    Report,
    Invitation,
    Notification,
)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for these tests and taken back after them."""
    with django_db_blocker.unblock(), taken_back():
        call_command("load_demo", verbosity=0)
        yield


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """What each of them changes is taken back after it."""


def test_people_come_and_go(demo):
    waiting = Invitation.objects.pending()
    assert Counter(waiting.values_list("written_in", flat=True)) == {"fr": 2, "pt": 1, "ca": 1}
    assert [invitation.is_over for invitation in waiting.order_by("expires_at")] == [True, False, False, False]
    assert list(User.objects.filter(suspended_at__isnull=False).values_list("is_active", flat=True)) == [False]
    settling = User.objects.get(conditions_accepted_at__isnull=False)
    assert settling.first_steps == FirstStep.LANGUAGE
    assert Role.objects.current().filter(person=settling).values("place").distinct().count() == 2


def test_what_is_told_of_long_ago_is_read_and_nothing_of_it_is_mailed(demo):
    told = Notification.objects.all()
    assert told.filter(kind="role_given", read_at__isnull=True).count() == 0
    assert told.unread().exists()
    assert not told.filter(settled_at__isnull=True).exists()


def test_it_is_a_living_network(demo):
    published = Practice.objects.published()
    assert published.count() >= 20
    assert set(published.values_list("original_language", flat=True)) == {"fr", "it", "es", "pt", "en", "ca"}
    assert sum(len(sheet.readable_languages()) >= 3 for sheet in published) >= 8
    every_translator_has_something_to_do(list(published))
    assert published.filter(form="flash").count() >= 2
    assert published.filter(outcome=Outcome.FAILED).count() >= 2
    assert not OutgoingMail.objects.exists()
    by_date = list(published.order_by("code").values_list("first_published_at", flat=True))
    assert by_date == sorted(by_date)
    assert {page.slug for page in StandingPage.objects.live()} == {
        *("charter", "association", "accessibility", "privacy", "legal")
    }
    assert all(len(page.readable_languages()) == 6 for page in StandingPage.objects.all())
    every_state_of_a_sheet_is_seen()
    the_published_were_read_graded_and_numbered()
    remarks_and_reports_wait_for_an_answer()

    people_change_things_and_a_second_load_leaves_them()
    one_account_per_function_signs_in()


def every_translator_has_something_to_do(published: list[Practice]) -> None:
    aged = [sheet for sheet in published if "outdated" in sheet.translation_states.values()]
    assert len(aged) >= 3
    for sheet in aged:
        assert sheet.last_published_at > sheet.first_published_at
        assert sheet.text_in("change_note", sheet.original_language)
        sources = TranslationSource.objects.about(sheet).exclude(outdated_since=None)
        since = {moment.date() for moment in sources.values_list("outdated_since", flat=True)}
        later = sheet.versions.filter(number__gt=1).values_list("published_at", flat=True)
        assert since <= {moment.date() for moment in later}
    queues = {code: queue_for(translator_of(code), code).counts for code in CODES}
    assert all(counts["outdated"] and counts["missing"] for counts in queues.values())
    assert [code for code, counts in queues.items() if counts["waiting"]] == ["it"]


def every_state_of_a_sheet_is_seen() -> None:
    sheets = list(Practice.objects.order_by("pk"))
    lives = Counter(sheet.life for sheet in sheets)
    assert lives == {"unpublished": 8, "published": 22, "to_update": 1, "archived": 1, "withdrawn": 1}
    reviews = reviews_of(sheets)
    steps = Counter(review.step for review in reviews.values())
    assert steps == {"place_review": 1, "network_review": 2, "to_revise": 1, "declined": 1}
    assert Practice.objects.binned().count() == 1
    assert days_since(next(each.state.waiting_since for each in reviews.values() if each.step == "declined")) == 6
    [queued] = ReviewState.objects.in_queue()
    assert (days_since(queued.waiting_since), queued.reminders) == (9, 1)
    [held] = ReviewState.objects.held()
    assert (days_since(held.held_until), held.remarks.open().count()) == (-4, 2)
    assert [sheet.text_in("headline", "fr") for sheet in Practice.objects.to_look_at(timezone.localdate())] == [
        "Jouer sur scène pour reprendre confiance en soi"
    ]
    for change in LifeChange.objects.all():
        assert change.reason
        assert change.by is not None
        assert days_since(change.made_at) in (12, 20, 40)


def days_since(moment: datetime) -> int:
    return (timezone.localdate() - timezone.localdate(moment)).days


def the_published_were_read_graded_and_numbered() -> None:
    published = Practice.objects.exclude(first_published_at=None)
    assert Counter(published.values_list("grade", flat=True)) == {
        "testimony": 11,
        "monitored": 7,
        "internal": 4,
        "external": 1,
        "": 2,
    }
    assert Counter(sheet.versions.count() for sheet in published) == {1: 21, 2: 3, 3: 1}
    decided = ReviewState.objects.filter(verdict=Verdict.PUBLISHED).select_related("workflow_state")
    places = decided.filter(step=ReviewStep.PLACE)
    assert {state.workflow_state.content_object.specific.form for state in places} == {Form.FLASH}
    for state in decided.filter(step=ReviewStep.NETWORK):
        assert (len(state.checklist), bool(state.grade), bool(state.grade_reason)) == (len(CHECKLIST), True, True)
        assert state.started_at < state.finished_at
    notes = Version.objects.filter(number__gt=1).values_list("note", flat=True)
    assert all(notes)
    latest = {sheet.pk: sheet.last_published_at for sheet in published}
    assert dict(Version.objects.order_by("number").values_list("practice", "published_at")) == latest


def remarks_and_reports_wait_for_an_answer() -> None:
    [asked] = ReviewState.objects.to_revise()
    assert (asked.step, asked.verdict) == (ReviewStep.NETWORK, Verdict.TO_REVISE)
    told = [(bool(remark.answers.count()), remark.done_at is not None) for remark in asked.remarks.order_by("pk")]
    assert told == [(True, False), (False, True), (False, False)]
    assert {remark.language for remark in asked.remarks.all()} == {"it"}
    assert Counter(Report.objects.values_list("state", flat=True)) == {"open": 1, "answered": 1}
    assert all(report.reply_to.endswith(".example") for report in Report.objects.all())


def translator_of(language: str) -> User:
    return User.objects.get(is_demo=True, roles__kind="translator", roles__language=language)


def people_change_things_and_a_second_load_leaves_them() -> None:
    sheet = Practice.objects.published().first()
    sheet.headline_fr = sheet.headline_it = "Un autre titre"
    sheet.save()
    place = Place.objects.get(slug="limoges")
    place.zone = "Limoges-Centre"
    place.save()
    before = counts()
    call_command("load_demo", verbosity=0)
    assert counts() == before
    assert Practice.objects.get(pk=sheet.pk).headline_it == "Un autre titre"
    assert Place.objects.get(slug="limoges").zone == "Limoges-Centre"


def one_account_per_function_signs_in() -> None:
    accounts = demo_accounts()
    assert len({address for _function, address, _password in accounts}) == len(accounts) == 11
    for function, address, password in accounts:
        assert address.endswith(".example")
        client = Client()
        client.post("/fr/account/login/", {"login": address, "password": password})
        assert client.get("/fr/desk/").status_code == 200, function


def test_every_address_in_the_content_is_an_example():
    for member in read("members.toml")["member"]:
        assert member["address"].endswith(".example")
