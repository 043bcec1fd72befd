"""Sheets for tests: traits are named like states; `many_practices` makes a thousand in a second or two."""

from datetime import timedelta
from itertools import cycle, islice
from typing import Any

import factory
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from directory.models import Place
from editorial.actions import load_terms
from editorial.vocabularies import forget_terms, terms, vocabularies_of_the_house
from multilingual.actions import refresh_states, remember_source
from multilingual.languages import CODES, column
from multilingual.models import translated_names
from practices.models import Form, Outcome, Practice, PracticeIndex, Result, Sequence, Step

BATCH = 50
"""Sheets written at once: each has about a hundred and thirty columns, and a statement a limit of parameters."""
COUNTRIES = ("FR", "IT", "ES", "PT", "CH", "MU", "CL")
LONG = "Une première phrase, puis **une autre**.\n\n- un point\n- un second point\n\n" * 4


def with_vocabularies() -> None:
    """Make sure that the terms of the house are in the database."""
    load_terms(vocabularies=vocabularies_of_the_house(), by=None)
    forget_terms()


def practice_index() -> PracticeIndex:
    """Give the page every sheet hangs under."""
    found = PracticeIndex.objects.first()
    if found is None:
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
        found = root.add_child(instance=PracticeIndex(title="Practices", slug="practices"))
    return PracticeIndex.objects.get(pk=found.pk)


class PlaceFactory(factory.django.DjangoModelFactory):
    """A Cité, open, in France."""

    class Meta:
        model = Place
        django_get_or_create = ("slug",)

    slug = "limoges"
    zone = factory.LazyAttribute(lambda place: place.slug.title())
    form = "cite"
    country = "FR"
    original_language = "fr"
    headline_fr = factory.LazyAttribute(lambda place: f"Cité des métiers de {place.zone}")


class PracticeFactory(factory.django.DjangoModelFactory):
    """A sheet: a draft unless `published`; full, written in French, with the texts its form asks for."""

    class Meta:
        model = Practice

    class Params:
        published = factory.Trait(live=True, first_published_at=factory.LazyFunction(timezone.now))
        flash = factory.Trait(form=Form.FLASH, summary_fr="", need_fr="", transferability_fr="")
        attempt = factory.Trait(outcome=Outcome.FAILED)

    live = False
    slug = factory.Sequence(lambda number: f"draft-{number}")
    original_language = "fr"
    headline_fr = factory.Sequence(lambda number: f"Faire connaître les métiers {number}")
    summary_fr = "Un atelier par mois."
    context_fr = "Une ville moyenne."
    need_fr = "Peu de monde le savait."
    solution_fr = "Nous avons ouvert **un atelier**."
    success_conditions_fr = "- deux équipes"
    difficulties_fr = "Les horaires."
    transferability_fr = "Commencez petit."
    means_people_fr = "Deux conseillers"
    outcome = Outcome.WORKED
    contact = "contact@limoges.example"
    place = factory.SubFactory(PlaceFactory)

    @classmethod
    def _create(cls, model_class: type[Practice], *args: Any, **given: Any) -> Practice:
        """Hang the sheet under the index with its terms and rows, then read it again as the database has it."""
        chosen, steps, results = given.pop("terms", []), given.pop("steps", []), given.pop("results", [])
        cosigning = given.pop("cosigning", [])
        given.setdefault("last_published_at", given.get("first_published_at"))
        practice = model_class(**given)
        practice_index().add_child(instance=practice)
        practice.terms = chosen
        practice.cosigning = cosigning
        practice.steps = [Step(sort_order=order, **step) for order, step in enumerate(steps)]
        practice.results = [Result(sort_order=order, **result) for order, result in enumerate(results)]
        practice.save()
        return Practice.objects.get(pk=practice.pk)


def translate(practice: Practice, language: str, **texts: str) -> Practice:
    """Publish a translation of some texts of a sheet, made from the originals as they are; the headline is always there."""
    texts.setdefault("headline", f"Translated into {language}")
    for name, text in texts.items():
        Practice.objects.filter(pk=practice.pk).update(**{column(name, language): text})
        source = practice.text_in(name, practice.original_language) or ""
        remember_source(practice, language, name, source, by=None)
    practice = Practice.objects.get(pk=practice.pk)
    refresh_states(thing=practice)
    return practice


def many_practices(number: int) -> None:
    """Publish `number` sheets in six languages, each another mixture of terms, places and outcomes."""
    with_vocabularies()
    places = [PlaceFactory(slug=f"place-{code.lower()}", country=code) for code in COUNTRIES]
    index = practice_index()
    start = Sequence.objects.get_or_create(name="practice")[0].value
    ours = ContentType.objects.get_for_model(Practice)
    made = [Practice(**facts_of(start + order, index, places)) for order in range(1, number + 1)]
    for order, practice in enumerate(made, index.numchild + 1):
        practice.path, practice.depth = f"{index.path}{Page._int2str(order).zfill(Page.steplen)}", index.depth + 1
        practice.url_path, practice.content_type_id = f"{index.url_path}{practice.slug}/", ours.pk
        practice.draft_title, practice.locale_id = practice.title, index.locale_id
    write_rows(made)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + number)
    Sequence.objects.filter(name="practice").update(value=start + number)


def facts_of(number: int, index: PracticeIndex, places: list[Place]) -> dict[str, Any]:
    """Give the fields of the sheet of this number: what it is made of follows from the number alone."""
    original = CODES[number % len(CODES)]
    texts = {
        column(name, code): f"{name} {number} {code}" if name in ("headline", "summary") else LONG
        for name in translated_names(Practice)
        for code in CODES
    }
    at = timezone.now() - timedelta(hours=number)
    return {
        **texts,
        "title": texts[column("headline", original)],
        "slug": slugify(f"sheet {number}"),
        "life": "published",
        "code": f"FP-{number:04d}",
        "live": True,
        "first_published_at": at,
        "last_published_at": at,
        "original_language": original,
        "translation_states": {code: "current" for code in CODES if code != original},
        "outcome": Outcome.values[number % 3],
        "kind": terms("kind")[number % 10],
        "territory": terms("territory")[number % 6],
        "place": places[number % len(places)],
        "contact": "contact@place.example",
    }


def write_rows(made: list[Practice]) -> None:
    """Write the sheets with their terms, five steps and three results, many at a time; Wagtail would take a minute."""
    pages = [
        Page(**{field.attname: getattr(practice, field.attname) for field in Page._meta.concrete_fields})
        for practice in made
    ]
    Page.objects.bulk_create(pages, batch_size=BATCH)
    known = dict(Page.objects.filter(path__in=[page.path for page in pages]).values_list("path", "pk"))
    for practice in made:
        practice.pk = practice.page_ptr_id = practice.id = known[practice.path]
    for first in range(0, len(made), BATCH):
        some = made[first : first + BATCH]
        Practice._base_manager._insert(some, Practice._meta.local_concrete_fields, using="default", raw=True)
    chosen = {vocabulary: terms(vocabulary) for vocabulary in ("pole", "public", "service", "principle")}
    through = Practice.terms.through
    through.objects.bulk_create(
        through(practice_id=practice.pk, term_id=term.pk)
        for practice in made
        for known_terms in chosen.values()
        for term in islice(cycle(known_terms), practice.pk % len(known_terms), practice.pk % len(known_terms) + 2)
    )
    steps = {column(name, code): f"{name} {code}" for name in ("title", "body") for code in CODES}
    results = {column(name, code): f"{name} {code}" for name in ("indicator", "method") for code in CODES}
    Step.objects.bulk_create(
        Step(practice=practice, sort_order=order, **steps) for practice in made for order in range(5)
    )
    Result.objects.bulk_create(
        Result(practice=practice, sort_order=order, value="56", period="2016", **results)
        for practice in made
        for order in range(3)
    )
