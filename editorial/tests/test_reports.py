"""The terms that lack a word, as editors find them in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command

from editorial.models import Term
from editorial.reports import gaps, untranslated_terms
from multilingual.languages import CODES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("editorial.tests.urls")]
ADDRESS = "/cms/reports/untranslated-terms/"


def in_the_admin(client, member, *names: str):
    """Give a client signed in as somebody who may enter the admin with these rights."""
    member.may_enter_cms = True
    member.save()
    member.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *names]))
    client.force_login(member)
    return client


def term(key: str, **texts: str) -> Term:
    return Term.objects.create(
        vocabulary="kind", key=key, **{f"label_{code}": f"{key} {code}" for code in CODES} | texts
    )


def test_terms_with_a_gap_are_found_and_no_others(db):
    term("whole")
    term("explained", **{f"text_{code}": "x" for code in CODES})
    term("unnamed", label_ca="")
    term("half", text_fr="x", text_it="y", reverse_fr="z")
    assert {found.key: gaps(found) for found in untranslated_terms()} == {
        "unnamed": f"{Term._meta.get_field('label').verbose_name}: Català",
        "half": " · ".join(
            [
                f"{Term._meta.get_field('text').verbose_name}: Español, Português, English, Català",
                f"{Term._meta.get_field('reverse').verbose_name}: Italiano, Español, Português, English, Català",
            ]
        ),
    }


def test_the_words_of_the_house_lack_nothing(db):
    call_command("load_vocabularies", verbosity=0)
    assert list(untranslated_terms()) == []


def test_an_editor_sees_what_is_missing_and_the_way_to_write_it(client, member):
    found = term("unnamed", label_ca="")
    editor = in_the_admin(client, member, "change_term", "view_term")
    page = editor.get(ADDRESS).content.decode()
    assert "Català" in page
    assert f"/cms/snippets/editorial/term/edit/{found.pk}/" in page
    assert ADDRESS in editor.get("/cms/").content.decode()
    assert editor.get(f"{ADDRESS}results/").status_code == 200


def test_where_nothing_is_missing_the_page_says_so(client, member):
    page = in_the_admin(client, member, "change_term").get(ADDRESS).content.decode()
    assert "six langues" in page or "six languages" in page


def test_others_neither_see_nor_open_it(client, member):
    other = in_the_admin(client, member)
    assert other.get(ADDRESS).status_code in (302, 403, 404)
    assert ADDRESS not in other.get("/cms/").content.decode()
