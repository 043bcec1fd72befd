"""A body of blocks on the translating page: one pair per passage, one text for the column; and what marks what changed."""

import json
import re

import pytest

from editorial.translating import difference as differences
from editorial.translating.difference import difference
from editorial.translating.glossary import terms_in, underlined
from home.models import StandingPage
from multilingual.freshness import field_states

from .translating import BODY, address, change_body, entries, fields, network, open_page, post, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db

HEADING, TEXT, POINT = "body#0.value.text", "body#1.value", "body#2.value.0.value"
ITALIAN = {HEADING: "Da dove viene la rete", TEXT: "Un primo paragrafo.", POINT: "Un punto"}


def fresh(page: StandingPage) -> StandingPage:
    return StandingPage.objects.get(pk=page.pk)


def translated(network):  # noqa: F811
    answer = post(
        network.translator, network.page, do="publish", headline="L’associazione", intro="Per tutti.", **ITALIAN
    )
    assert answer.status_code == 302
    return fresh(network.page)


def todo(network) -> list[str]:  # noqa: F811
    page = signed_in(network.translator).get(address(network.page)).content.decode()
    return re.findall(r'class="pair" id="([^"]+)"[^>]* data-todo', page)


def test_each_passage_has_its_pair_and_anchors_are_no_words(network):  # noqa: F811
    opened = open_page(network.translator, network.page)
    assert [name for name in opened if name.startswith("text:body")] == [f"text:{name}" for name in ITALIAN]


def test_a_body_is_put_together_with_the_originals_anchors_and_ids(network):  # noqa: F811
    page = translated(network)
    assert page.body_it.get_prep_value() == [
        {"type": "heading", "value": {"text": "Da dove viene la rete", "anchor": "origine"}, "id": "one"},
        {"type": "paragraphs", "value": "Un primo paragrafo.", "id": "two"},
        {"type": "points", "value": [{"type": "item", "value": "Un punto", "id": "three"}], "id": "four"},
    ]
    assert page.translation_states == {"it": "current"}
    assert todo(network) == []


def test_one_changed_passage_is_one_passage_to_look_at(network):  # noqa: F811
    translated(network)
    change_body(network.page, json.dumps([BODY[0], BODY[1] | {"value": "Un second paragraphe."}, BODY[2]]))
    assert todo(network) == ["body-1-value"]
    post(network.translator, network.page, **{TEXT: "Un secondo paragrafo."})
    assert todo(network) == []
    post(network.translator, network.page, do="publish")
    assert fresh(network.page).translation_states == {"it": "current"}


def test_of_two_changed_passages_the_one_left_stays_to_look_at(network):  # noqa: F811
    translated(network)
    moved = [BODY[0] | {"value": {"text": "Autre titre", "anchor": "origine"}}, BODY[1] | {"value": "Autre."}, BODY[2]]
    change_body(network.page, json.dumps(moved))
    post(network.translator, network.page, do="publish", **{TEXT: "Altro."})
    assert todo(network) == ["body-0-value-text"]
    assert fresh(network.page).translation_states == {"it": "outdated"}
    post(network.translator, network.page, do="publish", **{f"holds:{HEADING}": "on"})
    assert fresh(network.page).translation_states == {"it": "current"}


def test_a_passage_put_in_before_others_moves_no_translation(network):  # noqa: F811
    translated(network)
    added = {"type": "paragraphs", "value": "Tout au début.", "id": "new"}
    change_body(network.page, json.dumps([added, *BODY]))
    assert todo(network) == ["body-0-value"]
    opened = open_page(network.translator, network.page)
    assert [opened[name] for name in opened if name.startswith("text:body")] == ["", *ITALIAN.values()]


def test_a_form_opened_before_passages_moved_puts_each_text_beside_its_own(network):  # noqa: F811
    opened = open_page(network.translator, network.page)
    change_body(network.page, json.dumps([{"type": "paragraphs", "value": "Au début.", "id": "new"}, *BODY]))
    post(network.translator, network.page, opened=opened, headline="Titolo", **ITALIAN)
    kept = json.loads(entries(network.page)["body"]["text"])
    assert [kept[0]["value"], kept[1]["value"]["text"], kept[2]["value"]] == ["", *list(ITALIAN.values())[:2]]


def test_words_for_a_passage_that_left_are_shown(network):  # noqa: F811
    opened = open_page(network.translator, network.page)
    change_body(network.page, json.dumps(BODY[:1]))
    answer = post(network.translator, network.page, opened=opened, headline="Titolo", **ITALIAN)
    page = answer.content.decode()
    assert ("Un primo paragrafo." in page, "Un punto" in page, fields(page)[f"text:{HEADING}"]) == (
        True,
        True,
        ITALIAN[HEADING],
    )


def test_a_body_is_published_whole_or_not_at_all(network):  # noqa: F811
    answer = post(network.translator, network.page, do="publish", headline="Titolo", **{TEXT: "Un primo paragrafo."})
    assert (answer.status_code, fresh(network.page).headline_it) == (422, None)
    assert fields(answer.content.decode())[f"text:{TEXT}"] == "Un primo paragrafo."
    assert post(network.translator, network.page, do="publish", **{TEXT: ""}).status_code == 302
    assert (fresh(network.page).headline_it, len(fresh(network.page).body_it or [])) == ("Titolo", 0)
    assert field_states(fresh(network.page), "it")["body"] == "missing"


# --- what changed, word by word ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Il vient lundi.", "Il vient mardi.", "Il vient <del>lundi</del><ins>mardi</ins>."),
        ("Il vient.", "Il vient à pied.", "Il vient<ins> à pied</ins>."),
        ("a <b>", "a <i>", "a &lt;<del>b</del><ins>i</ins>&gt;"),
        ("Un.\n\nDeux.", "Un.\n\nTrois.", "Un.\n\n<del>Deux</del><ins>Trois</ins>."),
        ("", "Tout.", "<ins>Tout.</ins>"),
        ("Tout.", "", "<del>Tout.</del>"),
    ],
)
def test_what_changed_is_marked_word_by_word(before, after, shown):
    assert difference(before, after) == shown


def test_a_very_long_change_is_shown_whole_at_once():
    words = " ".join(str(number) for number in range(differences.MOST))
    assert difference(words, words.replace("1", "2")).count("<del>") == 1


# --- the network's words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "target", "said"),
    [
        ("Deux conseillers et un centre associé", "fr", "it", ["consulente", "centro associato"]),
        ("Le centre  associé", "fr", "es", ["centro asociado"]),
        ("L’université d'hiver", "fr", "it", ["Università d’inverno"]),
        ("I consulenti della rete", "it", "fr", ["conseiller"]),
        ("Les conseilleraient-ils ?", "fr", "it", []),
        ("La VAE", "fr", "pt", ["RVCC"]),
        ("Un club", "fr", "it", []),
    ],
)
def test_terms_are_known_by_their_plurals_and_apostrophes(network, text, source, target, said):  # noqa: F811
    assert [term.there for term in terms_in(text, source, target)] == said


def test_terms_are_underlined_in_words_and_never_in_addresses(network):  # noqa: F811
    shown = underlined('<p><a href="/conseiller/">Un conseiller</a></p>', "fr", "it")
    assert shown == '<p><a href="/conseiller/">Un <dfn>conseiller</dfn></a></p>'
