"""Somebody has themselves forgotten: what is asked first, what goes, what stays, and that it holds."""

from email import message_from_bytes, policy

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import AddressTaken, add_address, erase_person, open_account, save_settings
from accounts.actions.erasing import forgotten_of
from accounts.actions.erasing_letters import freed_letter
from accounts.models import Notification, OutgoingMail, User
from directory.actions import grant_role
from directory.models import Role, RoleJournal
from directory.names import shown_name
from directory.tests.scenes import a_person, a_place
from editorial import forgetting
from editorial.forgetting import CannotBeForgotten, Forgotten

from .door import PASSWORD, is_in, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/en/account/data/erase/"


@pytest.fixture
def person() -> User:
    """A manager of Limoges, alone there, who shows a name."""
    somebody = open_account(
        email="ana@limoges.example", language="en", password=PASSWORD, shown_name="Ana Silva", by=None
    )
    grant_role(person=somebody, kind="manager", place=a_place("limoges"), by=None)
    return somebody


@pytest.fixture
def hers(person: User) -> Client:
    """A browser in which she is signed in."""
    client = Client()
    sign_in(client, person.email)
    return client


def now(person: User) -> User:
    """Give the row of a person as it is."""
    return User.objects.get(pk=person.pk)


def test_the_page_says_what_goes_and_what_she_leaves(hers):
    page = hers.get(PAGE).content.decode()
    assert "You are the only manager of Cité limoges." in page
    assert "former member" in page


def test_she_types_her_address_and_nobody_comes_in_any_more(hers, person):
    there = Client()
    sign_in(there, person.email)
    assert hers.post(PAGE, {"address": " ANA@limoges.example "}).url == "/en/account/erased/"
    assert not is_in(hers)
    assert not is_in(there)
    assert sign_in(Client(), "ana@limoges.example").status_code == 200
    left = now(person)
    facts = (left.email, left.shown_name, left.is_active, left.has_usable_password(), left.needs_second_factor)
    assert facts == (f"{person.pk}@erased.invalid", "", False, False, False)
    assert [row.act for row in RoleJournal.objects.about(person)] == ["granted", "ended", "erased"]
    assert Role.objects.current().filter(person=person).count() == 0
    assert not EmailAddress.objects.exists()
    assert not UserSession.objects.exists()
    assert shown_name(left, "fr") == "ancien membre"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "ana@limoges.exampl"}, "address"),
        ({"address": "ana@limoges.example", "names": "a\nb\nc\nd\ne\nf"}, "names"),
        ({"address": "ana@limoges.example", "names": "a" * 121}, "names"),
    ],
)
def test_what_is_not_meant_changes_nothing_and_is_said_at_its_field(hers, person, sent, field):
    answer = hers.post(PAGE, sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert now(person).erased_at is None


def test_who_signed_in_long_ago_proves_who_they_are_first(person):
    client = Client()
    client.force_login(person)
    assert "/prove/" in client.get(PAGE).url
    assert "/prove/" in client.post(PAGE, {"address": person.email}).url
    assert now(person).erased_at is None


def test_the_last_administrator_stays_until_there_is_another(hers, person):
    grant_role(person=person, kind="administrator", by=None)
    page = hers.get(PAGE).content.decode()
    assert "You are the only network administrator." in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert hers.post(PAGE, {"address": person.email}).status_code == 409
    assert now(person).erased_at is None
    assert [row.act for row in RoleJournal.objects.about(person)] == ["granted", "granted"], "nothing happened by half"
    other = a_person("administrator")
    assert hers.post(PAGE, {"address": person.email}).status_code == 302
    told = Notification.objects.filter(person=other).values_list("kind", flat=True)
    assert list(told) == ["place_without_manager"]


def test_it_is_done_once(person):
    assert erase_person(person=person, by=person)
    first = now(person).erased_at
    assert not erase_person(person=person, by=person)
    assert now(person).erased_at == first
    assert RoleJournal.objects.about(person).filter(act="erased").count() == 1


def test_a_failure_in_the_middle_leaves_all_as_it_was_and_it_can_be_done_again(person, monkeypatch):
    everybody = forgetting.erasers()

    def broken(_forgotten):
        raise RuntimeError("killed")

    with monkeypatch.context() as broken_off:
        broken_off.setattr(forgetting, "_erasers", [*everybody, broken])
        with pytest.raises(RuntimeError):
            erase_person(person=person, by=person)
    assert (now(person).email, now(person).shown_name) == ("ana@limoges.example", "Ana Silva")
    assert EmailAddress.objects.filter(user=person).exists()
    assert erase_person(person=person, by=person)


def test_what_was_being_written_meanwhile_does_not_bring_her_back(person):
    old = now(person)
    erase_person(person=person, by=person)
    facts = {"language": "it", "time_zone": "Europe/Rome"}
    save_settings(person=old, shown_name="Ana Silva", by=old, **facts)
    with pytest.raises(AddressTaken):
        add_address(person=old, address="ana@ailleurs.example", by=old)
    assert now(person).shown_name == ""
    assert not EmailAddress.objects.exists()
    for back in ({"shown_name": "Ana"}, {"email": "ana@limoges.example"}, {"is_active": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=person.pk).update(**back)


def test_her_address_may_be_asked_in_again(person):
    erase_person(person=person, by=person)
    anew = open_account(email="ana@limoges.example", language="fr", by=None)
    assert anew.pk != person.pk
    assert anew.shown_name == ""


def test_anybody_may_read_the_last_page_and_it_names_nobody(client):
    assert client.get("/fr/account/erased/").status_code == 200


# --- what is taken out of texts -------------------------------------------------------------------


def forgotten(
    *names: str, addresses: tuple[str, ...] = ("ana@limoges.example",), own: tuple[str, ...] = ()
) -> Forgotten:
    """Give somebody to forget."""
    return Forgotten(User(pk=1), addresses, names, frozenset(own))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Merci à Ana Silva.", "Merci à […]."),
        ("ANA  SILVA,\nana silva", "[…],\n[…]"),
        ("Ana\nSilva", "[…]"),
        ("Anabel Silva, Ana Silvana", "Anabel Silva, Ana Silvana"),
        ("Écrire à Ana@Limoges.example, vite", "Écrire à […], vite"),
        ("diana@limoges.example, ana@limoges.example.org", "diana@limoges.example, ana@limoges.example.org"),
        ("ana@limoges.example.", "[…]."),
        ("", ""),
    ],
)
def test_names_and_addresses_are_taken_out_as_whole_words(text, left):
    assert forgotten("Ana Silva").without(text) == left


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("le", "le club"),
        ("les", "les clubs"),
        ("Pilar", "le pilar central"),
        ("0001", "FP 0001"),
        ("Limoges", "Le club de Limoges"),
        ("Cité de Limoges", "La cité de Limoges"),
    ],
)
def test_a_name_that_is_a_word_of_everybody_takes_nothing_away(name, text):
    assert forgotten(name, own=("limoges", "cité de limoges")).without(text) == text


def test_a_name_made_of_words_the_site_says_is_refused_at_its_field_and_takes_nothing_away(hers, person):
    sent = {"address": person.email, "names": "Votre Fiche"}
    answer = hers.post(PAGE, sent)
    assert answer.status_code == 422
    assert "“Votre Fiche” is made of words everybody uses here" in answer.content.decode()
    person.shown_name = "Les Roles"
    assert forgotten_of(person, ["Merci", "Ana Silva"]).without("Merci, Ana Silva : les roles sont faux.") == (
        "Merci, […] : les roles sont faux."
    )


def test_a_mailbox_of_a_place_is_not_hers_though_she_signs_in_with_it(person):
    EmailAddress.objects.create(user=person, email="contact@limoges.example", verified=True)
    found = forgotten_of(person, [])
    assert "contact@limoges.example" in found.addresses
    assert found.without("contact@limoges.example, ana@limoges.example") == "contact@limoges.example, […]"


def test_accents_put_together_or_apart_html_and_nested_json_are_the_same_name():
    found = forgotten("Zoé O’Brien & fils", "Zoé Li")
    assert found.without("Zoe\u0301 Li, Zoé O’Brien &amp; fils") == "[…], […]"
    inner = '[{"type": "p", "value": "Zo\\u00e9 Li"}]'
    assert found.out_of({"body": inner, "n": 1}) == {"body": '[{"type": "p", "value": "[\\u2026]"}]', "n": 1}


def test_a_letter_to_somebody_else_loses_her_and_nothing_more():
    letter = EmailMessage(
        "De Ana Silva", "Ana Silva écrit : é", "r@x.example", ["b@x.example"], headers={"Message-ID": "<1@x>"}
    )
    raw = letter.message().as_bytes()
    freed = freed_letter(raw, forgotten("Ana Silva"))
    assert freed is not None
    said = message_from_bytes(freed, policy=policy.default)
    assert (said["Subject"], said["To"], said["Message-ID"]) == ("De […]", "b@x.example", "<1@x>")
    assert said.get_content() == "[…] écrit : é\n" or said.get_content() == "[…] écrit : é"
    assert freed_letter(raw, forgotten("Somebody Else")) is None


def test_letters_to_any_spelling_of_her_address_go_others_stay(person, settings):
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    for to in ("Ana@LIMOGES.example", "colleague@limoges.example"):
        EmailMessage("Bonjour", "Un mot.", None, [to]).send()
    erase_person(person=person, by=person)
    assert list(OutgoingMail.objects.values_list("recipients", flat=True)) == [["colleague@limoges.example"]]


def test_two_last_administrators_do_not_go_one_after_the_other():
    first, second = a_person("administrator"), a_person("administrator")
    assert erase_person(person=first, by=first)
    with pytest.raises(CannotBeForgotten):
        erase_person(person=second, by=second)
