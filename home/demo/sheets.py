"""The practice sheets of the demo: written, read, translated and looked after by its members, by the real actions."""

import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from directory.people import managers_of
from editorial.uploads import check_picture
from multilingual.actions import publish_translation, save_translation
from practices.actions import DraftChanges, agree_to_cosign, put_in_bin, save_draft, start_practice
from practices.models import Practice
from practices.review import review_of

from . import FOLDER, read
from .cast import Cast, key_of
from .dates import Past, ago, noon
from .lives import live, report
from .reviews import PLANS, plan_of, review
from .story import Story, row_key

FACTS = ("outcome", "contact", "period", "look_again_on")
VOCABULARIES = {"poles": "pole", "publics": "public", "services": "service", "principles": "principle"}
TERMS = {"kind": "kind", "territory": "territory", "budget": "budget"}
ROWS = {"steps": ("title", "body"), "results": ("indicator", "method"), "pictures": ("alt",)}
WEEK = datetime.timedelta(days=7)
WRITTEN_BEFORE = 6 * WEEK


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
    """Bring one sheet as far as its file says, and move what happened to the days it tells of."""
    story = begin(entry, cast)
    if entry["state"] == "published":
        publish(story)
    elif entry["state"] in PLANS:
        review(story, plan_of(entry), ends=ago(entry["days"]))
    elif entry["state"] == "binned":
        story.past.now_is(ago(2))
        put_in_bin(practice=story.practice, by=story.author)
    for told in entry.get("report", ()):
        report(story, told)
    if "life" in entry:
        live(story)
    story.past.move(story.practice)


def begin(entry: dict[str, Any], cast: Cast) -> Story:
    """Start a sheet and write its draft: six weeks before what its file tells of, this week where it tells of nothing."""
    author, past = cast.author(entry), Past()
    told = noon(entry["first_published"]) if "first_published" in entry else ago(entry.get("days", 0))
    past.now_is(told - WRITTEN_BEFORE if entry["state"] in PLANS else ago(5))
    practice = start_practice(
        place=cast.places[entry["place"]], form=entry["form"], language=entry["original_language"], by=author
    )
    story = Story(entry, cast, mark(practice, key_of(entry["slug"])), past)
    write(story, changes_of(entry, cast))
    return story


def mark(practice: Practice, key: UUID) -> Practice:
    """Write the key of the demo on the sheet; no revision brings another one back."""
    Practice.objects.filter(pk=practice.pk).update(translation_key=key)
    return Practice.objects.get(pk=practice.pk)


def write(story: Story, changes: DraftChanges, *, new_revision: bool = False) -> None:
    """Save what the author writes."""
    facts = {"practice": story.practice, "expected": story.version, "by": story.author}
    save_draft(changes=changes, new_revision=new_revision, **facts)
    story.reread()


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
        rows={relation: rows_of(entry, relation) for relation in ROWS},
    )


def rows_of(entry: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    """Give the rows of one relation as the form would post them."""
    return [row_of(entry, relation, number) for number in range(len(entry.get(relation, ())))]


def row_of(entry: dict[str, Any], relation: str, number: int) -> dict[str, Any]:
    """Give one row as the form would post it: its key, its words in the original language, its facts, its file."""
    given = entry[relation][number]
    row: dict[str, Any] = {"id": row_key(entry, relation, number), **given[entry["original_language"]]}
    row |= {name: given[name] for name in ("value", "period", "credit") if name in given}
    if "file" in given:
        picture = (FOLDER / "pictures" / given["file"]).read_bytes()
        row["upload"] = check_picture(SimpleUploadedFile(given["file"], picture, content_type="image/png"))
    return row


def publish(story: Story) -> None:
    """Publish a sheet on its day, let co-signing places agree, translate it, then publish what came later."""
    published = noon(story.entry["first_published"])
    review(story, plan_of(story.entry), ends=published)
    if review_of(story.practice).state is not None:
        raise LookupError(f"{story.entry['slug']} is still in review")
    cosign(story)
    story.past.now_is(published + WEEK)
    translate(story)
    for revision in story.entry.get("revision", ()):
        revise(story, revision)


def cosign(story: Story) -> None:
    """Let each co-signing place agree, by one of its managers."""
    for slug in story.entry.get("cosigning", ()):
        place = story.cast.places[slug]
        agree_to_cosign(practice=story.practice, place=place, by=managers_of(place).filter(is_demo=True)[0])


def translate(story: Story) -> None:
    """Publish the translations the file holds, each by a translator of its language.

    One that is `waiting` was saved by the member it names, and waits for a translator.
    """
    entry, waiting = story.entry, story.entry.get("waiting", {})
    for language in entry["texts"].keys() - {entry["original_language"]}:
        name = waiting.get(language)
        by = story.cast.members[name] if name else story.cast.translators[language]
        texts = texts_in(entry, language)
        working = save_translation(thing=story.practice, language=language, texts=texts, by=by)
        if language not in waiting:
            publish_translation(thing=story.practice, working=working, by=by)
    story.reread()


def texts_in(entry: dict[str, Any], language: str) -> dict[str, str]:
    """Give every text the file has in one language, by the key of its place."""
    texts = {name: text.strip() for name, text in entry["texts"][language].items()}
    for relation, fields in ROWS.items():
        for number, given in enumerate(entry.get(relation, ())):
            row, key = given[language], row_key(entry, relation, number)
            texts |= {f"{relation}/{key}/{name}": row[name].strip() for name in fields if name in row}
    return texts


def revise(story: Story, revision: dict[str, Any]) -> None:
    """Publish the next version the file tells of: texts, steps and results anew, and a note that says what changed."""
    story.entry = revised(story.entry, revision)
    published = noon(revision["date"])
    story.past.now_is(published - 4 * WEEK)
    texts = {**revision.get("texts", {}), "change_note": revision["note"]}
    rows = {relation: rows_of(story.entry, relation) for relation in ("steps", "results")}
    write(story, DraftChanges(texts=texts, rows=rows), new_revision=True)
    review(story, plan_of(story.entry), ends=published)


def revised(entry: dict[str, Any], revision: dict[str, Any]) -> dict[str, Any]:
    """Give what the file says of a sheet once it was revised."""
    language, changed = entry["original_language"], revision.get("steps", {})
    steps = [
        given | {language: given[language] | changed.get(str(number), {})}
        for number, given in enumerate(entry["steps"], start=1)
    ]
    results = [*entry.get("results", ()), *revision.get("results", ())]
    graded = {name: revision[name] for name in ("grade", "grade_reason") if name in revision}
    kept = {name: value for name, value in entry.items() if name != "remark"}
    return kept | graded | {"steps": steps, "results": results}
