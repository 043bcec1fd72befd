"""The desk: whose it is, and what it opens."""

from django.test import Client

from directory.actions import end_role
from editorial.registry import DeskRow, DeskSection, _desk, desk_rows


def desk_of(user: object) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/fr/desk/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_a_reader_is_led_to_sign_in(client, site):
    assert client.get("/pt/desk/").headers["Location"].startswith("/pt/account/login/?next=")


def test_it_says_what_the_person_is_and_where(limoges, person):
    page = desk_of(person("advisor", place=limoges))
    assert "Cité des métiers de Limoges" in page
    assert 'href="/fr/desk/practices/new/"' in page
    assert "/cms/" not in page


def test_editors_find_their_workshop(site, person):
    page = desk_of(person("editor"))
    assert 'href="/cms/"' in page


def test_translators_are_named_with_their_language_and_start_no_sheet(site, person):
    page = desk_of(person("translator", language="it"))
    assert 'href="/fr/desk/practices/new/"' not in page


def test_a_former_member_finds_their_account_only(limoges, person):
    advisor = person("advisor", place=limoges)
    end_role(role=advisor.roles.get(), by=None)
    page = desk_of(type(advisor).objects.get(pk=advisor.pk))
    assert 'href="/fr/account/"' in page
    assert "/desk/practices/" not in page
    assert "Limoges" not in page


def test_what_apps_register_stands_there_safely(limoges, person):
    def source(user):
        yield DeskSection("Un titre", [DeskRow("<b>Une fiche</b>", "/fr/", "Lire", why="parce que", lang="it")])

    desk_rows(1)(source)
    try:
        page = desk_of(person("advisor", place=limoges))
    finally:
        _desk[:] = [pair for pair in _desk if pair[1] is not source]
    assert "&lt;b&gt;Une fiche&lt;/b&gt;" in page
    assert '<a href="/fr/" lang="it">' in page
