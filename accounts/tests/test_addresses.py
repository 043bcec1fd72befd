"""Several addresses of one person: confirmed by a code, of one account only, and nobody is told whose they are."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.actions import AddressTaken, add_address, open_account
from accounts.models import User
from tests.queries import counted

from .door import PASSWORD, is_in, last_code, sign_in

pytestmark = pytest.mark.django_db
PAGE, CONFIRM = "/fr/account/addresses/", "/fr/account/addresses/confirm/"


@pytest.fixture
def person(client) -> User:
    """Somebody who has just signed in."""
    user = open_account(email="lucia@milano.example", language="fr", password=PASSWORD, by=None)
    sign_in(client, user.email)
    return user


@pytest.fixture
def other() -> User:
    """Somebody else, with two addresses."""
    user = open_account(email="ana@porto.example", language="pt", password=PASSWORD, by=None)
    add_address(person=user, address="ana@second.example", by=user)
    return user


def addresses_of(person: User) -> dict[str, bool]:
    """Give a person's addresses and which is the main one."""
    return dict(EmailAddress.objects.filter(user=person).order_by("email").values_list("email", "primary"))


def test_an_address_is_added_by_the_code_mailed_to_it(client, person):
    answer = client.post(PAGE, {"do": "add", "email": " Lucia@Genova.example "})
    assert answer.url == CONFIRM
    assert mail.outbox[-1].to == ["lucia@genova.example"]
    assert addresses_of(person) == {"lucia@milano.example": True}, "nothing is written before the code came back"
    assert client.post(CONFIRM, {"code": last_code().lower().replace("-", " ")}).url == PAGE
    assert addresses_of(person) == {"lucia@genova.example": False, "lucia@milano.example": True}
    client.post("/fr/account/logout/")
    sign_in(client, "lucia@genova.example")
    assert is_in(client)


def test_a_code_works_once_and_three_wrong_ones_end_it(client, person):
    client.post(PAGE, {"do": "add", "email": "lucia@genova.example"})
    code = last_code()
    assert [client.post(CONFIRM, {"code": "BBBB-BBBB"}).status_code for _try in range(3)] == [200, 200, 302]
    assert client.post(CONFIRM, {"code": code}).url == PAGE
    assert len(addresses_of(person)) == 1
    client.post(PAGE, {"do": "add", "email": "lucia@genova.example"})
    code = last_code()
    client.post(CONFIRM, {"code": code})
    client.post(PAGE, {"do": "remove", "address": EmailAddress.objects.get(email="lucia@genova.example").pk})
    assert client.post(CONFIRM, {"code": code}).url == PAGE
    assert len(addresses_of(person)) == 1


def test_a_code_for_one_thing_is_worth_nothing_for_another(client, person):
    client.post(PAGE, {"do": "add", "email": "lucia@genova.example"})
    first = last_code()
    client.post(PAGE, {"do": "add", "email": "lucia@roma.example"})
    assert client.post(CONFIRM, {"code": first}).status_code == 200
    assert len(addresses_of(person)) == 1


@pytest.mark.parametrize("address", ["ana@porto.example", "ANA@second.example"])
def test_an_address_of_somebody_else_is_answered_like_a_free_one(client, person, other, address, settings):
    settings.EMAIL_BACKEND = "accounts.mailqueue.QueueBackend"
    pages, counts = [], []
    for asked in ("free@genova.example", address):
        with counted() as sent:
            answer = client.post(PAGE, {"do": "add", "email": asked})
        counts.append(sorted(sql.split(" WHERE ")[0] for sql in sent))
        assert answer.url == CONFIRM
        page = client.get(CONFIRM).content.decode()
        pages.append(re.sub(r'value="[^"]*"', "", page).replace(asked.lower(), ""))
    assert pages[0] == pages[1]
    assert counts[0] == counts[1]


def test_the_owner_of_an_address_is_told_and_it_stays_theirs(client, person, other):
    client.post(PAGE, {"do": "add", "email": "ana@second.example"})
    assert mail.outbox[-1].to == ["ana@second.example"]
    assert mail.outbox[-1].extra_headers["Content-Language"] == "pt"
    assert not re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[-1].body)
    with pytest.raises(AddressTaken):
        add_address(person=person, address="ana@second.example", by=person)
    assert addresses_of(other) == {"ana@porto.example": True, "ana@second.example": False}


def test_the_first_who_confirms_has_it(client, person, other):
    client.post(PAGE, {"do": "add", "email": "both@genova.example"})
    code = last_code()
    add_address(person=other, address="both@genova.example", by=other)
    answer = client.post(CONFIRM, {"code": code})
    assert answer.url == PAGE
    assert len(addresses_of(person)) == 1


def test_the_main_address_is_where_letters_go(client, person):
    add_address(person=person, address="lucia@genova.example", by=person)
    row = EmailAddress.objects.get(email="lucia@genova.example")
    client.post(PAGE, {"do": "primary", "address": row.pk})
    assert User.objects.get(pk=person.pk).email == "lucia@genova.example"
    assert addresses_of(person) == {"lucia@genova.example": True, "lucia@milano.example": False}


def test_the_main_one_stays_and_another_goes(client, person):
    add_address(person=person, address="lucia@genova.example", by=person)
    rows = {row.email: row.pk for row in EmailAddress.objects.all()}
    client.post(PAGE, {"do": "remove", "address": rows["lucia@milano.example"]})
    assert len(addresses_of(person)) == 2
    client.post(PAGE, {"do": "remove", "address": rows["lucia@genova.example"]})
    assert addresses_of(person) == {"lucia@milano.example": True}


@pytest.mark.parametrize("do", ["primary", "remove"])
def test_nobody_touches_the_addresses_of_somebody_else(client, person, other, do):
    before = addresses_of(other)
    for row in EmailAddress.objects.filter(user=other):
        client.post(PAGE, {"do": do, "address": row.pk})
    for nonsense in ("", "x", "-1", "9" * 40):
        assert client.post(PAGE, {"do": do, "address": nonsense}).status_code == 302
    assert addresses_of(other) == before
    assert User.objects.get(pk=person.pk).email == "lucia@milano.example"


def test_five_addresses_are_enough(client, person):
    for number in range(4):
        add_address(person=person, address=f"l{number}@genova.example", by=person)
    assert client.post(PAGE, {"do": "add", "email": "sixth@genova.example"}).status_code == 200
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address",
    ["", "x", "a\x00b@milano.example", "a" * 300 + "@b.example", "lucia@milano.example", f"l@{'é' * 60}.example"],
)
def test_what_is_no_new_address_is_refused_at_its_field(client, person, address):
    answer = client.post(PAGE, {"do": "add", "email": address})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["email"]
    assert mail.outbox == []


def test_a_second_address_opens_no_second_account(person, other):
    assert open_account(email="ana@second.example", language="fr", by=None) == other


def test_letters_with_codes_are_limited(client, person):
    answers = [client.post(PAGE, {"do": "add", "email": f"a{n}@genova.example"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [200]
    assert len(mail.outbox) == 10


def test_an_old_session_proves_it_again_first(client, person):
    client.post("/fr/account/logout/")
    client.force_login(person)
    answer = client.post(PAGE, {"do": "add", "email": "lucia@genova.example"})
    assert answer.url.startswith("/fr/account/prove/password/")
    assert mail.outbox == []
    onward = client.post("/fr/account/prove/password/", {"password": PASSWORD, "next": PAGE})
    assert onward.url == CONFIRM, "what was sent is done after the proof"
    assert mail.outbox[-1].to == ["lucia@genova.example"]


def test_an_address_nobody_confirmed_signs_nobody_in(client, person):
    EmailAddress.objects.create(user=person, email="victim@genova.example", verified=False)
    client.post("/fr/account/logout/")
    sign_in(client, "victim@genova.example")
    assert not is_in(client)
    client.post("/fr/account/login/code/", {"email": "victim@genova.example"})
    client.post("/fr/account/password/reset/", {"email": "victim@genova.example"})
    assert mail.outbox == []
