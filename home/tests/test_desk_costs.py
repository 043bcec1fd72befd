"""What the desk asks the database: four questions for the person, two for each kind of row, however much waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision, Workflow, WorkflowState

from accounts.models import User
from directory.actions import grant_role
from directory.models import Place, Role
from directory.permissions import held_by
from editorial.registry import _desk
from practices.actions.reviewing import WORKFLOW_NAME
from practices.models import NetworkReview, PlaceReview, Practice, ReviewState
from practices.tests.factories import many_practices
from tests.queries import counted

PERSON = 4
"""Session, person and whether they have a second proof, roles with their places, bell."""
KIND = 2


@pytest.fixture
def busy(limoges: Place) -> User:
    """Somebody who is everything at once: what waits for anybody waits for them."""
    user = User.objects.create_user("tout@membres.example", language="fr")
    for kind, scope in (
        ("manager", {"place": limoges}), ("reviewer", {}), ("administrator", {}), ("translator", {"language": "it"}),
    ):  # fmt: skip
        grant_role(person=user, kind=kind, by=None, **scope)
    return User.objects.get(pk=user.pk)


def fill(number: int, person: User, limoges: Place) -> None:
    """Let that many sheets wait for every reason there is."""
    many_practices(number * 6)
    keys = list(Practice.objects.order_by("-pk").values_list("pk", flat=True)[: number * 6])
    groups = [keys[part::6] for part in range(6)]
    at_place, stuck, queue, held, mine, cosigned = groups
    draft = {"live": False, "first_published_at": None, "code": None, "latest_revision_created_at": timezone.now()}
    Practice.objects.filter(pk__in=keys).exclude(pk__in=cosigned).update(**draft)
    Practice.objects.filter(pk__in=[*at_place, *mine]).update(place=limoges)
    Practice.objects.filter(pk__in=mine).update(owner=person)
    through = Practice.cosigning.through.objects
    through.bulk_create(through.model(practice_id=key, place_id=limoges.pk) for key in cosigned)
    for key in (*at_place, *stuck):
        open_round(key, PlaceReview)
    for key in (*queue, *held):
        open_round(key, NetworkReview, person if key in set(held) else None)


def a_revision(key: int) -> Revision:
    """Write a revision of a sheet that nobody reads."""
    kind = ContentType.objects.get_for_model
    return Revision.objects.create(
        content_type=kind(Practice), base_content_type=kind(Page), object_id=str(key), content={}, object_str=""
    )


def open_round(key: int, task: Any, taker: User | None = None) -> None:
    """Open a round of the review of a sheet."""
    kind = ContentType.objects.get_for_model
    workflow = WorkflowState.objects.create(
        workflow=Workflow.objects.get(name=WORKFLOW_NAME),
        content_type=kind(Practice),
        base_content_type=kind(Page),
        object_id=str(key),
    )
    until = timezone.now() + timedelta(days=7) if taker else None
    state = ReviewState.objects.create(
        workflow_state=workflow,
        revision=a_revision(key),
        task=task.objects.get(),
        step=task.step,
        taken_by=taker,
        held_until=until,
    )
    WorkflowState.objects.filter(pk=workflow.pk).update(current_task_state=state)


def tell_planner() -> None:
    """Let PostgreSQL count the rows, as it does by itself where rows are not all written in one transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def test_every_kind_of_row_asks_two_questions_whether_one_or_two_hundred_wait(busy: User, limoges: Place) -> None:
    spent: list[dict[str, int]] = []
    rows: dict[str, int] = {}
    for number in (1, 199):
        fill(number, busy, limoges)
        tell_planner()
        held_by(busy)
        spent.append({})
        for _position, source in _desk:
            list(source(busy))  # fills what a process keeps
            with counted() as sent:
                found = list(source(busy))
            spent[-1][source.__name__] = len(sent)
            rows[source.__name__] = sum(len(section.rows) for section in found)
    one, many = spent
    assert one == many
    assert {name: asked for name, asked in many.items() if asked > KIND} == {}
    full = {"nobody_can_decide", "to_review", "held_by_me", "to_take", "drafts", "to_cosign"}
    assert {name: rows[name] for name in full} == dict.fromkeys(full, 8)


def test_the_person_costs_four_questions(limoges: Place) -> None:
    label_officer = User.objects.create_user("label@membres.example", language="fr")
    grant_role(person=label_officer, kind="label_officer", by=None)
    assert Role.objects.filter(person=label_officer).count() == 1
    client = Client()
    client.force_login(label_officer)
    client.get("/fr/desk/")
    with counted() as sent:
        assert client.get("/fr/desk/").status_code == 200
    assert len(sent) == PERSON
