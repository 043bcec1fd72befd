"""A site set up, and people of every function."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from accounts.actions import open_account
from accounts.models import User
from directory.actions import grant_role, save_place
from directory.models import Place
from directory.tests.scenes import a_person
from editorial import caching
from editorial.vocabularies import forget_terms
from home import reading
from home.actions import publish_standing_page
from home.models import StandingPage
from practices.models import Practice
from practices.tests.factories import PracticeFactory, translate

from .exchanging import STEP

ADDRESSES = {
    "fr": {"headline": "L’association", "intro": "Ce qu’elle est.", "body": "Elle relie."},
    "it": {"headline": "L’associazione", "intro": "Che cos’è.", "body": "Unisce."},
}


@pytest.fixture
def site(db: None) -> None:
    """The tree of pages, the review, the vocabularies and the groups."""
    caching.forget_everything()
    forget_terms()
    reading.forget_numbers()
    call_command("set_up", verbosity=0)


@pytest.fixture
def limoges(site: None) -> Place:
    """A Cité that speaks French."""
    return save_place(
        slug="limoges",
        names={"fr": "Cité des métiers de Limoges"},
        mailboxes=[("contact", "contact@limoges.cites.example")],
        form="cite",
        zone="Limoges",
        country="FR",
        original_language="fr",
        by=None,
    )


@pytest.fixture
def person() -> Callable[..., User]:
    """Give a function that opens an account and gives it a role."""

    def open_with(kind: str = "", **scope: object) -> User:
        user = open_account(email=f"{kind or 'nobody'}@membres.example", language="fr", by=None)
        if kind:
            grant_role(person=user, kind=kind, by=None, **scope)
        return User.objects.get(pk=user.pk)

    return open_with


def body(text: str) -> list[dict[str, object]]:
    """Give the blocks of a short body."""
    return [
        {"type": "heading", "value": {"text": text, "anchor": "passage"}},
        {"type": "paragraphs", "value": f"**{text}**"},
        {"type": "points", "value": [text, text]},
        {"type": "notice", "value": {"title": text, "text": text}},
    ]


@pytest.fixture
def association(site: None) -> StandingPage:
    """A standing page written in French and translated into Italian."""
    texts = {code: {**words, "body": body(words["body"])} for code, words in ADDRESSES.items()}
    return publish_standing_page(slug="association", language="fr", texts=texts, by=None)


@pytest.fixture
def sheet(site: None) -> Practice:
    """A published French sheet with a step; its headline is translated into Italian."""
    steps = [{"id": STEP, "title_fr": "Réunir un groupe", "body_fr": "Vite.\n\nEt bien."}]
    return translate(PracticeFactory(published=True, headline_fr="Un club", steps=steps), "it", headline="Un circolo")


@pytest.fixture
def translator(site: None) -> User:
    """A translator into Italian."""
    return a_person("translator", translates="it")


@pytest.fixture
def advisor(limoges: Place) -> User:
    """A member without a language of their own."""
    return a_person("advisor", limoges)
