"""The vocabularies: brought with the house, edited by editors, read without asking twice."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

from editorial.actions import save_term
from editorial.models import ContentChange, Term
from editorial.vocabularies import all_terms, term, terms, terms_by_id, vocabularies_of_the_house
from multilingual.languages import CODES
from tests.queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    """The vocabularies of the house."""
    call_command("load_vocabularies", verbosity=0)


def new_term(**facts: str) -> Term:
    """Give a term not yet written."""
    words = {f"label_{code}": f"Mot {code}" for code in CODES}
    return Term(**{"vocabulary": "kind", "key": "mot", "position": 99, **words, **facts})


def test_the_house_brings_each_vocabulary_in_its_order(loaded):
    source = vocabularies_of_the_house()
    assert {name: [term.key for term in found] for name, found in all_terms().items()} == {
        name: [entry["key"] for entry in entries] for name, entries in source.items()
    }


def test_every_term_has_six_labels_and_every_principle_its_texts(loaded):
    for found in Term.objects.all():
        found.full_clean()
        for code in CODES:
            assert getattr(found, f"label_{code}")
            assert bool(getattr(found, f"text_{code}")) == (found.vocabulary == "principle")


def test_loading_again_changes_nothing_and_creates_what_is_missing(loaded):
    Term.objects.filter(vocabulary="pole", key="choisir").update(label_it="Parola dell'editore")
    Term.objects.get(vocabulary="budget", key=terms("budget")[0].key).delete()
    before = Term.objects.count()
    call_command("load_vocabularies", verbosity=0)
    assert Term.objects.count() == before + 1
    assert Term.objects.get(vocabulary="pole", key="choisir").label_it == "Parola dell'editore"


def test_terms_are_read_once_and_speak_the_readers_language(loaded):
    terms_by_id()
    with queries(0):
        with translation.override("ca"):
            assert [str(each) for each in terms("pole")][:2] == ["Triar el camí professional", "Trobar una formació"]
        with translation.override("en"):
            assert str(term("pole", "choisir")) == "Choosing your path"
        assert term("pole", "nothing") is None


def test_a_term_worded_again_is_seen(loaded, member, django_capture_on_commit_callbacks):
    assert term("kind", "mot") is None
    with django_capture_on_commit_callbacks(execute=True):
        save_term(term=new_term(), by=member)
    assert str(term("kind", "mot")) == "Mot fr"
    assert ContentChange.objects.exists()


@pytest.mark.parametrize("facts", [{"label_ca": ""}, {"vocabulary": "nothing"}, {"key": "a b"}])
def test_a_term_without_a_label_in_one_language_is_refused(facts, member):
    with pytest.raises(ValidationError):
        save_term(term=new_term(**facts), by=member)
    assert not Term.objects.exists()


def test_a_key_is_given_once(loaded, member):
    with pytest.raises(ValidationError):
        save_term(term=new_term(vocabulary="pole", key="choisir"), by=member)
