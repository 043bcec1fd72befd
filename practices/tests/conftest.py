"""A place, its people, and a sheet in each stage of its writing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from directory.actions import grant_role
from directory.models import Mailbox, Place
from editorial.models import Term
from practices.actions import DraftChanges, save_draft, start_practice, submit_practice
from practices.models import Practice
from practices.versions import version


@pytest.fixture
def house(db: None) -> SimpleNamespace:
    """Limoges and Milano with their people, a network administrator, and somebody from nowhere."""
    call_command("set_up", verbosity=0)
    limoges = Place.objects.create(
        slug="limoges", headline_fr="Cité des métiers de Limoges", zone="Limoges", form="cite", country="FR"
    )
    milano = Place.objects.create(
        slug="milano",
        headline_it="Città dei mestieri di Milano",
        zone="Milano",
        form="cite",
        country="IT",
        original_language="it",
    )
    for place in (limoges, milano):
        Mailbox.objects.create(place=place, function="contact", address=f"contact@{place.slug}.cites.example")

    def person(name: str, kind: str = "", place: Place | None = None, language: str = "fr") -> User:
        user = User.objects.create_user(f"{name}@membres.example", language=language)
        if kind:
            grant_role(person=user, kind=kind, place=place, by=None)
        return user

    return SimpleNamespace(
        limoges=limoges,
        milano=milano,
        author=person("autrice", "advisor", limoges),
        colleague=person("collegue", "documentalist", limoges),
        manager=person("directrice", "manager", limoges),
        milano_advisor=person("consulente", "advisor", milano, "it"),
        milano_manager=person("direttrice", "manager", milano, "it"),
        administrator=person("reseau", "administrator", language="en"),
        stranger=person("ancien"),
    )


def complete(**facts: Any) -> DraftChanges:
    """Give everything a full sheet must say, in its original language; `facts` change some of it."""
    texts = dict.fromkeys(
        (
            "summary",
            "context",
            "need",
            "solution",
            "success_conditions",
            "difficulties",
            "transferability",
            "means_people",
        ),
        "Un texte.",
    )
    terms = [
        Term.objects.filter(vocabulary=name).order_by("position").first() for name in ("pole", "public", "service")
    ]
    return DraftChanges(
        facts={"kind": Term.objects.get(vocabulary="kind", key="club"), "outcome": "worked", **facts},
        texts=texts | {"headline": "Un club pour chercher à plusieurs"},
        terms=terms,
        rows={
            "steps": [{"id": "11111111-1111-4111-8111-111111111111", "title": "Réunir un groupe", "body": "Vite."}],
            "results": [
                {
                    "id": "22222222-2222-4222-8222-222222222222",
                    "indicator": "Personnes",
                    "value": "12",
                    "period": "2016",
                    "method": "",
                }
            ],
        },
    )


@pytest.fixture
def draft(house: SimpleNamespace) -> Practice:
    """An empty full sheet started by the author."""
    return start_practice(place=house.limoges, form="full", language="fr", by=house.author)


@pytest.fixture
def written(house: SimpleNamespace, draft: Practice) -> Practice:
    """A complete draft."""
    save_draft(practice=draft, changes=complete(), expected=version(fresh(draft)), by=house.author)
    return fresh(draft)


@pytest.fixture
def submitted(house: SimpleNamespace, written: Practice) -> Practice:
    """A complete draft in its place review."""
    submit_practice(practice=written, expected=version(written), by=house.author)
    return fresh(written)


def fresh(practice: Practice) -> Practice:
    """Give the sheet as the database has it now."""
    return Practice.objects.select_related("latest_revision", "place", "owner").get(pk=practice.pk)
