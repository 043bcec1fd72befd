"""What queues are asked by, written beside the sheets: the round's sheet, the draft's co-signing places; how few questions."""

from importlib import import_module
from types import SimpleNamespace

from django.apps import apps

from accounts.models import User
from directory.permissions import held_by
from editorial.registry import desk_sections
from practices import desk
from practices.actions import DraftChanges, save_draft
from practices.models import Practice, ReviewState
from practices.models.cosignature import DraftCosigner
from practices.versions import version
from tests.queries import counted, queries

from .conftest import fresh

fill = import_module("practices.migrations.0011_fill_rows_for_queues")


def named(practice: Practice) -> list[str]:
    """Give the places the rows of a sheet's draft name."""
    return sorted(DraftCosigner.objects.filter(practice=practice).values_list("place__slug", flat=True))


def rewrite(practice: Practice, house: SimpleNamespace, *slugs: str) -> Practice:
    """Save the draft with these co-signing places."""
    changes = DraftChanges(cosigning=[getattr(house, slug) for slug in slugs])
    save_draft(practice=practice, changes=changes, expected=version(fresh(practice)), by=house.author)
    return fresh(practice)


def test_each_saved_draft_writes_the_places_it_names(house: SimpleNamespace, written: Practice) -> None:
    seen = []
    for slugs in (["milano"], ["milano", "geneve"], ["geneve"], []):
        rewrite(written, house, *slugs)
        seen.append(named(written))
    assert seen == [["milano"], ["geneve", "milano"], ["geneve"], []]


def test_rounds_and_drafts_there_were_are_filled_in(house: SimpleNamespace, in_network: Practice) -> None:
    rounds = ReviewState.objects.filter(workflow_state__object_id=str(in_network.pk))
    assert set(rounds.values_list("practice", flat=True)) == {in_network.pk}
    revision = in_network.latest_revision
    revision.content["cosigning"] = [house.milano.pk, 999_999]
    revision.save()
    rounds.update(practice=None)
    DraftCosigner.objects.all().delete()
    fill.name_sheets(apps, None)
    fill.write_cosigners(apps, None)
    assert set(rounds.values_list("practice", flat=True)) == {in_network.pk}
    assert named(in_network) == ["milano"]


def test_all_that_is_in_review_is_read_together(house: SimpleNamespace, in_network: Practice) -> None:
    person = User.objects.get(pk=house.administrator.pk)
    kinds = (desk.nobody_can_decide, desk.nobody_can_take, desk.to_review, desk.held_by_me, desk.to_take)
    held_by(person)
    desk_sections(person)
    with queries(2 * len(kinds)):
        apart = [section.heading for kind in kinds for section in kind(person)]
    with counted() as sent:
        together = [section.heading for section in desk_sections(person)]
    assert set(apart) <= set(together)
    assert len([sql for sql in sent if '"practices_reviewstate"."step"' in sql]) == 2
