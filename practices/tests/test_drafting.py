"""Starting a sheet and saving its draft."""

from types import SimpleNamespace

import pytest
from wagtail.models import Revision

from multilingual.actions import publish_translation, save_translation
from practices.actions import DraftChanges, Stale, UnderReview, save_draft, start_practice
from practices.models import Practice, Step
from practices.versions import latest_draft, version

from .conftest import complete, fresh, publish

STEP = "11111111-1111-4111-8111-111111111111"


def save(practice: Practice, by: object, **changes: object) -> Practice:
    """Save these changes on top of whatever is there now."""
    return save_draft(practice=practice, changes=DraftChanges(**changes), expected=version(fresh(practice)), by=by)


def revisions(practice: Practice) -> int:
    """Count the revisions of a sheet."""
    return Revision.objects.for_instance(practice).count()


def test_a_new_sheet_is_signed_by_its_place_with_a_mailbox_and_no_code(house: SimpleNamespace) -> None:
    sheet = fresh(
        start_practice(place=house.limoges, form="flash", language="ca", headline="Una nota", by=house.author)
    )
    assert (sheet.form, sheet.original_language, sheet.headline_ca, sheet.contact, sheet.code, sheet.live, sheet.owner) == (
        "flash", "ca", "Una nota", "contact@limoges.cites.example", None, False, house.author,
    )  # fmt: skip


def test_five_saves_of_one_person_make_one_revision(house: SimpleNamespace, draft: Practice) -> None:
    for number in range(5):
        save(draft, house.author, texts={"headline": f"Titre {number}"})
    assert (revisions(draft), latest_draft(fresh(draft)).headline_fr) == (1, "Titre 4")


def test_a_colleague_adds_a_revision_of_their_own(house: SimpleNamespace, draft: Practice) -> None:
    save(draft, house.author, texts={"headline": "Un"})
    save(draft, house.colleague, texts={"headline": "Deux"})
    assert revisions(draft) == 2


def test_the_second_to_save_is_refused_and_nothing_is_overwritten(house: SimpleNamespace, draft: Practice) -> None:
    seen = version(fresh(draft))
    save_draft(practice=draft, changes=DraftChanges(texts={"headline": "Le premier"}), expected=seen, by=house.author)
    with pytest.raises(Stale):
        save_draft(
            practice=draft, changes=DraftChanges(texts={"headline": "Le second"}), expected=seen, by=house.colleague
        )
    assert latest_draft(fresh(draft)).headline_fr == "Le premier"


def test_rows_keep_their_keys_when_they_move_and_go_when_they_are_not_posted(
    house: SimpleNamespace, draft: Practice
) -> None:
    other = "33333333-3333-4333-8333-333333333333"
    save(
        draft,
        house.author,
        rows={"steps": [{"id": STEP, "title": "A", "body": ""}, {"id": other, "title": "B", "body": ""}]},
    )
    save(
        draft,
        house.author,
        rows={"steps": [{"id": other, "title": "B", "body": ""}, {"id": STEP, "title": "A", "body": ""}]},
    )
    assert [(row.pk, row.title_fr) for row in latest_draft(fresh(draft)).steps.all()] == [(other, "B"), (STEP, "A")]
    save(draft, house.author, rows={"steps": [{"id": other, "title": "B", "body": ""}]})
    assert list(Step.objects.filter(practice=draft).values_list("pk", flat=True)) == [other]


def test_posting_the_key_of_another_sheets_row_takes_nothing_away(house: SimpleNamespace, draft: Practice) -> None:
    save(draft, house.author, rows={"steps": [{"id": STEP, "title": "La mienne", "body": ""}]})
    thief = start_practice(place=house.milano, form="full", language="it", by=house.milano_advisor)
    save(thief, house.milano_advisor, rows={"steps": [{"id": STEP, "title": "Rubata", "body": ""}]})
    assert Step.objects.get(pk=STEP).practice_id == draft.pk
    assert [row.title_it for row in latest_draft(fresh(thief)).steps.all()] == ["Rubata"]


def test_the_text_moves_along_when_the_author_picks_another_original_language(
    house: SimpleNamespace, draft: Practice
) -> None:
    save(
        draft, house.author, texts={"headline": "Un títol"}, rows={"steps": [{"id": STEP, "title": "Pas", "body": ""}]}
    )
    save(draft, house.author, facts={"original_language": "ca"})
    moved = latest_draft(fresh(draft))
    assert (moved.original_language, moved.headline_ca, moved.headline_fr, moved.steps.get().title_ca) == (
        "ca",
        "Un títol",
        None,
        "Pas",
    )


def test_a_draft_in_review_is_not_changed(house: SimpleNamespace, submitted: Practice) -> None:
    with pytest.raises(UnderReview):
        save(submitted, house.author, texts={"headline": "Trop tard"})


def test_a_draft_of_a_published_sheet_leaves_what_readers_see(house: SimpleNamespace, submitted: Practice) -> None:
    published = publish(submitted, house)
    save(published, house.author, texts={"headline": "La suite"})
    live = fresh(published)
    assert (live.headline_fr, live.live, live.has_unpublished_changes) == (
        "Un club pour chercher à plusieurs",
        True,
        True,
    )
    assert latest_draft(live).headline_fr == "La suite"


def test_a_translation_published_while_a_draft_is_open_survives_its_publication(
    house: SimpleNamespace, submitted: Practice
) -> None:
    published = publish(submitted, house)
    save(published, house.author, texts={"headline": "La suite", "change_note": "Un titre plus clair."})
    working = save_translation(
        thing=fresh(published),
        language="it",
        texts={"headline": "Un club per cercare insieme", f"steps/{STEP}/title": "Riunire un gruppo"},
        by=house.milano_advisor,
    )
    publish_translation(thing=published, working=working, by=house.milano_advisor)
    again = publish(published, house)
    assert (again.headline_fr, again.headline_it, again.steps.get().title_it) == (
        "La suite", "Un club per cercare insieme", "Riunire un gruppo",
    )  # fmt: skip
    assert again.translation_states == {"it": "outdated"}


def test_complete_says_everything_a_full_sheet_needs(house: SimpleNamespace, written: Practice) -> None:
    from practices.completeness import missing_for_review

    assert missing_for_review(latest_draft(written)) == []
    assert complete().facts["outcome"] == "worked"


def test_the_next_version_begins_without_the_note_of_the_last(house: SimpleNamespace, published: Practice) -> None:
    noted = DraftChanges(texts={"change_note": "Un chiffre de plus."})
    save_draft(practice=published, changes=noted, expected=version(fresh(published)), by=house.author)
    publish(fresh(published), house)
    assert (fresh(published).change_note_fr, latest_draft(fresh(published)).change_note_fr) == (
        "Un chiffre de plus.",
        "",
    )
