"""What becomes of the sheets of somebody who is forgotten: texts stay with their place, names go, reviews go back."""

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Revision

from accounts.actions import erase_person
from accounts.models import Notification, User
from directory.signing import Signatures
from editorial.forgetting import concerns_of
from practices.models import Practice, Remark, RemarkAnswer
from practices.review import review_of
from practices.waiting import authors_of

from .conftest import fresh

pytestmark = pytest.mark.django_db
NAME = "Ysolde Quintavalle"


def called(person: User, name: str = NAME) -> User:
    """Give a person who shows a name."""
    User.objects.filter(pk=person.pk).update(shown_name=name)
    return User.objects.get(pk=person.pk)


def test_a_published_sheet_is_read_as_before_and_signed_by_its_place(house, published):
    before = Client().get(f"/fr/practices/{published.slug}/").content
    erase_person(person=called(house.author), by=house.author)
    after = Client().get(f"/fr/practices/{published.slug}/").content
    assert before.partition(b"<main")[2] == after.partition(b"<main")[2]
    assert b"Limoges" in after


def test_her_name_leaves_the_sheet_its_versions_and_its_drafts_and_the_pages_readers_keep(house, published):
    Practice.objects.filter(pk=published.pk).update(partners=f"{NAME}\nAFPA", need_fr=f"Dit {NAME}.")
    revision = Revision.objects.filter(object_id=str(published.pk)).last()
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "need_fr": f"Dit {NAME}."})
    address = f"/fr/practices/{published.slug}/"
    assert NAME in Client().get(address).content.decode()
    erase_person(person=called(house.author), by=house.author)
    assert NAME not in Client().get(address).content.decode()
    assert Revision.objects.get(pk=revision.pk).content["need_fr"] == "Dit […]."
    assert fresh(published).partners == "[…]\nAFPA"
    assert fresh(published).owner_id == house.author.pk, "the number stays"


def test_her_draft_is_looked_after_by_the_managers_of_its_place(house, written):
    sentences = [each.sentence for each in concerns_of(house.author)]
    with override("en"):
        assert any("draft" in each.sentence for each in concerns_of(house.author)), sentences
    erase_person(person=house.author, by=house.author)
    assert authors_of(fresh(written)) == [house.manager]


def test_the_review_she_holds_goes_back_to_the_queue_and_others_are_told(house, taken):
    erase_person(person=house.reviewer, by=house.reviewer)
    state = review_of(fresh(taken)).state
    assert (state.taken_by, state.held_until) == (None, None)
    told = Notification.objects.filter(kind="review_waiting").values_list("person", flat=True)
    assert house.reviewer.pk not in told


def test_remarks_and_answers_stay_without_her(house, taken):
    said = {"practice": taken, "about": "summary", "language": "fr"}
    hers = Remark.objects.create(text=f"Datez-le. {NAME}", author=house.reviewer, **said)
    answer = RemarkAnswer.objects.create(remark=hers, language="fr", text=f"Merci {NAME} !", author=house.author)
    erase_person(person=called(house.reviewer), by=house.reviewer)
    hers.refresh_from_db()
    answer.refresh_from_db()
    assert (hers.text, answer.text, hers.author_id) == ("Datez-le. […]", "Merci […] !", house.reviewer.pk)


def test_whoever_she_was_that_day_she_is_a_former_member(house):
    on = house.author.date_joined.date()
    erase_person(person=house.author, by=house.author)
    gone = User.objects.get(pk=house.author.pk)
    with override("fr"):
        assert Signatures(house.limoges, [gone], on=on).of(gone) == "ancien membre"
