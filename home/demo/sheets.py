"""The practice sheets of the demo, written, submitted, decided and translated by its members, by the real actions."""

import datetime
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from directory.models import Place
from directory.people import administrators, managers_of
from editorial.models import Term
from editorial.uploads import check_picture
from multilingual.actions import publish_translation, save_translation
from practices.actions import (
    DraftChanges,
    agree_to_cosign,
    decide_place_review,
    put_in_bin,
    save_draft,
    start_practice,
    submit_practice,
)
from practices.models import Practice
from practices.permissions import can_decide_place_review
from practices.review import review_of
from practices.versions import version

from . import FOLDER, read
from .dates import set_back, set_back_revision

WORDS = {
    "fr": "Merci pour cette fiche. Dites encore combien de personnes sont venues, et d’où vient ce chiffre.",
    "it": "Grazie per questa scheda. Indicate ancora quante persone sono venute e da dove viene questa cifra.",
    "es": "Gracias por esta ficha. Indique además cuántas personas vinieron y de dónde sale esa cifra.",
    "pt": "Obrigada por esta ficha. Diga ainda quantas pessoas vieram e de onde vem esse número.",
    "en": "Thank you for this sheet. Please add how many people came and where that figure is from.",
    "ca": "Gràcies per aquesta fitxa. Digueu també quantes persones van venir i d’on surt aquesta xifra.",
}
"""What a manager writes when a demo sheet is sent back, in the language of the sheet."""
FACTS = ("outcome", "contact", "period", "look_again_on")
VOCABULARIES = {"poles": "pole", "publics": "public", "services": "service", "principles": "principle"}
TERMS = {"kind": "kind", "territory": "territory", "budget": "budget"}
ROWS = {"steps": ("title", "body"), "results": ("indicator", "method"), "pictures": ("alt",)}


def key_of(*parts: str) -> UUID:
    """Give the key by which a piece of the demo is known again, whatever was changed in it since."""
    return uuid5(NAMESPACE_URL, "/".join(("https://cites.example/demo", *parts)))


class Cast:
    """The members, places and terms the sheets name, read once."""

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by slug."""
        return {place.slug: place for place in Place.objects.all()}

    @cached_property
    def terms(self) -> dict[tuple[str, str], Term]:
        """The terms by vocabulary and key."""
        return {(term.vocabulary, term.key): term for term in Term.objects.all()}

    @cached_property
    def translators(self) -> dict[str, User]:
        """One translator per language."""
        people = User.objects.filter(is_demo=True, roles__kind="translator").order_by("-pk")
        return {language: person for person in people for language in person.roles.values_list("language", flat=True)}

    def author(self, sheet: dict[str, Any]) -> User:
        """Give who writes `sheet`: the member of its place with the function it names."""
        members = User.objects.filter(is_demo=True, roles__place__slug=sheet["place"], roles__kind=sheet["author"])
        return members.filter(roles__ends__isnull=True).order_by("pk")[0]

    def decider(self, practice: Practice) -> User:
        """Give who decides the place review of `practice`: a manager, else a network administrator."""
        people = [*managers_of(practice.place), *administrators()]
        return next(person for person in people if person.is_demo and can_decide_place_review(person, practice))


def load_sheets() -> int:
    """Bring the sheets that do not exist yet; give how many.

    The published ones come first, by date, so that each has the same code everywhere.
    """
    entries = [read(f"sheets/{path.name}") for path in sorted((FOLDER / "sheets").glob("*.toml"))]
    entries.sort(key=lambda entry: (entry.get("first_published", datetime.date.max), entry["slug"]))
    known = set(Practice.objects.values_list("translation_key", flat=True))
    new = [entry for entry in entries if key_of(entry["slug"]) not in known]
    cast = Cast()
    for entry in new:
        load_sheet(entry, cast)
    return len(new)


@transaction.atomic
def load_sheet(entry: dict[str, Any], cast: Cast) -> None:
    """Bring one sheet as far as its file says."""
    author = cast.author(entry)
    practice = start_practice(
        place=cast.places[entry["place"]], form=entry["form"], language=entry["original_language"], by=author
    )
    practice = mark(practice, key_of(entry["slug"]))
    save_draft(practice=practice, changes=changes_of(entry, cast), expected=version(practice), by=author)
    practice = Practice.objects.get(pk=practice.pk)
    if entry["state"] == "binned":
        put_in_bin(practice=practice, by=author)
    if entry["state"] in ("published", "in_review", "to_revise"):
        practice = submit_practice(practice=practice, expected=version(practice), by=author)
    if entry["state"] in ("published", "to_revise"):
        practice = decide(practice, entry, cast)
    if entry["state"] == "published":
        cosign(practice, entry, cast)
        translate(practice, entry, cast)
        set_back(practice=practice, to=entry["first_published"])
    if "revision" in entry:
        revise(practice, entry, cast)


def mark(practice: Practice, key: UUID) -> Practice:
    """Write the key of the demo on the sheet; no revision brings another one back."""
    Practice.objects.filter(pk=practice.pk).update(translation_key=key)
    return Practice.objects.get(pk=practice.pk)


def changes_of(entry: dict[str, Any], cast: Cast) -> DraftChanges:
    """Give what the author of a sheet writes, in the sheet's original language."""
    facts = {name: entry[name] for name in FACTS if name in entry}
    facts |= {name: cast.terms[vocabulary, entry[name]] for name, vocabulary in TERMS.items() if name in entry}
    facts["partners"] = "\n".join(entry.get("partners", ()))
    terms = [cast.terms[vocabulary, key] for name, vocabulary in VOCABULARIES.items() for key in entry.get(name, ())]
    return DraftChanges(
        facts=facts,
        texts={name: text.strip() for name, text in entry["texts"][entry["original_language"]].items()},
        terms=terms,
        cosigning=[cast.places[slug] for slug in entry.get("cosigning", ())],
        rows={
            relation: [row_of(entry, relation, number) for number in numbers_of(entry, relation)] for relation in ROWS
        },
    )


def numbers_of(entry: dict[str, Any], relation: str) -> range:
    """Give the numbers of the rows a sheet has of one relation."""
    return range(len(entry.get(relation, ())))


def row_key(entry: dict[str, Any], relation: str, number: int) -> str:
    """Give the key of one row of a sheet."""
    return str(key_of(entry["slug"], relation, str(number)))


def row_of(entry: dict[str, Any], relation: str, number: int) -> dict[str, Any]:
    """Give one row as the form would post it: its key, its words in the original language, its facts, its file."""
    given = entry[relation][number]
    row: dict[str, Any] = {"id": row_key(entry, relation, number), **given[entry["original_language"]]}
    row |= {name: given[name] for name in ("value", "period", "credit") if name in given}
    if "file" in given:
        picture = (FOLDER / "pictures" / given["file"]).read_bytes()
        row["upload"] = check_picture(SimpleUploadedFile(given["file"], picture, content_type="image/png"))
    return row


def decide(practice: Practice, entry: dict[str, Any], cast: Cast) -> Practice:
    """Decide the place review as the file says: published, or sent back with a word."""
    publish = entry["state"] == "published"
    state = review_of(practice).state
    if state is None:
        raise LookupError(f"{entry['slug']} is not in review")
    return decide_place_review(
        practice=practice,
        round_id=state.pk,
        expected=version(practice),
        publish=publish,
        word="" if publish else WORDS[entry["original_language"]],
        by=cast.decider(practice),
    )


def cosign(practice: Practice, entry: dict[str, Any], cast: Cast) -> None:
    """Let each co-signing place agree, by one of its managers."""
    for slug in entry.get("cosigning", ()):
        place = cast.places[slug]
        agree_to_cosign(practice=practice, place=place, by=managers_of(place).filter(is_demo=True)[0])


def translate(practice: Practice, entry: dict[str, Any], cast: Cast) -> None:
    """Publish the translations the file holds, each by a translator of its language.

    One that is `waiting` was saved by the member it names, and waits for a translator.
    """
    waiting = entry.get("waiting", {})
    for language in entry["texts"].keys() - {entry["original_language"]}:
        texts = {name: text.strip() for name, text in entry["texts"][language].items()}
        for relation, fields in ROWS.items():
            for number in numbers_of(entry, relation):
                row = entry[relation][number][language]
                key = row_key(entry, relation, number)
                texts |= {f"{relation}/{key}/{name}": row[name].strip() for name in fields if name in row}
        name = waiting.get(language)
        translator = User.objects.get(email=name) if name else cast.translators[language]
        working = save_translation(thing=practice, language=language, texts=texts, by=translator)
        if language not in waiting:
            publish_translation(thing=practice, working=working, by=translator)


def revise(practice: Practice, entry: dict[str, Any], cast: Cast) -> None:
    """Publish the second version the file tells of: some texts and steps anew, and a note that says what changed."""
    author, revision = cast.author(entry), entry["revision"]
    practice = Practice.objects.get(pk=practice.pk)
    steps = [row_of(entry, "steps", number) for number in numbers_of(entry, "steps")]
    for number, words in revision["steps"].items():
        steps[int(number) - 1] |= words
    changes = DraftChanges(texts={**revision.get("texts", {}), "change_note": revision["note"]}, rows={"steps": steps})
    began = timezone.now()
    save_draft(practice=practice, changes=changes, expected=version(practice), by=author, new_revision=True)
    practice = Practice.objects.get(pk=practice.pk)
    practice = submit_practice(practice=practice, expected=version(practice), by=author)
    decide(practice, entry, cast)
    set_back_revision(practice=practice, to=revision["date"], began=began)
