"""Standing pages in two languages, and what an editor's change does to their translations."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from home.models import FrontPage, StandingPage
from multilingual.actions import publish_translation, save_translation
from multilingual.languages import column


@pytest.fixture
def editor_client(association: StandingPage, person) -> Client:
    client = Client()
    client.force_login(person("editor"))
    return client


def test_each_language_at_its_own_address(client, association):
    french, italian = (client.get(f"/{code}/association/").content.decode() for code in ("fr", "it"))
    assert "<h1>L’association</h1>" in french
    assert "Elle relie" in french
    assert "<h1>L’associazione</h1>" in italian
    assert '<h2 id="passage">Unisce.</h2>' in italian
    assert "Elle relie" not in italian


def test_untranslated_it_is_shown_in_its_original_language_and_says_so(client, association):
    page = client.get("/ca/association/").content.decode()
    assert '<h1 lang="fr">L’association</h1>' in page
    assert '<div class="prose" lang="fr">' in page
    assert 'class="notice"' in page.partition("<h1")[0]


def test_hreflang_names_only_the_languages_it_can_be_read_in(client, association):
    page = client.get("/ca/association/").content.decode()
    head = page.partition("</head>")[0]
    assert {code for code in ("fr", "it", "es", "ca") if f'hreflang="{code}"' in head} == {"fr", "it"}


def test_a_page_that_is_not_live_or_unknown_is_not_there(client, association):
    assert client.get("/fr/nowhere/").status_code == 404
    association.unpublish()
    assert client.get("/fr/association/").status_code == 404


def test_the_charter_has_an_anchor_per_principle_and_the_reverse_list(client, site):
    from home.actions import publish_standing_page

    texts = {"fr": {"headline": "La charte", "intro": "", "body": []}}
    publish_standing_page(slug="charter", language="fr", texts=texts, special="charter", by=None)
    page = client.get("/it/charter/").content.decode()
    for key in ("free-access", "user-centred", "plurality", "welcome", "interaction"):
        assert f'<li id="{key}">' in page
        assert f'<li id="not-{key}">' in page


def test_the_admin_form_has_the_original_language_only(editor_client, association):
    page = editor_client.get(f"/cms/pages/{association.pk}/edit/").content.decode()
    assert 'name="headline_fr"' in page
    assert 'name="headline_it"' not in page


def words(page: StandingPage, **changes: str) -> dict[str, str]:
    return {
        "headline_fr": page.headline_fr,
        "intro_fr": page.intro_fr,
        "special": "",
        "body_fr-count": "1",
        "body_fr-0-deleted": "",
        "body_fr-0-order": "0",
        "body_fr-0-type": "paragraphs",
        "body_fr-0-id": "",
        "body_fr-0-value": "Elle relie mieux.",
        **changes,
    }


def post(client: Client, page: StandingPage, **changes: str) -> None:
    answer = client.post(f"/cms/pages/{page.pk}/edit/", words(page, **{"action-publish": "1"}, **changes))
    assert answer.status_code == 302, answer.content.decode()


def test_an_editor_previews_without_publishing(editor_client, client, association):
    address = f"/cms/pages/{association.pk}/edit/preview/"
    assert editor_client.post(address, words(association)).json()["is_valid"]
    assert "Elle relie mieux." in editor_client.get(f"{address}?mode=").content.decode()
    assert "Elle relie mieux." not in client.get("/fr/association/").content.decode()


def test_an_administrator_makes_a_page_at_the_address_the_footer_leads_to(person, site, client):
    administrator = Client()
    administrator.force_login(person("administrator"))
    call_command("set_up", verbosity=0)
    GroupPagePermission.objects.filter(page__depth=1).delete()  # what is given on the front page is enough
    front = FrontPage.objects.get()
    new = words(StandingPage(headline_fr="Mentions légales", intro_fr=""), slug="legal", **{"action-publish": "1"})
    answer = administrator.post(f"/cms/pages/add/home/standingpage/{front.pk}/", new)
    assert answer.status_code == 302, answer.content.decode()
    assert "<h1>Mentions légales</h1>" in client.get("/fr/legal/").content.decode()


def test_an_editors_change_keeps_translations_and_marks_them(editor_client, client, association):
    post(editor_client, association, headline_fr="L’association du réseau", headline_it="effacé")
    page = StandingPage.objects.get(pk=association.pk)
    assert page.title == "L’association du réseau"
    assert getattr(page, column("headline", "it")) == "L’associazione"
    assert page.translation_states == {"it": "outdated"}
    assert "Elle relie mieux." in client.get("/fr/association/").content.decode()
    assert "Unisce." in client.get("/it/association/").content.decode()


def test_publishing_the_same_words_again_leaves_translations_current(editor_client, association):
    association.save_revision().publish()
    assert StandingPage.objects.get(pk=association.pk).translation_states == {"it": "current"}


def test_an_editor_makes_another_language_the_original(association, person):
    """On the translating page; who translates is not asked, and nothing of either language is lost."""
    address = reverse("translate_page", kwargs={"pk": association.pk, "code": "it"})
    for kind, status in (("label_officer", 404), ("editor", 302)):
        client = Client()
        client.force_login(person(kind))
        assert client.post(address, {"do": "swap"}).status_code == status
    page = StandingPage.objects.get(pk=association.pk)
    assert (page.original_language, page.headline_it, page.headline_fr, page.translation_states) == (
        "it",
        "L’associazione",
        "L’association",
        {"fr": "current"},
    )


def test_the_admin_form_leads_to_the_translating_page_of_each_language(editor_client, association):
    page = editor_client.get(f"/cms/pages/{association.pk}/edit/").content.decode()
    assert f"/desk/pages/{association.pk}/translate/it/" in page
    assert f"/desk/pages/{association.pk}/translate/fr/" not in page


def test_an_old_form_of_the_admin_brings_no_old_translation_back(editor_client, association):
    """The form was opened before a translator published Italian, and is sent after."""
    form = words(association, **{"action-publish": "1"})
    working = save_translation(thing=association, language="it", texts={"headline": "L’associazione nuova"}, by=None)
    publish_translation(thing=association, working=working, by=None)
    editor_client.post(f"/cms/pages/{association.pk}/edit/", form)
    assert StandingPage.objects.get(pk=association.pk).headline_it == "L’associazione nuova"
