"""The three small pages of the first visit: taken, skipped, taken up again, never in the way."""

import pytest
from django.test import Client
from django.urls import resolve

from accounts.actions import choose_rhythms
from accounts.models import RhythmChoice, User
from directory.actions import end_role
from directory.first_steps import acts_of
from directory.tests.inviting import asked_in, comes_in
from directory.tests.scenes import a_person, a_place, signed_in
from editorial.notices import notices

pytestmark = pytest.mark.django_db
HOME, LANGUAGE, PLACE, ACTS = (f"/fr/desk/first-steps/{step}" for step in ("", "language/", "place/", "acts/"))


@pytest.fixture
def limoges():
    return a_place("limoges")


@pytest.fixture
def newcomer(limoges) -> Client:
    """The browser of somebody who has just come in."""
    browser = Client()
    comes_in(asked_in(place=limoges, by=a_person("manager", limoges)), browser)
    return browser


def ada() -> User:
    return User.objects.get(email="ada@membres.example")


def chosen(**changes):
    return {"do": "keep", "language": "fr", "time_zone": "Europe/Paris", "rhythm": ""} | changes


def test_taken_one_after_the_other_they_keep_what_was_chosen(newcomer, limoges):
    assert newcomer.get(HOME).headers["Location"] == LANGUAGE
    sent = chosen(language="it", time_zone="America/Martinique", rhythm="weekly")
    assert newcomer.post(LANGUAGE, sent).headers["Location"] == PLACE.replace("/fr/", "/it/")
    person = ada()
    assert (person.language, person.time_zone, person.first_steps) == ("it", "America/Martinique", "place")
    rhythms = dict(RhythmChoice.objects.filter(person=person).values_list("kind", "rhythm"))
    assert rhythms == dict.fromkeys(notices(), "weekly")
    page = newcomer.get(PLACE).content.decode()
    assert "Cité limoges" in page
    assert "contact@limoges.example" in page
    assert newcomer.post(PLACE, {"do": "keep", "shown_name": "Ada B."}).url == ACTS.replace("/fr/", "/it/")
    assert ada().shown_name == "Ada B."
    assert 'href="/fr/desk/practices/new/"' in newcomer.get(ACTS).content.decode()
    assert newcomer.post(ACTS, {"do": "keep"}).url == "/it/desk/"
    assert ada().first_steps == "done"
    assert "first-steps" not in newcomer.get("/fr/desk/").content.decode()


def test_skipped_they_keep_nothing_and_come_to_an_end(newcomer):
    for path, onward in ((LANGUAGE, PLACE), (PLACE, ACTS), (ACTS, "/fr/desk/")):
        before = ada()
        assert newcomer.post(path, {"do": "skip", "language": "it", "shown_name": "x"}).url == onward
        assert (ada().language, ada().shown_name) == (before.language, before.shown_name)
    assert ada().first_steps == "done"
    assert RhythmChoice.objects.count() == 0


def test_left_for_later_they_wait_quietly_on_the_desk_and_block_nothing(newcomer):
    newcomer.post(LANGUAGE, {"do": "skip"})
    assert 'href="/fr/desk/first-steps/"' in newcomer.get("/fr/desk/").content.decode()
    assert newcomer.get("/fr/desk/practices/new/").status_code == 200
    assert newcomer.get(HOME).headers["Location"] == PLACE


def test_left_out_they_are_gone_and_can_be_looked_at_again(newcomer):
    assert newcomer.post(LANGUAGE, {"do": "end"}).url == "/fr/desk/"
    assert ada().first_steps == "done"
    assert newcomer.get(HOME).headers["Location"] == LANGUAGE
    assert newcomer.get(ACTS).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"language": "de"}, {"time_zone": "Europe/Atlantis"}, {"rhythm": "hourly"}, {"language": ""}]
)
def test_what_does_not_exist_is_refused_at_the_field(newcomer, wrong):
    answer = newcomer.post(LANGUAGE, chosen(**wrong))
    assert answer.status_code == 422
    assert f'id="id_{next(iter(wrong))}_error"' in answer.content.decode()
    assert (ada().language, ada().first_steps) == ("fr", "language")


@pytest.mark.parametrize("name", ["n" * 121, "n" * 200, "a\x00b"])
def test_a_name_that_does_not_fit_is_refused_and_kept_in_the_field(newcomer, name):
    answer = newcomer.post(PLACE, {"do": "keep", "shown_name": name})
    assert answer.status_code == 422
    assert "id_shown_name_error" in answer.content.decode()
    assert ada().shown_name == ""


def test_a_time_zone_that_no_longer_exists_can_be_kept(newcomer):
    User.objects.filter(email="ada@membres.example").update(time_zone="US/Pacific-New")
    assert newcomer.get(LANGUAGE).status_code == 200
    assert newcomer.post(LANGUAGE, chosen(time_zone="US/Pacific-New")).status_code == 302


def test_rhythms_chosen_before_stay_where_none_is_chosen_now(newcomer):
    kind = next(iter(notices()))
    choose_rhythms(person=ada(), rhythms={kind: "never"}, by=None)
    newcomer.post(LANGUAGE, chosen())
    assert dict(RhythmChoice.objects.values_list("kind", "rhythm")) == {kind: "never"}


def test_they_are_for_members(client, limoges):
    assert client.get(HOME).headers["Location"].startswith("/fr/account/login/?next=")
    former = a_person("advisor", limoges)
    end_role(role=former.roles.get(), by=None)
    for path in (HOME, LANGUAGE, "/fr/desk/first-steps/nothing/"):
        assert signed_in(User.objects.get(pk=former.pk)).get(path).status_code == 404
    assert signed_in(a_person("advisor", limoges)).get("/fr/desk/first-steps/nothing/").status_code == 404


def test_who_came_in_otherwise_is_not_asked_on_the_desk(limoges):
    assert "first-steps" not in signed_in(a_person("advisor", limoges)).get("/fr/desk/").content.decode()


@pytest.mark.parametrize(
    ("kind", "offer", "led_to"),
    [
        ("advisor", {}, {"start_practice", "my_drafts", "reports"}),
        ("manager", {}, {"start_practice", "my_drafts", "reports", "invitations"}),
        ("translator", {"translates": "it"}, {"translation_queue"}),
        ("editor", {}, {"wagtailadmin_home"}),
        ("committee", {}, set()),
        ("administrator", {}, {"start_practice", "my_drafts", "reports", "invitations", "wagtailadmin_home"}),
    ],
)
def test_each_function_is_told_what_it_can_do_and_each_door_opens(limoges, kind, offer, led_to):
    person = a_person(kind, limoges if kind in ("advisor", "manager") else None, **offer)
    acts = acts_of(person)
    assert {resolve(act.address).url_name for act in acts} == led_to | {"practices", "desk"}
    browser = signed_in(person)
    assert {browser.get(act.address).status_code for act in acts if "/cms/" not in act.address} == {200}
