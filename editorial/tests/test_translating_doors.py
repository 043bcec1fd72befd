"""The translating page: what an engine suggests, the doors that lead to it, and what it costs."""

import re
from unittest import mock

import pytest

from editorial.machine import EngineAway
from editorial.translating import page as around
from editorial.translating import views
from multilingual.actions import save_translation
from practices.models import Practice
from practices.tests.factories import PracticeFactory
from tests.queries import counted

from .translating import address, entries, network, open_page, post, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


def fresh(sheet: Practice) -> Practice:
    return Practice.objects.get(pk=sheet.pk)


def shown(person, thing):
    return signed_in(person).get(address(thing)).content.decode()


def publish(network, **texts):  # noqa: F811
    return post(network.translator, network.sheet, do="publish", **texts)


# --- an engine ---------------------------------------------------------------------------------


class Shouting:
    available = True

    def translate(self, texts, *, source, target):
        return [f"{target} {text.upper()}" for text in texts]


def with_engine(monkeypatch, engine):
    monkeypatch.setattr(views, "engine", lambda: engine)
    monkeypatch.setattr(around, "engine", lambda: engine)


def test_an_engine_fills_what_is_empty_and_nothing_is_published_unread(network, monkeypatch):  # noqa: F811
    assert 'value="suggest"' not in shown(network.translator, network.sheet)
    with_engine(monkeypatch, Shouting())
    assert 'value="suggest"' in shown(network.translator, network.sheet)
    post(network.translator, network.sheet, headline="Mio", do="suggest")
    found = entries(network.sheet)
    assert (found["headline"]["text"], found["headline"]["machine"]) == ("Mio", False)
    assert (found["context"]["text"], found["context"]["machine"]) == ("it UNE VILLE MOYENNE.", True)
    answer = publish(network)
    assert (answer.status_code, fresh(network.sheet).headline_it) == (422, None)
    seen = {
        name.replace("text:", "seen:"): "on" for name in open_page(network.translator, network.sheet) if "text:" in name
    }
    publish(network, need="Un bisogno", **{name: on for name, on in seen.items() if name != "seen:need"})
    assert (fresh(network.sheet).need_it, fresh(network.sheet).context_it) == ("Un bisogno", "it UNE VILLE MOYENNE.")


def test_an_engine_that_is_away_says_so_and_what_was_typed_is_saved(network, monkeypatch):  # noqa: F811
    engine = mock.Mock(available=True, translate=mock.Mock(side_effect=EngineAway("away")))
    with_engine(monkeypatch, engine)
    answer = post(network.translator, network.sheet, headline="Mio", do="suggest")
    assert (answer.status_code, entries(network.sheet)["headline"]["text"]) == (302, "Mio")


# --- doors and cost ----------------------------------------------------------------------------


def test_the_door_is_there_for_members_in_their_language_only(network, client):  # noqa: F811
    for thing in (network.sheet, network.page):
        there = re.sub("^/fr/", "/it/", address(thing))
        assert there in signed_in(network.member).get(thing.url_in("it")).content.decode()
        assert "/translate/" not in signed_in(network.member).get(thing.url_in("fr")).content.decode()
        assert "/translate/" not in signed_in(network.stranger).get(thing.url_in("it")).content.decode()
        answer = client.get(thing.url_in("it"))
        assert "/translate/" not in answer.content.decode()
        assert not answer.cookies


def test_a_page_of_forty_texts_costs_ten_queries(network):  # noqa: F811
    steps = [{"title_fr": f"Étape {number}", "body_fr": "Comment."} for number in range(14)]
    results = [{"indicator_fr": f"Chiffre {number}", "method_fr": ""} for number in range(4)]
    sheet = PracticeFactory(published=True, place=network.limoges, steps=steps, results=results)
    client = signed_in(network.translator)
    save_translation(thing=sheet, language="it", texts={"headline": "Titolo"}, by=network.member)
    client.get(address(sheet))
    with counted() as sent:
        page = client.get(address(sheet)).content.decode()
    assert page.count('class="pair"') == 41
    assert len(sent) <= 12, "\n".join(sent)
