"""What differs between two texts of a sheet is named, all of it and nothing else."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Place
from editorial.models import Term
from editorial.vocabularies import terms_by_id
from practices.comparing import PARTS, Difference, anchor_of, differences, label_of, part_of
from practices.models import Practice, Result, Step
from practices.sheet import parts_of
from practices.versions import latest_draft
from tests.queries import queries

STEP = "11111111-1111-4111-8111-111111111111"
RESULT = "22222222-2222-4222-8222-222222222222"
NEW = "33333333-3333-4333-8333-333333333333"


def copy_of(practice: Practice) -> Practice:
    """Give the same text once more, in memory."""
    made: Practice = Practice.from_serializable_data(practice.serializable_data(), check_fks=False)
    made.place = practice.place
    return made


def names(before: Practice | None, after: Practice, **asked: Any) -> list[str]:
    """Give what differs by name, in order."""
    return [found.name for found in differences(before, after, **asked)]


@pytest.fixture
def text(written: Practice) -> Practice:
    """A complete draft, in French."""
    return latest_draft(written)


@pytest.fixture
def english() -> Any:
    """Read in English."""
    with translation.override("en"):
        yield


def test_the_same_text_differs_in_nothing(text: Practice) -> None:
    after = copy_of(text)
    after.summary_fr = f"{text.summary_fr}\r\n "
    assert differences(text, after) == []


def test_a_text_is_compared_word_by_word(text: Practice, english: None) -> None:
    text.need_fr = "Peu de <monde> le savait."
    after = copy_of(text)
    after.need_fr = "Peu de <gens> le savait."
    [found] = differences(text, after)
    assert found == Difference(
        "need", "story", "The need", text.need_fr, after.need_fr, True, "changed", languages=("fr", "fr")
    )
    assert found.marked == "Peu de &lt;<del>monde</del><ins>gens</ins>&gt; le savait."
    assert found.anchor == "#story"


def test_a_text_that_comes_or_goes(text: Practice) -> None:
    after = copy_of(text)
    after.summary_fr, after.means_space_fr = "", "Une salle."
    found = differences(text, after)
    assert [(each.name, each.verb, each.marked) for each in found] == [
        ("summary", "removed", "<del>Un texte.</del>"),
        ("means_space", "added", "<ins>Une salle.</ins>"),
    ]


def test_facts_are_told_in_the_readers_words(house: SimpleNamespace, text: Practice, english: None) -> None:
    after = copy_of(text)
    after.outcome, after.look_again_on, after.place = "failed", date(2027, 3, 1), house.milano
    after.terms = [Term.objects.get(vocabulary="pole", key="creer"), *text.terms.all()]
    found = {each.name: (each.before, each.after, each.is_text, each.verb) for each in differences(text, after)}
    poles = [term.label for term in after.terms_of("pole")]
    assert found == {
        "place": ("Cité des métiers de Limoges", "Città dei mestieri di Milano", False, "changed"),
        "outcome": ("It worked", "It did not work", False, "changed"),
        "poles": (text.terms_of("pole")[0].label, " · ".join(poles), False, "changed"),
        "look_again_on": ("", "March 1, 2027", False, "added"),
    }


def test_a_fact_is_marked_whole_and_a_list_item_by_item(text: Practice, english: None) -> None:
    after = copy_of(text)
    text.period, after.period = "2013", "2014"
    text.partners, after.partners = "Une école", "Une école\nUn musée"
    assert [each.marked for each in differences(text, after)] == [
        "<del>2013</del> <ins>2014</ins>",
        "Une école<ins>\nUn musée</ins>",
    ]


def test_rows_come_go_and_change(text: Practice, english: None) -> None:
    after = copy_of(text)
    after.steps = [Step(id=NEW, title_fr="Ouvrir", sort_order=0), *shifted(text.steps.all())]
    result = copy_of(text).results.all()[0]
    result.value = "13"
    after.results = [result]
    found = [(each.name, each.label, each.before, each.after, each.verb) for each in differences(text, after)]
    assert found == [
        (f"steps/{NEW}", "Step 1", "", "Ouvrir", "added"),
        (f"results/{RESULT}", "Result 1", "Personnes\n\n12\n\n2016", "Personnes\n\n13\n\n2016", "changed"),
    ]
    assert names(after, text) == [f"steps/{NEW}", f"results/{RESULT}"]
    assert differences(after, text)[0].verb == "removed"


def shifted(rows: Any) -> list[Step]:
    """Give steps one place further down."""
    return [Step(id=row.pk, title_fr=row.title_fr, body_fr=row.body_fr, sort_order=row.sort_order + 1) for row in rows]


def test_a_word_that_moves_from_one_column_to_another_is_a_change(text: Practice) -> None:
    after = copy_of(text)
    text.results = [Result(id=RESULT, indicator_fr="Personnes", value="2016", sort_order=0)]
    after.results = [Result(id=RESULT, indicator_fr="Personnes", period="2016", sort_order=0)]
    assert names(text, after) == [f"results/{RESULT}"]


def test_another_order_of_the_same_rows_is_named_by_their_relation(text: Practice, english: None) -> None:
    after = copy_of(text)
    text.steps = [Step(id=STEP, title_fr="Un", sort_order=0), Step(id=NEW, title_fr="Deux", sort_order=1)]
    after.steps = [Step(id=STEP, title_fr="Un", sort_order=1), Step(id=NEW, title_fr="Deux", sort_order=0)]
    [found] = differences(text, after)
    assert (found.name, found.label, found.verb, found.before, found.after) == (
        *("steps", "The steps", "moved"),
        *("Un\nDeux", "Deux\nUn"),
    )


def test_a_new_text_is_all_new_and_the_note_only_where_asked(text: Practice) -> None:
    text.change_note_fr = "Tout."
    found = differences(None, text)
    assert {each.verb for each in found} == {"added"}
    assert "change_note" not in [each.name for each in found]
    assert "change_note" in names(None, text, with_note=True)


def test_texts_in_two_languages_are_not_mixed(text: Practice) -> None:
    after = copy_of(text)
    after.original_language, after.headline_it = "it", "Un club"
    [headline] = [each for each in differences(text, after) if each.name == "headline"]
    assert headline.marked == (
        '<del lang="fr">Un club pour chercher à plusieurs</del> <ins lang="it">Un club</ins>'
    )  # the translations of the words that left stay with their own language


def test_names_lead_to_the_parts_of_the_page(text: Practice, english: None) -> None:
    keys = {part.key for part in parts_of(text)} | {"head", "pictures", "attachments"}
    assert set(PARTS.values()) == keys
    assert [part_of(name) for name in ("need", f"steps/{STEP}", "steps", "brief", "nonsense")] == [
        *("story", "steps", "steps", "brief", "head"),
    ]
    assert anchor_of(f"steps/{STEP}") == "#steps"
    assert [label_of(name, text) for name in ("need", f"steps/{STEP}", f"steps/{NEW}")] == [
        *("The need", "Step 1", "Step"),
    ]


def test_comparing_asks_nothing_of_what_is_in_memory(text: Practice) -> None:
    after = copy_of(text)
    terms_by_id()
    with queries(0):
        assert differences(text, after) == []


# --- whatever is edited, exactly that is named --------------------------------------------------------

TEXTS = ("headline", "summary", "context", "need", "solution", "difficulties", "transferability", "means_equipment")
FACTS: dict[str, list[Any]] = {
    "form": ["full", "flash"],
    "outcome": ["worked", "failed"],
    "contact": ["contact@limoges.cites.example", "accueil@limoges.cites.example"],
    "period": ["", "2016"],
    "partners": ["", "Une école"],
    "look_again_on": [None, date(2027, 1, 1)],
    "licence": ["CC BY-SA 4.0", "CC0 1.0"],
}
WORDS = st.sampled_from(["", "un mot", "deux <mots> & un", "trois\n\nlignes"])
KEYS = [STEP, NEW, "44444444-4444-4444-8444-444444444444"]
STEPS = st.lists(st.tuples(st.sampled_from(KEYS), WORDS), unique_by=lambda pair: pair[0])
SHEETS = st.fixed_dictionaries(
    {
        "texts": st.fixed_dictionaries(dict.fromkeys(TEXTS, WORDS)),
        "facts": st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FACTS.items()}),
        "services": st.sets(st.integers(0, 2)),
        "steps": STEPS,
        "cosigning": st.booleans(),
    }
)


def sheet_that_says(text: Practice, said: dict[str, Any], milano: Place) -> Practice:
    """Give a text with these words, facts and rows."""
    made = copy_of(text)
    for name, words in said["texts"].items():
        setattr(made, f"{name}_fr", words)
    for name, value in said["facts"].items():
        setattr(made, name, value)
    services = [term for term in terms_by_id().values() if term.vocabulary == "service"]
    made.terms = [services[number] for number in said["services"]]
    made.steps = [Step(id=key, title_fr=words, sort_order=order) for order, (key, words) in enumerate(said["steps"])]
    made.cosigning = [milano] if said["cosigning"] else []
    return made


def edited(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Give the names of what differs between two descriptions, by rules that know nothing of models."""
    found = {name for name in TEXTS if before["texts"][name] != after["texts"][name]}
    found |= {name for name in FACTS if before["facts"][name] != after["facts"][name]}
    found |= {name for name in ("services", "cosigning") if before[name] != after[name]}
    old, new = dict(before["steps"]), dict(after["steps"])
    found |= {f"steps/{key}" for key in {*old, *new} if old.get(key) != new.get(key)}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.add("steps")
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=SHEETS, after=SHEETS)
def test_exactly_what_was_edited_is_named(
    house: SimpleNamespace, text: Practice, before: dict[str, Any], after: dict[str, Any]
) -> None:
    sheets = [sheet_that_says(text, said, house.milano) for said in (before, after)]
    found = names(*sheets)
    assert (len(found), set(found)) == (len(set(found)), edited(before, after))
