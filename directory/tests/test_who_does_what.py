"""Who does what: the list of those one looks after, the people of a place, and how they are given roles."""

import datetime

import pytest

from accounts.models import User
from directory.models import Role, RoleJournal
from directory.models.roles import today
from tests.queries import counted

from .looking_after import given, people_of, told
from .scenes import a_person, signed_in

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


# --- who sees what --------------------------------------------------------------------------------


def test_managers_see_those_of_their_places_and_administrators_everybody(places):
    manager, administrator = a_person("manager", places["limoges"], language="en"), a_person("administrator")
    for slug, name in (("limoges", "Anna L"), ("brive", "Bruno B"), ("rouen", "Rosa R")):
        User.objects.filter(pk=a_person("advisor", places[slug]).pk).update(shown_name=name)
    page = signed_in(manager).get("/en/desk/people/").content.decode()
    assert [name in page for name in ("Anna L", "Bruno B", "Rosa R")] == [True, True, False]
    page = signed_in(administrator).get("/en/desk/people/").content.decode()
    assert all(name in page for name in ("Anna L", "Bruno B", "Rosa R"))
    found = signed_in(administrator).get("/en/desk/people/", {"q": "rosa", "order": "function"}).content.decode()
    assert ("Rosa R" in found, "Anna L" in found) == (True, False)
    at_brive = signed_in(manager).get("/en/desk/people/", {"place": places["brive"].pk}).content.decode()
    assert ("Bruno B" in at_brive, "Anna L" in at_brive) == (True, False)
    nonsense = signed_in(manager).get("/en/desk/people/", {"place": "x", "kind": "y", "order": "z", "page": "-1"})
    assert nonsense.status_code == 200


@pytest.mark.parametrize("kind", ["advisor", "reception", "documentalist", "reviewer", "editor", "translator", ""])
def test_for_everybody_else_these_pages_are_not_there(places, kind):
    at_a_place = kind in ("advisor", "reception", "documentalist")
    person = a_person(kind, places["limoges"] if at_a_place else None, translates="it" if kind == "translator" else "")
    colleague, client = a_person("advisor", places["limoges"]), signed_in(person)
    nowhere = client.get("/en/desk/nothing/").status_code
    for address in (
        "/en/desk/people/",
        "/en/desk/people/journal/",
        f"/en/desk/people/{colleague.pk}/",
        people_of(places["limoges"]),
        f"{people_of(places['limoges'])}{colleague.pk}/",
        f"/en/desk/roles/{colleague.roles.get().pk}/",
    ):
        assert client.get(address).status_code == nowhere == 404
    assert colleague.roles.lasting().count() == 1


def test_no_colleague_reads_an_address(places):
    manager = a_person("manager", places["limoges"])
    nameless = a_person("advisor", places["limoges"])
    client = signed_in(manager)
    for address in ("/fr/desk/people/", people_of(places["limoges"]), f"{people_of(places['limoges'])}{nameless.pk}/"):
        page = client.get(address).content.decode()
        assert "p…@membres.example" in page, "what tells namesakes apart"
        assert nameless.email not in page


def test_lists_cost_the_same_for_one_person_and_for_two_thousand(places):
    manager, client, counts = a_person("manager", places["limoges"]), None, []
    client = signed_in(manager)
    for number in (1, 2000):
        many = User.objects.bulk_create(User(email=f"many-{number}-{one}@membres.example") for one in range(number))
        Role.objects.bulk_create(
            Role(person=one, kind="advisor", place=places["limoges"], stage="held") for one in many
        )
        for address in ("/fr/desk/people/", "/fr/desk/people/?q=limoges&order=function"):
            with counted() as sent:
                assert client.get(address).status_code == 200
            counts.append(len(sent))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 9


# --- giving ---------------------------------------------------------------------------------------


def test_a_manager_gives_a_dated_role_by_address_or_from_the_list_and_the_person_is_told(places):
    manager, client = a_person("manager", places["limoges"], language="en"), None
    client = signed_in(manager)
    near, far = a_person("advisor", places["brive"]), a_person("reviewer")
    ends = (today() + 30 * DAY).isoformat()
    assert client.post(people_of(places["limoges"]), given(known=str(near.pk), ends=ends)).status_code == 302
    asked = given(address=f" {far.email.upper()} ", kind="documentalist", begins=(today() + DAY).isoformat())
    assert client.post(people_of(places["limoges"]), asked).status_code == 302
    found = Role.objects.held_at(places["limoges"]).exclude(person=manager).order_by("pk")
    assert list(found.values_list("person", "kind", "begins", "ends")) == [
        (near.pk, "advisor", today(), today() + 30 * DAY),
        (far.pk, "documentalist", today() + DAY, None),
    ]
    assert (told(near), told(far), told(manager)) == (["role_given"], ["role_given"], [])
    assert [line.by for line in RoleJournal.objects.order_by("-pk")[:2]] == [manager.pk, manager.pk]
    again = client.post(people_of(places["limoges"]), given(known=str(near.pk)), follow=True)
    assert "They have this role already" in again.content.decode()
    assert found.count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"address": "nobody@membres.example"}, "No member has this address"),
        ({}, "Say who gets the role."),
        ({"address": "x"}, "This is no e-mail address."),
        ({"known": "987654"}, "not one of the available choices"),
        ({"begins": "soon"}, "This is no day."),
        ({"kind": "administrator"}, "not one of the available choices"),
        ({"ends": "2001-01-01"}, "A role ends after the day on which it begins."),
    ],
)
def test_what_makes_no_role_is_refused_with_a_sentence_and_kept(places, wrong, said):
    manager = a_person("manager", places["limoges"])
    if wrong and "address" not in wrong and "known" not in wrong:
        wrong = {**wrong, "known": str(manager.pk)}
    answer = signed_in(manager).post(people_of(places["limoges"]), given(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Role.objects.count() == 1


def test_an_administrator_gives_any_role_whose_scope_fits(places):
    client, person = signed_in(a_person("administrator")), a_person()
    address = f"/en/desk/people/{person.pk}/"
    asked = {"do": "give", "kind": "translator", "place": "", "language": "", "begins": today().isoformat(), "ends": ""}
    refused = client.post(address, asked)
    assert refused.status_code == 422
    assert "a translator needs a language" in refused.content.decode()
    assert client.post(address, {**asked, "language": "it"}).status_code == 302
    assert person.roles.get().language == "it"
