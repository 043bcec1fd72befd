"""Places and roles in the admin: for network administrators, through our actions."""

import datetime

import pytest
from django.utils import timezone

from accounts.actions import add_address
from accounts.models import User
from directory.models import Place, Role, RoleJournal
from directory.permissions import manages

from .scenes import a_person, a_place

pytestmark = pytest.mark.django_db
ROLES, PLACES = "/cms/snippets/directory/role/", "/cms/snippets/directory/place/"


@pytest.fixture
def administrator(client) -> User:
    """A network administrator, signed in."""
    person = a_person("administrator")
    client.force_login(User.objects.get(pk=person.pk))
    return person


def rows(prefix: str, *forms: dict, known: int = 0) -> dict:
    """Give the fields of an inline formset."""
    sent = {
        f"{prefix}-TOTAL_FORMS": len(forms),
        f"{prefix}-INITIAL_FORMS": known,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, form in enumerate(forms):
        sent |= {
            f"{prefix}-{number}-{name}": value
            for name, value in {"ORDER": number + 1, "DELETE": "", "id": "", **form}.items()
        }
    return sent


def place_form(*boxes: dict, known: int = 0, **facts) -> dict:
    """Give the fields of the form of a place."""
    described = {
        "name": "Città dei Mestieri",
        "original_language": "it",
        "slug": "milano",
        "form": "cite",
        "life": "open",
        "country": "IT",
        "zone": "Milano",
        "time_zone": "Europe/Rome",
        "mother": "",
        "holder": "",
    }
    return {**described, **facts, **rows("mailboxes", *boxes, known=known), **rows("local_poles")}


def test_a_role_is_given_and_ended_by_our_actions(client, administrator):
    place, person = a_place(), a_person()
    given = {
        "address": person.email,
        "kind": "manager",
        "place": place.pk,
        "language": "",
        "begins": timezone.localdate().isoformat(),
        "ends": "",
    }
    assert client.get(f"{ROLES}add/").status_code == 200
    assert client.post(f"{ROLES}add/", given).status_code == 302
    assert manages(User.objects.get(pk=person.pk), place)
    role = Role.objects.get(person=person)
    line = RoleJournal.objects.get(role=role.pk)
    assert (line.act, line.by) == ("granted", administrator.pk)
    assert client.get(f"{ROLES}edit/{role.pk}/").status_code == 200
    changed = {**given, "kind": "administrator", "ends": timezone.localdate().isoformat()}
    assert client.post(f"{ROLES}edit/{role.pk}/", changed).status_code == 302
    role.refresh_from_db()
    assert (role.kind, role.ends) == ("manager", timezone.localdate())
    assert not manages(User.objects.get(pk=person.pk), place)


def test_an_editors_role_given_in_the_admin_writes_the_facts(client, administrator):
    person = a_person()
    client.post(
        f"{ROLES}add/",
        {"address": person.email, "kind": "editor", "place": "", "language": "", "begins": "2010-01-01", "ends": ""},
    )
    person.refresh_from_db()
    assert person.may_enter_cms
    assert person.groups.filter(name="Editors").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": "nobody@membres.example"}, "address"),
        ({"kind": "manager"}, "__all__"),
        ({"kind": "translator"}, "__all__"),
        ({"ends": "2009-01-01"}, "__all__"),
        ({"begins": "yesterday"}, "begins"),
    ],
)
def test_a_role_that_cannot_be_is_refused_with_a_sentence(client, administrator, change, field):
    person = a_person()
    given = {
        "address": person.email,
        "kind": "editor",
        "place": "",
        "language": "",
        "begins": "2010-01-01",
        "ends": "",
        **change,
    }
    answer = client.post(f"{ROLES}add/", given)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Role.objects.filter(person=person).exists()


def test_a_role_that_is_over_stays_over(client, administrator):
    past = {"begins": datetime.date(2008, 1, 1), "ends": datetime.date(2009, 1, 1)}
    role = a_person("reviewer", **past).roles.get()
    answer = client.post(f"{ROLES}edit/{role.pk}/", {"ends": "2099-01-01"})
    assert "ends" in answer.context["form"].errors


def test_a_place_is_described_and_described_again(client, administrator):
    assert client.get(f"{PLACES}add/").status_code == 200
    box = {"function": "contact", "address": "contatto@milano.example"}
    assert client.post(f"{PLACES}add/", place_form(box)).status_code == 302
    place = Place.objects.get(slug="milano")
    assert (place.headline_it, place.headline_fr) == ("Città dei Mestieri", None)
    kept = place.mailboxes.get()
    again = place_form(
        {**box, "id": kept.pk, "address": "info@milano.example"}, known=1, name="Città dei Mestieri di Milano"
    )
    assert client.get(f"{PLACES}edit/{place.pk}/").status_code == 200
    assert client.post(f"{PLACES}edit/{place.pk}/", again).status_code == 302
    place = Place.objects.get(pk=place.pk)
    assert place.headline_it == "Città dei Mestieri di Milano"
    assert list(place.mailboxes.values_list("pk", "address")) == [(kept.pk, "info@milano.example")]


def test_a_bond_that_does_not_fit_is_refused_at_its_field(client, administrator):
    centre = a_place("brive", "centre", mother=a_place())
    answer = client.post(f"{PLACES}add/", place_form(form="centre", mother=centre.pk))
    assert "mother" in answer.context["form"].errors


@pytest.mark.parametrize("path", [f"{ROLES}delete/", f"{PLACES}delete/"])
def test_nothing_is_deleted(client, administrator, path):
    thing = a_place() if "place" in path else a_person("reviewer").roles.get()
    client.post(f"{path}{thing.pk}/")
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("model", ["place", "role"])
def test_nothing_is_deleted_in_bulk(client, administrator, model):
    thing = a_place() if model == "place" else a_person("reviewer").roles.get()
    client.post(f"/cms/bulk/directory/{model}/delete/?id={thing.pk}")
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("path", [ROLES, PLACES, f"{ROLES}add/", f"{PLACES}add/"])
def test_editors_see_neither_places_nor_roles_there(client, path):
    client.force_login(a_person("editor"))
    assert client.get("/cms/").status_code == 200
    assert client.get(path).status_code in (302, 404)


def test_lists_open_and_show_what_there_is(client, administrator):
    a_place("limoges")
    assert "Cité limoges" in client.get(PLACES).content.decode()
    assert administrator.email in client.get(ROLES).content.decode()


def test_a_role_is_given_to_the_owner_of_any_confirmed_address(client, administrator):
    person = a_person()
    add_address(person=person, address="second@membres.example", by=person)
    given = {"kind": "reviewer", "place": "", "language": "", "begins": "2010-01-01", "ends": ""}
    client.post(f"{ROLES}add/", {"address": "Second@membres.example", **given})
    assert [role.kind for role in person.roles.all()] == ["reviewer"]
