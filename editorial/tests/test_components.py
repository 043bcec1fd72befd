"""Tags and error pages render to exactly the HTML the stylesheet expects; an anonymous page asks for nobody."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from editorial.tests.rendering import ICON, render, visit
from multilingual.languages import CODES
from multilingual.models import Shown

PARIS = SimpleNamespace(form="cite", life="open", form_label="Cité des métiers", local_language="fr", zone="Paris")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"), override_settings(ROOT_URLCONF="editorial.tests.rendering"):
        yield


class Sheet:
    slug = "library"
    headline = "Une bibliothèque"

    def language_states(self):
        return list(zip(CODES, ["original", "current", "outdated", "missing", "current", "missing"], strict=True))

    def url_in(self, code):
        return f"/{code}/there/"

    def shown(self, field):
        return Shown(getattr(self, field), "fr", True)


def test_an_icon_is_hidden_from_screen_readers():
    assert render('{% icon "mail" %}') == ICON.format("mail")


def test_a_badge_says_form_life_and_zone_in_the_place_s_language():
    assert render("{% badge place %}", place=PARIS) == (
        '<span class="badge" data-form="cite" data-life="open">'
        '<svg viewBox="0 0 36 36" aria-hidden="true"><use href="/static/editorial/icons.svg#place-cite"/></svg>'
        '<span><span class="badge-name" lang="fr">Cité des métiers</span> '
        '<span class="badge-zone">Paris</span></span></span>'
    )


def test_a_badge_mentions_a_life_other_than_open():
    place = SimpleNamespace(**{**vars(PARIS), "life": "project"})
    assert '<span class="badge-note">in project</span>' in render("{% badge place large=True %}", place=place)


def test_a_pole_has_its_icon_and_its_words():
    term = SimpleNamespace(key="emploi", label="Finding a job & more")
    icon = ICON.format("emploi")
    expected = f'<span class="pole" data-pole="emploi">{icon}Finding a job &amp; more</span>'
    assert render("{% pole term %}", term=term) == expected


@pytest.mark.parametrize("evidence", [2, "monitored", SimpleNamespace(key="monitored", label="Monitored figures")])
def test_a_grade_is_stones_and_words(evidence):
    assert render("{% grade evidence %}", evidence=evidence) == (
        '<span class="grade"><svg viewBox="0 0 28 28" aria-hidden="true">'
        '<use href="/static/editorial/icons.svg#grade-2"/></svg>'
        '<span>Monitored figures<span class="sr">, level 2 of 4</span></span></span>'
    )


def test_no_grade_draws_nothing():
    assert render("{% grade evidence %}", evidence=None) == ""


def test_a_state_is_written_with_either_spelling():
    expected = '<span class="state state-to-update">To update</span>'
    assert render('{% state_mark "to-update" %}') == render('{% state_mark "to_update" %}') == expected


def test_a_notice_holds_what_the_template_says():
    assert render('{% notice "fresh" title="Old" %}<p>x</p>{% endnotice %}') == (
        f'<div class="notice notice-fresh" role="note">{ICON.format("clock")}'
        '<p class="notice-title">Old</p><p>x</p></div>'
    )


def test_the_strip_links_what_can_be_read_and_only_that():
    html = render('{% languages_strip thing "practice" %}', thing=Sheet())
    assert re.findall(r'href="([^"]+)" hreflang="(..)" data-state="(\w+)"', html) == [
        ("/fr/practices/library/", "fr", "original"),
        ("/it/practices/library/", "it", "current"),
        ("/es/practices/library/", "es", "outdated"),
        ("/en/practices/library/", "en", "current"),
    ]
    assert html.startswith('<ul class="langs" aria-label="Languages"><li><a href="/fr/practices/library/"')
    missing = '<span aria-hidden="true">pt</span><span class="sr">Portuguese: not translated yet</span>'
    assert f'<li><span data-state="missing">{missing}</span></li>' in html


def test_the_full_strip_marks_the_language_being_read():
    html = render("{% languages_strip thing full=True %}", thing=Sheet())
    assert html.startswith('<nav aria-label="Languages of this page"><ul class="langs langs-full"><li>')
    assert html.count("aria-current") == 1
    assert (
        '<li><a href="/en/there/" hreflang="en" data-state="current" aria-current="page">'
        '<span lang="en">English</span><span class="langs-note">up to date</span></a></li>' in html
    )


def test_a_foreign_text_says_its_language():
    source = '{% shown thing "headline" as headline %}<b{% lang_of headline %}>{{ headline.text }}</b>'
    assert render(source, thing=Sheet()) == '<b lang="fr">Une bibliothèque</b>'
    with translation.override("fr"):
        assert render(source, thing=Sheet()) == "<b>Une bibliothèque</b>"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Pourquoi ? Oui ! Bien ; voilà :", "Pourquoi\u202f? Oui\u202f! Bien\u202f; voilà\u00a0:"),
        ("« cité » et «lieu»", "«\u00a0cité\u00a0» et «\u00a0lieu\u00a0»"),
        ("à 10:30, https://x.example/?a=1", "à 10:30, https://x.example/?a=1"),
    ],
)
def test_french_spaces_are_made_in_french_only(typed, printed):
    assert render('{{ text|typo:"fr" }}', text=typed) == printed
    assert render("{{ text|typo }}", text=typed) == typed


def test_typography_keeps_text_escaped():
    assert render('{{ text|typo:"fr" }}', text="<b> !") == "&lt;b&gt;\u202f!"


def test_the_pager_keeps_filters_and_drops_the_first_number():
    request = visit("/en/practices/?kind=club&kind=forum&page=2")
    html = render("{% pager page %}", request, page=Paginator(range(60), 20).page(2))
    assert re.findall(r'<a href="([^"]+)"', html) == [
        "?kind=club&amp;kind=forum",
        "?kind=club&amp;kind=forum&amp;page=3",
        "?kind=club&amp;kind=forum&amp;page=3",
    ]
    assert '<li><span aria-current="page">2</span></li>' in html
    assert render("{% pager page %}", request, page=Paginator(range(5), 20).page(1)) == ""


def test_the_switcher_leads_to_this_page_in_six_languages():
    html = render("{% language_switcher %}", visit("/en/practices/?kind=club&q=%C3%A9"))
    assert re.findall(r'href="([^"]+)" lang="(..)" hreflang="(..)"', html) == [
        (f"/{code}/practices/?kind=club&amp;q=%C3%A9", code, code) for code in CODES
    ]
    assert html.count("aria-current") == 1


def test_the_switcher_uses_the_addresses_a_view_gives():
    assert 'href="/it/elsewhere/"' in render("{% language_switcher %}", visit(), alternates=[("it", "/it/elsewhere/")])


def test_hreflang_names_only_readable_languages():
    html = render("{% head_links %}", visit(), readable=["fr", "en"])
    assert re.findall(r'hreflang="(..)"', html) == ["fr", "en"]
    assert '<link rel="canonical" href="http://localhost:8000/en/practices/">' in html


def never():
    raise AssertionError("an anonymous page asked who is there")


def test_a_whole_page_without_a_session_cookie_asks_for_nobody():
    request = visit()
    request.user = SimpleLazyObject(never)
    html = render("{% extends 'editorial/base.html' %}", request, messages=SimpleLazyObject(never))
    assert '<a class="top-member" href="/en/login/">' in html
    assert "said" not in html


def test_a_member_finds_the_desk_and_the_waiting_message():
    request = visit()
    request.COOKIES["sessionid"] = "x"
    request.user = SimpleNamespace(is_authenticated=True)
    message = SimpleNamespace(level_tag="success")
    html = render("{% member_entry %}{% messages_region %}", request, messages=[message])
    assert '<a class="top-member" href="/en/desk/">' in html
    assert '<div class="notice notice-ok" role="note">' in html
    request.user = AnonymousUser()
    assert 'href="/en/login/"' in render("{% member_entry %}", request)


def test_the_menu_knows_where_the_reader_is_and_leaves_out_what_is_not_there():
    here = render('{% menu_link "P" "practices" %}', visit())
    assert here == '<li><a href="/en/practices/" aria-current="page">P</a></li>'
    below = render('{% menu_link "P" "practices" %}', visit("/en/practices/library/"))
    assert below == '<li><a href="/en/practices/" aria-current="true">P</a></li>'
    assert render('{% menu_link "G" "guides" %}', visit()) == ""


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_pages_of_bad_days_need_neither_request_nor_database(name):
    assert '<html lang="en">' in render_to_string(name)


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_closed_doors_show_ways_out(name):
    html = render_to_string(name, request=visit("/en/nowhere/"))
    assert '<a class="button' in html
    assert 'content="noindex"' in html
    assert "home-tongues" not in html


def test_an_unknown_language_meets_six_entrances():
    html = render_to_string("404.html", request=visit("/de/practices/"))
    entrances = html.split('<ul class="home-tongues">')[1]
    assert re.findall(r'<a href="/(..)/" lang="(..)"', entrances) == [(code, code) for code in CODES]


def static_text(name):
    return Path(finders.find(f"editorial/{name}")).read_text(encoding="utf-8")


def test_every_icon_named_in_a_template_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', static_text("icons.svg")))
    root = Path(__file__).resolve().parents[2]
    named = {
        f"i-{name}"
        for page in root.glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', page.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= drawn


def test_a_public_page_stays_light():
    sheets = ["tokens", "base", "layout", "components", "forms", "pages", "print"]
    assert sum(len(gzip.compress(static_text(f"css/{name}.css").encode())) for name in sheets) <= 25 * 1024
    assert len(gzip.compress(static_text("theme.js").encode())) <= 5 * 1024
