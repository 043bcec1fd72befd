"""What is published: exactly what was read, with its grade, its life and its number; and what that costs."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import PageLogEntry, WorkflowState

from editorial.uploads import check_picture
from practices.actions import DraftChanges, publish_reviewed, save_draft, start_practice, submit_practice, take_review
from practices.actions.publishing import NothingDecided
from practices.models import CHECKLIST, LifeChange, Practice, Remark, ReviewState, Version
from practices.review import review_of
from practices.versions import latest_draft, version
from tests.queries import counted

from .conftest import complete, decide, fresh, publish

LIMIT = 130
"""Queries of a POST that decides and publishes (issue 5)."""


def save(practice: Practice, by: Any, **changes: Any) -> None:
    """Save these changes in a revision of their own."""
    now = fresh(practice)
    save_draft(practice=now, changes=DraftChanges(**changes), expected=version(now), by=by, new_revision=True)


def submit(practice: Practice, by: Any) -> Practice:
    """Submit the latest draft."""
    now = fresh(practice)
    submit_practice(practice=now, expected=version(now), by=by)
    return fresh(practice)


def test_what_was_read_is_published_with_a_code_an_address_a_grade_and_a_number(
    house: SimpleNamespace, published: Practice
) -> None:
    assert (published.live, published.code, published.slug, published.grade, published.life) == (
        True, "FP-0001", "un-club-pour-chercher-a-plusieurs", "monitored", "published",
    )  # fmt: skip
    assert (published.has_unpublished_changes, review_of(published).step) == (False, "none")
    only = Version.objects.get(practice=published)
    read = ReviewState.objects.get(verdict="published")
    assert (only.number, only.revision_id, only.grade) == (1, published.live_revision_id, "monitored")
    assert read.revision_id == published.live_revision_id == published.latest_revision_id


def test_exactly_what_the_last_reviewer_read_is_published_whatever_was_written_since(
    house: SimpleNamespace, taken: Practice
) -> None:
    read = taken.latest_revision
    draft = latest_draft(taken)
    state = review_of(taken).state
    draft.headline_fr = "Écrit par une autre porte"
    draft.save_revision(user=house.administrator, clean=False)
    state.status, state.verdict, state.revision = "approved", "published", read
    state.finished_by = house.reviewer
    state.save()
    workflow = WorkflowState.objects.get(pk=state.workflow_state_id)
    sheet = publish_reviewed(workflow_state=workflow, by=house.reviewer)
    assert (sheet.headline_fr, sheet.live_revision_id) == ("Un club pour chercher à plusieurs", read.pk)
    assert fresh(sheet).has_unpublished_changes


@pytest.mark.parametrize(
    ("status", "verdict", "who"),
    [
        ("approved", "published", "author"),
        ("approved", "published", None),
        ("approved", "sent_on", "manager"),
        ("skipped", "skipped", None),
        ("rejected", "to_revise", "reviewer"),
    ],
)
def test_a_workflow_that_ends_without_such_a_decision_publishes_nothing(
    house: SimpleNamespace, submitted: Practice, status: str, verdict: str, who: str | None
) -> None:
    state = review_of(submitted).state
    person = getattr(house, who) if who else None
    ReviewState.objects.filter(pk=state.pk).update(status=status, verdict=verdict, finished_by=person)
    with pytest.raises(NothingDecided):
        publish_reviewed(workflow_state=state.workflow_state, by=person)
    assert not fresh(submitted).live


def test_codes_follow_each_other_and_headlines_may_be_alike(house: SimpleNamespace, published: Practice) -> None:
    second = start_practice(place=house.limoges, form="full", language="fr", by=house.author)
    changes = complete()
    for number, rows in enumerate(changes.rows.values()):
        rows[0]["id"] = f"{number + 4}1111111-1111-4111-8111-111111111111"
    save_draft(practice=second, changes=changes, expected=version(fresh(second)), by=house.author)
    after = publish(second, house)
    assert (after.code, after.slug) == ("FP-0002", "un-club-pour-chercher-a-plusieurs-2")


@pytest.mark.parametrize("life", ["to_update", "archived"])
def test_a_publication_ends_what_the_sheet_was(house: SimpleNamespace, published: Practice, life: str) -> None:
    Practice.objects.filter(pk=published.pk).update(life=life)
    change = LifeChange.objects.create(
        practice=published, state=life, before="published", language="fr", until=date(2030, 1, 1)
    )
    save(published, house.author, texts={"need": "Un autre besoin.", "change_note": "Le besoin."})
    before = timezone.now()
    sheet = publish(published, house)
    change.refresh_from_db()
    assert (sheet.life, sheet.need_fr, change.ended_at >= before) == ("published", "Un autre besoin.", True)
    assert list(Version.objects.filter(practice=sheet).values_list("number", "note")) == [(1, ""), (2, "Le besoin.")]


def test_a_flash_note_that_takes_the_place_of_a_graded_sheet_has_no_grade(
    house: SimpleNamespace, published: Practice
) -> None:
    save(published, house.author, facts={"form": "flash"}, texts={"change_note": "Plus court."})
    sheet = publish(published, house)
    assert (sheet.form, sheet.grade, list(Version.objects.values_list("grade", flat=True))) == (
        "flash",
        "",
        ["monitored", ""],
    )


def test_a_flash_note_that_grows_meets_the_network(house: SimpleNamespace, written: Practice) -> None:
    save(written, house.author, facts={"form": "flash"})
    submit(written, house.author)
    note = decide(written, house.manager)
    save(note, house.author, facts={"form": "full"}, texts={"change_note": "La fiche entière."})
    submit(note, house.author)
    assert review_of(decide(note, house.manager, "sent_on")).step == "network_review"


def test_the_journal_says_each_step_who_took_it_and_how(house: SimpleNamespace, published: Practice) -> None:
    lines = PageLogEntry.objects.filter(page_id=published.pk).order_by("timestamp", "pk")
    told = [
        (line.action, line.user.email.partition("@")[0], line.data.get("verdict", ""))
        for line in lines
        if line.action not in ("wagtail.create", "wagtail.edit")
    ]
    assert told == [
        ("practices.start", "autrice", ""),
        ("wagtail.workflow.start", "autrice", ""),
        ("wagtail.workflow.approve", "directrice", "sent_on"),
        ("practices.take_review", "relectrice", ""),
        ("wagtail.workflow.approve", "relectrice", "published"),
        ("wagtail.publish", "relectrice", ""),
    ]


def picture(shade: int) -> Any:
    """Give a checked picture as a form hands it over."""
    stored = BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 90)).save(stored, "PNG")
    return check_picture(SimpleUploadedFile("image.png", stored.getvalue(), content_type="image/png"))


def key(kind: int, number: int) -> str:
    """Give the key of a row."""
    return f"{kind}{number:07d}-1111-4111-8111-111111111111"


def large(rows: int) -> dict[str, Any]:
    """Give that many rows of steps and of results, and two pictures."""
    return {
        "steps": [{"id": key(1, n), "title": f"Étape {n}", "body": "Vite."} for n in range(rows)],
        "results": [
            {"id": key(2, n), "indicator": f"Compte {n}", "value": "1", "period": "2016", "method": ""}
            for n in range(rows)
        ],
        "pictures": [
            {"id": key(3, n), "alt": "Une salle", "credit": "Limoges", "upload": picture(n)} for n in range(2)
        ],
    }


def cost(practice: Practice, by: Any) -> int:
    """Count the queries of the POST by which `by`, who holds the sheet, publishes it: session, person and rights included."""
    now = fresh(practice)
    given = {"version": version(now), "round": review_of(now).state.pk, "verdict": "published", "word": "Merci."}
    given |= {"grade": "monitored", "grade_reason": "Compté.", "checklist": [check.key for check in CHECKLIST]}
    browser = Client()
    browser.force_login(by)
    with counted() as sent:
        browser.post(reverse("review_practice", kwargs={"pk": now.pk}), given)
    assert fresh(practice).live_revision_id == now.latest_revision_id
    return len(sent)


def next_version(practice: Practice, house: SimpleNamespace, number: int) -> None:
    """Bring the next version of a published sheet before the reviewer, who holds it."""
    save(practice, house.author, texts={"need": f"Besoin {number}.", "change_note": "Le besoin."})
    submit(practice, house.author)
    decide(practice, house.manager, "sent_on")
    take_review(practice=practice, round_id=review_of(fresh(practice)).state.pk, by=house.reviewer)


def test_deciding_and_publishing_costs_the_same_with_many_rows_remarks_and_versions(
    house: SimpleNamespace, written: Practice
) -> None:
    save(written, house.author, rows=large(2))
    publish(written, house)
    next_version(written, house, 2)
    few = cost(written, house.reviewer)
    for number in range(3, 6):
        save(written, house.author, texts={"need": f"Encore {number}.", "change_note": "Le besoin."})
        publish(written, house)
    more = {name: rows for name, rows in large(8).items() if name != "pictures"}
    save(written, house.author, rows=more, texts={"change_note": "Des étapes."})
    publish(written, house)
    Version.objects.bulk_create(
        Version(practice=written, number=number, published_at=timezone.now(), language="fr") for number in range(7, 31)
    )
    next_version(written, house, 31)
    state = review_of(fresh(written)).state
    Remark.objects.bulk_create(
        Remark(practice=written, round=state, about="need", language="fr", text=f"Remarque {number}")
        for number in range(1_000)
    )
    many = cost(written, house.reviewer)
    assert (many, few <= LIMIT) == (few, True), (few, many)


def test_the_first_publication_with_two_pictures_stays_within_the_budget(
    house: SimpleNamespace, written: Practice
) -> None:
    save(written, house.author, rows=large(5))
    submit(written, house.author)
    decide(written, house.manager, "sent_on")
    take_review(practice=written, round_id=review_of(fresh(written)).state.pk, by=house.reviewer)
    assert cost(written, house.reviewer) <= LIMIT
