"""Those who work on a sheet read everything that happened to it, in their own words."""

import html
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from directory.actions import end_role
from practices.actions import (
    add_remark,
    archive_practice,
    bring_back,
    hand_on,
    mark_to_update,
    put_in_bin,
    submit_practice,
    take_back,
    withdraw_practice,
)
from practices.journal import DECISIONS, WORDS, entries_of, told
from practices.models import Practice, Verdict
from practices.review import review_of
from practices.versions import version
from tests.queries import counted, queries

from .conftest import decide, fresh, publish
from .test_versions import change
from .test_writing_views import address, signed_in

MANAGER, REVIEWER, AUTHOR = "manager, Limoges", "reviewer, Genève", "advisor, Limoges"


def lines(practice: Practice) -> list[tuple[str, str]]:
    """Give what happened and who did it, the oldest first, in English."""
    with translation.override("en"):
        return [(line.what, line.by) for line in reversed(told(practice, entries_of(practice)))]


def page_of(practice: Practice, person: Any, language: str = "en") -> Any:
    """Ask for the journal as `person`."""
    return signed_in(person).get(address(practice, "practice_journal").replace("/fr/", f"/{language}/"))


def test_a_whole_life_is_told(house: SimpleNamespace, submitted: Practice) -> None:
    sheet = decide(submitted, house.manager, Verdict.TO_REVISE, word="Datez le résultat.")
    sheet = change(sheet, house, texts={"summary": "Compté en 2016."})
    until = timezone.localdate() + timedelta(days=30)
    mark_to_update(practice=sheet, reason="Vieux.", language="fr", until=until, by=house.reviewer)
    archive_practice(practice=fresh(sheet), reason="Fini.", language="fr", by=house.manager)
    bring_back(practice=fresh(sheet), by=house.manager)
    hand_on(practice=fresh(sheet), to=house.colleague, by=house.manager)
    withdraw_practice(practice=fresh(sheet), reason="Faux.", language="fr", by=house.administrator)
    said = [line for line in lines(fresh(sheet)) if line[0] != "Changed the draft"]
    assert [(what.partition(" until ")[0], by) for what, by in said] == [
        ("Made the page", AUTHOR),
        ("Started the sheet", AUTHOR),
        ("Submitted the sheet for review", AUTHOR),
        ("Place review: asked for a revision", MANAGER),
        ("Submitted the sheet again", AUTHOR),
        ("Place review: sent the sheet on to the network", MANAGER),
        ("Took the sheet to review it", REVIEWER),
        ("Network review: decided to publish", REVIEWER),
        ("Published version 1", REVIEWER),
        ("Marked the sheet as to be updated", REVIEWER),
        ("Put the sheet into the archive", MANAGER),
        ("Brought the sheet back", MANAGER),
        ("Handed the sheet on to: documentalist, Limoges", MANAGER),
        ("Withdrew the sheet", "network administrator"),
    ]


def test_drafts_taken_back_declined_and_binned(house: SimpleNamespace, submitted: Practice) -> None:
    take_back(practice=submitted, by=house.author)
    again = fresh(submitted)
    submit_practice(practice=again, expected=version(again), by=house.author)
    decide(submitted, house.manager, Verdict.DECLINED, word="Non.")
    put_in_bin(practice=fresh(submitted), by=house.author)
    said = lines(fresh(submitted))
    assert ("Took the sheet back from review", AUTHOR) in said
    assert ("Place review: declined the sheet", MANAGER) in said
    assert said[-1] == ("Put the draft in the bin", AUTHOR)


def test_every_action_of_ours_has_words(house: SimpleNamespace) -> None:
    ours = {action for action, _label in registry.get_choices() if action.startswith("practices.")}
    assert ours - {"practices.hand_on"} - set(WORDS) - set(DECISIONS) == set()


def test_an_unknown_line_has_the_label_it_was_registered_with(house: SimpleNamespace, draft: Practice) -> None:
    PageLogEntry.objects.filter(page=draft.pk).update(action="wagtail.lock")
    assert lines(draft)[0][0] == "Locked"


def test_a_name_is_shown_where_the_person_wishes_and_those_who_left_have_none(
    house: SimpleNamespace, draft: Practice
) -> None:
    house.author.shown_name = "Ana"
    house.author.save()
    assert lines(draft)[0][1] == f"Ana · {AUTHOR}"
    end_role(role=house.author.roles.get(), by=None)
    assert lines(draft)[0][1] == "former member"


def test_words_keep_their_language_and_times_their_readers_zone(house: SimpleNamespace, submitted: Practice) -> None:
    decide(submitted, house.manager, Verdict.TO_REVISE, word="Datez <le>\nrésultat.")
    PageLogEntry.objects.update(timestamp="2026-03-04T23:30:00Z")
    house.administrator.time_zone = "America/Santiago"
    house.administrator.save()
    house.administrator.roles.update(begins="2026-01-01")  # today may not have begun in Santiago
    page = page_of(submitted, house.administrator).content.decode()
    assert '<blockquote dir="auto" lang="fr">Datez &lt;le&gt;<br>résultat.</blockquote>' in page
    assert re.search(r'datetime="2026-03-04T20:30:00-0300">March 4, 2026, 8:30', page)
    assert "autrice@membres.example" not in html.unescape(page)


def test_a_remark_is_named_by_its_row(house: SimpleNamespace, taken: Practice) -> None:
    step = "steps/11111111-1111-4111-8111-111111111111"
    for about in ("need", step):
        add_remark(
            practice=taken,
            round_id=review_of(taken).state.pk,
            about=about,
            text="Qui ?",
            language="fr",
            by=house.reviewer,
        )
    assert lines(fresh(taken))[-2:] == [("Wrote a remark: The need", REVIEWER), ("Wrote a remark: Step 1", REVIEWER)]


@pytest.mark.parametrize("who", ["author", "colleague", "manager", "administrator"])
def test_who_works_on_it_reads_it(house: SimpleNamespace, submitted: Practice, who: str) -> None:
    assert page_of(submitted, getattr(house, who)).status_code == 200


def test_a_reviewer_reads_it_in_network_review_only(house: SimpleNamespace, submitted: Practice) -> None:
    assert page_of(submitted, house.reviewer).status_code == 404
    sent_on = decide(submitted, house.manager, Verdict.SENT_ON)
    people = (house.reviewer, house.milano_manager, house.stranger)
    assert [page_of(sent_on, person).status_code for person in people] == [200, 404, 404]
    assert page_of(publish(sent_on, house), house.reviewer).status_code == 404


def test_it_has_fifty_lines_a_page_and_costs_the_same_with_many(house: SimpleNamespace, published: Practice) -> None:
    with counted() as few:
        page_of(published, house.manager)
    entry = PageLogEntry.objects.filter(page=published.pk).last()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=published.pk,
            content_type=entry.content_type,
            label="",
            action="wagtail.edit",
            timestamp=timezone.now() - timedelta(days=1),
            uuid=None,
            user_id=person.pk,
        )
        for person in (house.author, house.colleague, house.manager) * 40
    )
    with queries(len(few)):
        page = page_of(published, house.manager).content.decode()
    assert page.count('<time datetime="') == 50
    assert 'href="?page=2"' in page
