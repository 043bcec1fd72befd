"""The queue of a language: what waits, in which order, for whom; on the desk and on its own page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from directory.tests.scenes import a_person, a_place
from editorial.registry import desk_sections
from editorial.vocabularies import terms
from home.translations import queue_for
from multilingual.actions import save_translation
from multilingual.languages import writing_in
from multilingual.models import TranslationSource
from practices.models import Practice
from practices.tests.factories import PracticeFactory, many_practices, translate
from tests.queries import counted, queries

NOW = timezone.now()


def sheet(headline: str, days: int = 1, **facts) -> Practice:
    """Publish a sheet that many days ago."""
    return PracticeFactory(
        published=True, slug=headline, headline_fr=headline, first_published_at=NOW - timedelta(days=days), **facts
    )


def translated(practice: Practice) -> Practice:
    """Give the sheet with an Italian translation that is up to date."""
    translate(practice, "it")
    Practice.objects.filter(pk=practice.pk).update(translation_states={"it": "current"})
    return Practice.objects.get(pk=practice.pk)


def change(practice: Practice, days: int = 0) -> Practice:
    """Let the original change that many days ago: every translation is outdated since."""
    TranslationSource.objects.about(practice).update(source="autrefois", outdated_since=NOW - timedelta(days=days))
    states = dict.fromkeys(practice.translation_states, "outdated")
    Practice.objects.filter(pk=practice.pk).update(translation_states=states)
    return Practice.objects.get(pk=practice.pk)


def headlines(person: User, language: str = "it", **narrowed) -> list[tuple[str, str]]:
    """Give the sheets of a queue: state and headline."""
    with writing_in("fr"):
        entries = queue_for(person, language, **narrowed)[:50]
    return [(entry.state, entry.headline.text) for entry in entries if entry.kind.key == "practice"]


def page_for(person: User, address: str = "/fr/desk/translations/it/", status: int = 200) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def milano(site):
    return a_person("translator", translates="it")


def test_outdated_then_missing_each_the_oldest_first(milano):
    sheet("jamais", days=40)
    sheet("jamais-non-plus", days=50)
    change(translated(sheet("vieilli", days=90)), days=2)
    change(translated(sheet("vieilli-avant", days=80)), days=5)
    translated(sheet("a-jour", days=100))
    PracticeFactory(headline_fr="brouillon")
    sheet("scritta", days=100, original_language="it", headline_it="scritta")
    assert headlines(milano) == [
        ("outdated", "vieilli-avant"),
        ("outdated", "vieilli"),
        ("missing", "jamais-non-plus"),
        ("missing", "jamais"),
    ]
    assert queue_for(milano, "it").counts == {"waiting": 0, "outdated": 2, "missing": 3}  # and the name of Limoges


def test_an_outdated_one_that_tells_no_date_counts_from_its_last_publication(milano):
    practice = translate(sheet("complete", days=9), "it")
    (entry,) = [entry for entry in queue_for(milano, "it")[:9] if entry.state == "outdated"]
    assert entry.since == practice.last_published_at


def test_what_a_colleague_saved_comes_first_for_who_may_publish_it(milano):
    advisor = a_person("advisor", a_place("milano", original_language="it"))
    change(translated(sheet("vieilli")), days=500)
    by_colleague, by_translator = sheet("attend"), sheet("en-cours")
    save_translation(thing=by_colleague, language="it", texts={"headline": "Attende"}, by=advisor)
    save_translation(thing=by_translator, language="it", texts={"headline": "In corso"}, by=milano)
    assert headlines(milano)[0] == ("waiting", "attend")
    assert ("missing", "en-cours") in headlines(milano)
    assert headlines(a_person("administrator"))[0] == ("waiting", "attend")
    for other in (advisor, a_person("translator", translates="es")):
        assert headlines(other)[0] == ("outdated", "vieilli")
        assert ("missing", "attend") in headlines(other)
    assert [entry.in_work is not None for entry in queue_for(advisor, "it")[:3]] == [False, True, True]


def test_an_improvement_of_a_current_translation_waits_too(milano):
    practice = translated(sheet("bonne"))
    assert headlines(milano) == []
    save_translation(thing=practice, language="it", texts={"headline": "Migliore"}, by=a_person("reviewer"))
    assert headlines(milano) == [("waiting", "bonne")]


def test_narrowed_by_place_with_what_lies_below_and_by_pole(milano):
    limoges, rouen = a_place("limoges"), a_place("rouen")
    brive = a_place("brive", form="centre", mother=limoges)
    about = terms("pole")[0]
    sheet("de-limoges", place=limoges)
    sheet("de-brive", place=brive, terms=[about])
    sheet("de-rouen", place=rouen)
    address = "/fr/desk/translations/it/?"
    page = page_for(milano, f"{address}place=limoges")
    assert "de-limoges" in page
    assert "de-brive" in page
    assert "de-rouen" not in page
    assert "Cité limoges" in page
    assert "Cité rouen" not in page
    page = page_for(milano, f"{address}place=limoges&pole={about.key}")
    assert "de-brive" in page
    assert "de-limoges" not in page
    assert "Cité limoges" not in page
    for nonsense in ("place=nowhere", "pole=%00", "page=minus", "page=99", "place="):
        assert "de-rouen" in page_for(milano, address + nonsense)


def test_pages_of_thirty(milano):
    for number in range(32):
        sheet(f"fiche-{number:02}", days=number)
    first, second = (page_for(milano, f"/fr/desk/translations/it/?page={page}") for page in (1, 2))
    assert "fiche-31" in first
    assert "fiche-00" not in first
    assert "fiche-00" in second
    assert "fiche-31" not in second


def test_members_see_a_queue_and_nobody_else(milano, client):
    address = "/fr/desk/translations/it/"
    assert client.get(address).headers["Location"] == f"/fr/account/login/?next={address}"
    page_for(a_person("advisor", a_place()))
    page_for(a_person(), status=404)
    for code in ("xx", "fra", "de"):
        page_for(milano, f"/fr/desk/translations/{code}/", status=404)


def test_the_original_of_a_sheet_is_shown_escaped_and_in_its_language(milano):
    PracticeFactory(published=True, original_language="ca", headline_fr="", headline_ca="<b>Ens coneixem</b>")
    page = page_for(milano)
    assert "&lt;b&gt;Ens coneixem&lt;/b&gt;" in page
    assert 'lang="ca"' in page


def in_english(name: str, **arguments) -> str:
    with writing_in("en"):
        return reverse(name, kwargs=arguments)


def section_of(person: User, part: str):
    with writing_in("en"):
        sections = desk_sections(User.objects.get(pk=person.pk))
    return next((section for section in sections if part in section.heading), None)


def test_the_desk_shows_the_head_of_the_queue_of_each_language(milano):
    outdated = change(translated(sheet("vieilli")))
    for number in range(9):
        sheet(f"fiche-{number}", days=number)
    section = section_of(milano, "Italian")
    assert len(section.rows) == 8
    assert section.rows[0].verb == "Look again"
    assert section.rows[0].url == in_english("translate_practice", pk=outdated.pk, code="it")
    assert {row.verb for row in section.rows[1:]} == {"Translate"}
    assert section.more_url.endswith("/desk/translations/it/")
    assert section_of(milano, "Spanish") is None
    assert section_of(a_person("advisor", a_place()), "Italian") is None


def test_the_desk_says_when_everything_is_done(milano):
    section = section_of(milano, "Italian")
    assert section.rows == []
    assert section.more_url == ""


def test_a_manager_sees_her_place_in_every_language(site):
    limoges, rouen = a_place("limoges"), a_place("rouen")
    brive = a_place("brive", form="centre", mother=limoges)
    manager = a_person("manager", limoges)
    change(translated(sheet("de-limoges", place=limoges)))
    sheet("de-brive", place=brive)
    sheet("de-rouen", place=rouen)
    rows = {row.title: row for row in section_of(manager, "my place").rows}
    assert list(rows) == ["Italian", "Spanish", "Portuguese", "English", "Catalan"]
    assert rows["Italian"].why == "1 to look at again, 3 to translate"
    assert rows["Spanish"].why == "4 to translate"
    page = page_for(manager, rows["Italian"].url)
    assert "de-limoges" in page
    assert "de-brive" in page
    assert "de-rouen" not in page
    assert section_of(a_person("advisor", limoges), "my place") is None


def test_a_thousand_sheets_ask_no_more_than_ten(site):
    translator, manager = a_person("translator", translates="it"), a_person("manager", a_place())
    spent = []
    for many in (10, 990):
        many_untranslated(many)
        page_for(translator)  # fills what a process keeps
        client = Client()
        client.force_login(translator)
        with counted() as asked:
            client.get("/fr/desk/translations/it/")
        with counted() as on_desk:
            section_of(translator, "Italian")
        with counted() as of_place:
            section_of(manager, "my place")
        spent.append((len(asked), len(on_desk), len(of_place)))
    few, thousand = spent
    assert all(later <= sooner for sooner, later in zip(few, thousand, strict=True)), spent
    with queries(5):
        queue_for(translator, "it")[:30]


def many_untranslated(number: int) -> None:
    """Publish sheets nobody has translated into Italian."""
    many_practices(number)
    Practice.objects.update(translation_states={})
