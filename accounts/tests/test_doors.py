"""The doors of the admin: one sign-in, and nothing to see for those who may not enter."""

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import resolve
from wagtail.models import Page

from accounts.actions import note_roles, open_account
from accounts.doors import names_hidden_page
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    """A member who edits nothing."""
    return open_account(email="conseil@limoges.example", language="fr", by=None)


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/cms/login/", "/cms/"),
        ("/cms/login/?next=/cms/pages/", "/cms/pages/"),
        ("/cms/login/?next=https://evil.example/", "/cms/"),
        ("/cms/login/?next=//evil.example/", "/cms/"),
        ("/admin/", "/cms/"),
        ("/admin/login/?next=/cms/images/", "/cms/images/"),
    ],
)
def test_other_doors_lead_to_the_one_sign_in(client, path, onward):
    assert client.get(path).url.endswith(f"/account/login/?next={onward}")


@pytest.mark.parametrize(
    "path", ["/cms/password_reset/", "/cms/password_reset/done/", "/cms/password_reset/confirm/MQ/abc-def/"]
)
def test_wagtails_own_passwords_do_not_exist(client, path):
    assert client.get(path).url.endswith("/account/password/reset/")


@pytest.mark.parametrize(
    "path", ["/cms/", "/cms/pages/", "/cms/pages/1/edit/", "/cms/nothing/here/", "/cms/users/", "/cms/jsi18n/"]
)
def test_the_anonymous_sign_in_whether_or_not_the_thing_exists(client, path):
    assert client.get(path).url.endswith(f"/account/login/?next={path}")


@pytest.mark.parametrize(
    "path", ["/cms/", "/cms/pages/", "/cms/pages/1/edit/", "/cms/nothing/here/", "/cms/sprite/", "/cms/users/"]
)
def test_for_other_members_there_is_nothing_there(client, member, path):
    client.force_login(member)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/cms/users/", "/cms/users/new/", "/cms/groups/", "/cms/groups/new/", "/cms/bulk/accounts/user/delete/?id=1"],
)
def test_people_and_groups_have_no_screens(client, member, path):
    may_enter(member, "access_admin", "change_user", "add_user", "delete_user", "change_group", "add_group")
    client.force_login(member)
    assert client.get("/cms/").status_code == 200
    assert client.get(path).status_code == 404


def may_enter(member, *names):
    """Open the admin to `member`, with these rights of Wagtail's and Django's."""
    note_roles(person=member, may_enter_cms=True, is_network_administrator=False)
    member.user_permissions.set(Permission.objects.filter(codename__in=names))


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/1/", "/cms/api/main/pages/", "/cms/reports/workflow/"])
def test_an_account_wagtail_asks_for_no_right_has_no_door(client, member, path):
    User.objects.filter(pk=member.pk).update(is_superuser=True, may_enter_cms=True)
    client.force_login(User.objects.get(pk=member.pk))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_technical_account_is_made_without_the_door(db):
    made = User.objects.create_superuser("machine@reseau.example")
    assert (made.is_superuser, made.may_enter_cms) == (True, False)


def test_a_fact_written_on_the_person_opens_the_door(client, member):
    note_roles(person=member, may_enter_cms=True, is_network_administrator=False)
    client.force_login(member)
    assert client.get("/cms/").status_code != 404


def test_the_admins_menu_signs_out(client, member):
    client.force_login(member)
    assert client.get("/cms/logout/").url.endswith("/account/logout/")
    assert client.post("/cms/logout/").status_code == 302
    assert client.get("/fr/account/").status_code == 302


def test_a_page_out_of_reach_is_absent_by_every_name_addresses_have_for_it(client, member):
    may_enter(member, "access_admin")
    client.force_login(member)
    hidden = Page.get_first_root_node().add_child(instance=Page(title="Brouillon", slug="brouillon"))
    for path in (
        f"/cms/pages/{hidden.pk}/",
        f"/cms/pages/{hidden.pk}/move/{hidden.pk}/confirm/",
        f"/cms/api/main/pages/{hidden.pk}/",
        f"/cms/choose-page/{hidden.pk}/",
        f"/cms/choose-page/chosen-multiple/?id={hidden.pk}",
        f"/cms/bulk/wagtailcore/page/delete/?id={hidden.pk}",
        f"/cms/bulk/practices/practice/delete/?id={hidden.pk}",
        "/cms/bulk/wagtailcore/page/publish/?id=all",
        f"/cms/bulk/wagtailcore/page/publish/?id=all&childOf={hidden.pk}",
        "/cms/bulk/wagtailcore/page/publish/?id=all&childOf=1&q=brouillon",
    ):
        assert client.get(path).status_code == 404, path
    assert b"Brouillon" not in client.get("/cms/choose-page/").content
    assert client.post("/cms/redirects/add/", {"old_path": "/x/", "redirect_page": hidden.pk}).status_code == 404
    assert client.get(f"/cms/bulk/wagtailcore/page/publish/?id={'9' * 40}").status_code == 404


def test_a_reach_among_pages_says_nothing_of_other_things(client, member):
    """A term that bears the number of a hidden page is none."""
    note_roles(person=member, may_enter_cms=True, is_network_administrator=False)
    client.force_login(member)
    hidden = Page.get_first_root_node().add_child(instance=Page(title="Brouillon", slug="brouillon"))
    path = f"/cms/bulk/editorial/term/delete/?id={hidden.pk}"
    assert not names_hidden_page(RequestFactory().get(path), resolve(path.split("?")[0]))
