"""Letters to members: their language, their hours, plain words."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from accounts.actions import open_account
from accounts.emails import password_link, send_letter, write_letter
from accounts.models import User

pytestmark = pytest.mark.django_db
CODE = "accounts/letters/sign_in_code"


@pytest.fixture
def person() -> User:
    """Somebody of Barcelona."""
    return open_account(email="joan@barcelona.example", language="ca", by=None)


def test_a_letter_has_a_subject_a_body_and_nothing_escaped(person):
    assert send_letter(to=person, template=CODE, context={"code": "A<B>&'C"})
    letter = mail.outbox[0]
    assert letter.subject
    assert "\n" not in letter.subject
    assert "    A<B>&'C\n" in letter.body
    assert "\n\n\n" not in letter.body
    assert letter.to == ["joan@barcelona.example"]


def test_inactive_people_are_written_to_no_more(person):
    person.is_active = False
    assert not send_letter(to=person, template=CODE, context={"code": "X"})
    assert mail.outbox == []


def test_a_template_without_a_subject_is_a_mistake(person):
    with pytest.raises(ValueError, match="subject"):
        write_letter(to=person, template="account/messages/password_changed", context={})


def test_a_link_is_in_the_persons_language_and_on_the_sites_own_address(person, settings):
    settings.SITE_ADDRESS = "https://pratiques.example"
    assert password_link(person).startswith("https://pratiques.example/ca/account/password/reset/key/")


def test_a_time_zone_that_exists_no_more_does_not_stop_a_letter(person):
    person.time_zone = "Europe/Atlantis"
    assert send_letter(to=person, template=CODE, context={"code": "X"})


def test_without_a_mail_server_letters_lie_in_the_data_folder():
    assert Path(settings.EMAIL_FILE_PATH) == settings.DATA / "mail"
