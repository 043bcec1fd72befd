"""A place, its people, and a sheet in each stage of its writing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from directory.actions import grant_role
from directory.models import Mailbox, Place
from editorial.models import Term
from practices.actions import (
    Decision,
    DraftChanges,
    decide_review,
    save_draft,
    start_practice,
    submit_practice,
    take_review,
    verdicts_at,
)
from practices.models import CHECKLIST, Practice, Remark, Verdict
from practices.review import NONE, PLACE_REVIEW, review_of
from practices.versions import latest_draft, version


@pytest.fixture
def house(db: None) -> SimpleNamespace:
    """Limoges, Milano and Genève with their people, a reviewer among them, a network administrator, somebody from nowhere."""
    call_command("set_up", verbosity=0)
    limoges = Place.objects.create(
        slug="limoges", headline_fr="Cité des métiers de Limoges", zone="Limoges", form="cite", country="FR"
    )
    italian = {"headline_it": "Città dei mestieri di Milano", "original_language": "it"}
    milano = Place.objects.create(slug="milano", zone="Milano", form="cite", country="IT", **italian)
    geneve = Place.objects.create(
        slug="geneve", headline_fr="Cité des métiers de Genève", zone="Genève", form="cite", country="CH"
    )
    for place in (limoges, milano, geneve):
        Mailbox.objects.create(place=place, function="contact", address=f"contact@{place.slug}.cites.example")

    def person(name: str, kind: str = "", place: Place | None = None, language: str = "fr") -> User:
        user = User.objects.create_user(f"{name}@membres.example", language=language)
        if kind:
            grant_role(person=user, kind=kind, place=place, by=None)
        return user

    reviewer = person("relectrice", "advisor", geneve)
    grant_role(person=reviewer, kind="reviewer", by=None)
    return SimpleNamespace(
        limoges=limoges,
        milano=milano,
        geneve=geneve,
        reviewer=reviewer,
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


@pytest.fixture
def in_network(house: SimpleNamespace, submitted: Practice) -> Practice:
    """A complete draft its manager sent on: it waits in the network's queue, nobody took it."""
    return decide(submitted, house.manager, Verdict.SENT_ON)


@pytest.fixture
def taken(house: SimpleNamespace, in_network: Practice) -> Practice:
    """A complete draft in network review that the reviewer holds."""
    take_review(practice=in_network, round_id=review_of(in_network).state.pk, by=house.reviewer)
    return fresh(in_network)


@pytest.fixture
def to_revise(house: SimpleNamespace, submitted: Practice) -> Practice:
    """A draft its manager sent back with a word and a remark on the summary."""
    return decide(submitted, house.manager, Verdict.TO_REVISE, word="Datez le résultat.")


@pytest.fixture
def declined(house: SimpleNamespace, submitted: Practice) -> Practice:
    """A draft its manager declined with a word."""
    return decide(submitted, house.manager, Verdict.DECLINED, word="Ce n’est pas une pratique.")


@pytest.fixture
def published(house: SimpleNamespace, in_network: Practice) -> Practice:
    """A full sheet its place sent on and the reviewer published."""
    return decide(in_network, house.reviewer)


def fresh(practice: Practice) -> Practice:
    """Give the sheet as the database has it now."""
    return Practice.objects.select_related("latest_revision", "place", "owner").get(pk=practice.pk)


def decide(
    practice: Practice, by: Any, verdict: str = Verdict.PUBLISHED, *, about: str = "summary", **given: Any
) -> Practice:
    """Decide the open round with all a decision needs, taking the sheet first in network review; give the sheet then.

    To revise writes a remark on `about`, unless it is empty. `given` are other values of the `Decision`.
    """
    now = fresh(practice)
    review = review_of(now)
    state = review.state
    if review.is_with_network and not review.is_held_by(by):
        take_review(practice=now, round_id=state.pk, by=by)
    if verdict == Verdict.TO_REVISE and about:
        Remark.objects.create(
            practice=now, round=state, about=about, language="fr", text="Dites de quand date ce chiffre.", author=by
        )
    whole = {"checklist": tuple(check.key for check in CHECKLIST)}
    if verdict == Verdict.PUBLISHED and review.is_with_network:
        whole |= {"grade": "monitored", "grade_reason": "Des présences comptées chaque mois."}
    if verdict == Verdict.DECLINED:
        whole |= {"word": "Ce n’est pas une pratique."}
    decision = Decision(verdict=verdict, **(whole | given))
    decide_review(practice=now, round_id=state.pk, expected=version(now), decision=decision, by=by)
    return fresh(now)


def publish(practice: Practice, house: SimpleNamespace) -> Practice:
    """Bring a draft of Limoges through what is left of its review until it is published: submitted, sent on, published."""
    now = fresh(practice)
    if not review_of(now).is_open:
        now = submit_practice(practice=now, expected=version(now), by=house.author)
    if review_of(now).step == PLACE_REVIEW:
        form = latest_draft(fresh(now)).form
        now = decide(now, house.manager, verdicts_at(PLACE_REVIEW, form)[0])
    return now if review_of(now).step == NONE else decide(now, house.reviewer)
