"""The first network administrator comes in by the command line."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from directory.models import Role

pytestmark = pytest.mark.django_db


def test_the_command_opens_the_account_gives_the_role_and_mails_a_link(client, capsys):
    call_command("invite_administrator", "Ada@Reseau.example", language="it")
    person = User.objects.get(email="ada@reseau.example")
    assert (person.language, person.is_network_administrator, person.may_enter_cms) == ("it", True, True)
    assert not person.has_usable_password()
    assert "ada@reseau.example" in capsys.readouterr().out
    link = next(line for line in mail.outbox[0].body.splitlines() if "/password/reset/key/" in line).removeprefix(
        "http://localhost:8000"
    )
    form = client.get(link, follow=True)
    sent = {"password1": "una frase abbastanza lunga", "password2": "una frase abbastanza lunga"}
    assert client.post(form.redirect_chain[-1][0], sent).status_code == 302
    assert client.get("/cms/").status_code == 200


def test_a_second_call_changes_nothing_and_mails_again():
    for _time in range(2):
        call_command("invite_administrator", "ada@reseau.example")
    assert (User.objects.count(), Role.objects.count(), len(mail.outbox)) == (1, 1, 2)


def test_an_address_that_is_none_is_one_sentence():
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("invite_administrator", "ada")
