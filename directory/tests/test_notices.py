"""A reported page is told to those who answer it: kind, place and link, in their language, while they may still read it."""

import pytest
from django.core import mail

from accounts.actions import write_due_notices
from accounts.models import Notification
from directory.actions import Reported, end_role, report_page
from directory.tests.scenes import a_person, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A place with its name."""
    return a_place()


def reported(place, sentence: str = "Un chiffre est faux."):
    """Report a page of a place."""
    page = Reported(place, place, "Un titre secret", "fr", "/fr/places/limoges/")
    return report_page(page=page, sentence=sentence, language="fr", by=None)


def test_the_manager_is_told_once_and_her_letter_names_nothing_of_the_words(place, settings, client):
    manager, _colleague = a_person("manager", place, language="ca"), a_person("advisor", place)
    report = reported(place)
    reported(place)  # the same again
    assert list(Notification.objects.values_list("person", "kind", "key")) == [
        (manager.pk, "report_received", str(report.pk))
    ]
    assert write_due_notices() == 1
    letter = mail.outbox[0]
    assert letter.to == [manager.email]
    assert f"{settings.SITE_ADDRESS}/ca/desk/reports/{report.pk}/" in letter.body
    assert "Cité limoges" in letter.subject
    assert not any(word in letter.subject + letter.body for word in ("secret", "chiffre"))
    client.force_login(manager)
    assert '<p lang="fr">Un titre secret</p>' in client.get("/ca/desk/notifications/").content.decode()


def test_without_a_manager_the_administrators_are_told(place):
    administrator = a_person("administrator")
    reported(place)
    assert [row.person for row in Notification.objects.all()] == [administrator]


def test_whose_role_ended_before_the_letter_left_hears_and_sees_nothing(place, client):
    manager = a_person("manager", place)
    reported(place)
    end_role(role=manager.roles.get(), by=None)
    assert write_due_notices() == 0
    client.force_login(manager)
    assert "Un titre secret" not in client.get("/fr/desk/notifications/").content.decode()
