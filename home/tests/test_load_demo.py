"""The demo: whole after one command, untouched by a second."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Revision

from accounts.models import OutgoingMail, User
from directory.models import Place, Role
from editorial.models import Picture, PrivateFile
from home.demo import demo_accounts, read
from home.models import NetworkFigure, StandingPage
from home.translations import queue_for
from multilingual.languages import CODES
from multilingual.models import TranslationSource, WorkingTranslation
from practices.models import Outcome, Practice

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
)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture
def demo(db: None) -> None:
    call_command("load_demo", verbosity=0)


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
    steps_of_life = Counter(
        "binned" if sheet.binned_at else "sent on" if sheet.current_workflow_state else "draft"
        for sheet in Practice.objects.never_published()
    )
    assert steps_of_life.keys() == {"binned", "sent on", "draft"}

    people_change_things_and_a_second_load_leaves_them()
    one_account_per_function_signs_in()


def every_translator_has_something_to_do(published: list[Practice]) -> None:
    aged = [sheet for sheet in published if "outdated" in sheet.translation_states.values()]
    assert len(aged) >= 3
    for sheet in aged:
        assert sheet.last_published_at > sheet.first_published_at
        assert sheet.text_in("change_note", sheet.original_language)
        since = (
            TranslationSource.objects.about(sheet).exclude(outdated_since=None).values_list("outdated_since", flat=True)
        )
        assert set(since) == {sheet.last_published_at}
    queues = {code: queue_for(translator_of(code), code).counts for code in CODES}
    assert all(counts["outdated"] and counts["missing"] for counts in queues.values())
    assert [code for code, counts in queues.items() if counts["waiting"]] == ["it"]


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


def test_it_refuses_where_there_is_no_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert not User.objects.exists()
