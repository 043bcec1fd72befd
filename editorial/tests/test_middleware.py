"""What happens around a request: kept pages, languages, a database away, the editors' policy."""

import pytest
from django.db import OperationalError, transaction
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory

from editorial import caching, errors
from editorial.models import ContentChange, Term
from multilingual.signals import announce
from tests.queries import queries

from . import urls

IN_PRODUCTION = caching.VERSION_READ_EVERY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("editorial.tests.urls")]


@pytest.fixture
def term() -> Term:
    """A term that pages show."""
    words = {f"label_{code}": f"Club {code}" for code in ("fr", "it", "es", "pt", "en", "ca")}
    return Term.objects.create(vocabulary="kind", key="club", position=1, **words)


def test_the_version_is_read_twice_a_second():
    assert IN_PRODUCTION == 0.5


def change(term: Term, capture, words: str = "Cercle") -> None:
    """Word a term again, as an action does."""
    with capture(execute=True):
        Term.objects.filter(pk=term.pk).update(label_fr=words)
        announce(term, "saved")


def test_a_second_reader_gets_the_kept_page_without_any_query(client, term):
    first = client.get("/fr/practices/")
    with queries(0):
        second = Client().get("/fr/practices/")
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Content-Language"] == "fr"
    assert second["Cache-Control"] == "public, no-cache"
    assert "Cookie" in second["Vary"]


def test_a_browser_that_has_the_page_is_told_so(client, term):
    etag = client.get("/fr/practices/")["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get("/fr/practices/", headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.get("/fr/practices/", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_change_is_seen_at_once_in_the_process_that_made_it(client, term, django_capture_on_commit_callbacks):
    assert b"Club fr" in client.get("/fr/practices/").content
    change(term, django_capture_on_commit_callbacks)
    assert b"Cercle" in client.get("/fr/practices/").content


def test_a_change_is_seen_within_half_a_second_in_another_process(client, term, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(caching, "monotonic", lambda: now)
    monkeypatch.setattr(caching, "VERSION_READ_EVERY", 0.5)
    before = client.get("/fr/practices/").content
    Term.objects.filter(pk=term.pk).update(label_fr="Cercle")
    ContentChange.objects.bulk_create([ContentChange()])  # committed elsewhere: nothing tells this process
    now += 0.49
    assert client.get("/fr/practices/").content == before
    now += 0.02
    assert b"Cercle" in client.get("/fr/practices/").content


def test_a_change_taken_back_renews_nothing(client, term):
    before = caching.read_version()

    with transaction.atomic():
        announce(term, "saved")
        assert caching.in_transaction()
        assert caching.content_version() != before  # inside, and told to nobody else
        transaction.set_rollback(True)
    assert caching.content_version() == before


def test_a_page_is_made_anew_after_ten_minutes(client, term, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(caching, "monotonic", lambda: now)
    before = client.get("/fr/practices/").content
    now += caching.PAGE_KEPT_FOR + 1
    assert client.get("/fr/practices/").content != before


@pytest.mark.parametrize("other", ["/fr/practices/?page=2", "/it/practices/", "/fr/"])
def test_each_address_has_its_own_page(client, term, other):
    made = urls.words.made
    client.get("/fr/practices/")
    client.get(other)
    assert urls.words.made == made + 2


def test_an_address_without_language_is_kept_in_each(client, term):
    assert client.get("/feed/", headers={"accept-language": "it"}).content.startswith(b"it Club it")
    assert client.get("/feed/", headers={"accept-language": "ca"}).content.startswith(b"ca Club ca")
    assert "Accept-Language" in client.get("/feed/", headers={"accept-language": "ca"})["Vary"]


def test_hosts_do_not_share_pages(client, term, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    made = urls.words.made
    client.get("/fr/practices/", headers={"host": "one.example"})
    client.get("/fr/practices/", headers={"host": "two.example"})
    assert urls.words.made == made + 2


def test_a_member_neither_gets_nor_leaves_a_kept_page(client, term, member):
    anonymous = client.get("/fr/practices/")
    type(member).objects.filter(pk=member.pk).update(shown_name="Zoé Martí")
    client.force_login(member)
    own = client.get("/fr/practices/", headers={"if-none-match": anonymous["ETag"]})
    assert "Zoé Martí".encode() in own.content
    assert own["Cache-Control"] == "private, no-cache"
    assert "ETag" not in own
    assert "Zoé Martí".encode() not in Client().get("/fr/practices/").content


@pytest.mark.parametrize("path", ["/fr/own/", "/fr/cookie/", "/fr/nowhere/"])
def test_what_is_not_public_is_not_kept(client, path):
    response = client.get(path)
    assert "ETag" not in response
    assert response["Cache-Control"] in ("private, no-cache", "no-store")
    assert not caching.store.pages


def test_head_and_post_leave_nothing(client, term):
    client.head("/fr/practices/")
    client.post("/fr/practices/")
    assert not caching.store.pages


def test_the_store_keeps_to_its_room():
    store = caching.PageStore(room=10)
    for name in "abc":
        store.put(name, caching.KeptPage(b"12345", {}, "", "v", float("inf")))
    assert [store.get(name, "v") is None for name in "abc"] == [True, False, False]
    assert store.get("b", "newer") is None
    assert store.taken == 5


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("it", "it"),
        ("de, ca;q=0.8, fr;q=0.5", "ca"),
        ("pt-BR", "pt"),
        ("de", "fr"),
        ("", "fr"),
        ("*", "fr"),
        ("x" * 9000, "fr"),
    ],
)
def test_the_root_leads_to_the_language_asked_for(client, asked, given):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{given}/")
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_the_address_says_the_language_whatever_the_browser_asks(client, term, member):
    client.force_login(member)
    response = client.get("/pt/practices/", headers={"accept-language": "it"})
    assert response["Content-Language"] == "pt"
    assert response.content.startswith(b"pt Club pt")


@pytest.mark.parametrize("path", ["/de/practices/", "/pt-br/practices/", "/FR/practices/", "/frx/"])
def test_other_languages_do_not_exist(client, path):
    response = client.get(path, headers={"accept-language": "es"})
    assert response.status_code == 404
    assert b'lang="es"' in response.content


def test_the_404_page_speaks_the_language_of_the_address(client):
    response = client.get("/ca/nowhere/", headers={"accept-language": "it"})
    assert b'lang="ca"' in response.content
    assert not response.cookies


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_locked_database_gives_a_page_that_asks_it_nothing(client, member, signed_in):
    if signed_in:
        client.force_login(member)
    caching.content_version()
    with queries(0):
        response = client.get("/it/locked/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Cache-Control"] == "no-store"
    assert b'lang="it"' in response.content


def test_a_database_gone_before_any_view_gives_the_same_page(monkeypatch):
    def gone() -> str:
        raise OperationalError("connection refused")

    monkeypatch.setattr(caching, "read_version", gone)
    response = Client(raise_request_exception=False).get("/it/practices/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_wrong_code_is_an_error_of_ours():
    response = Client(raise_request_exception=False).get("/it/wrong/")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert b'lang="it"' in response.content


def test_without_its_template_an_error_is_still_a_sentence(monkeypatch):
    def missing(template: str, request: None = None) -> str:
        raise TemplateDoesNotExist(template)

    monkeypatch.setattr(errors.loader, "render_to_string", missing)
    response = errors.database_away(RequestFactory().get("/fr/"))
    assert response.status_code == 503
    assert len(response.content) > 20


def test_a_foreign_host_is_refused_with_a_page():
    response = Client(raise_request_exception=False).get("/it/practices/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b'lang="it"' in response.content


def test_the_policy_is_relaxed_for_editors_only(client):
    assert "unsafe-inline" not in client.get("/fr/own/")["Content-Security-Policy"]
    relaxed = client.get("/cms/page/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in relaxed
    assert "http" not in relaxed


def test_the_version_moves_whichever_change_is_committed_last():
    ContentChange.objects.create(pk=7)
    seen = caching.read_version()
    ContentChange.objects.create(pk=6)  # begun before the other, committed after it
    assert caching.read_version() != seen
