"""As whom somebody acted is told by the roles of a day, in one way for everything of a place."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from directory.models import Report, Role
from directory.signing import Signatures, who_answered
from directory.tests.scenes import a_person, a_place
from tests.queries import queries

pytestmark = pytest.mark.django_db


def test_a_day_has_its_own_roles_and_one_query_serves_all():
    limoges = a_place("limoges")
    manager, advisor = a_person("manager", limoges), a_person("advisor", limoges)
    today = timezone.localdate()
    Role.objects.filter(person=manager).update(begins=today - timedelta(days=60), ends=today - timedelta(days=30))
    with override("en"), queries(2):
        before = Signatures(limoges, [manager, advisor, None], on=today - timedelta(days=40))
        now = Signatures(limoges, [manager, advisor, None])
        told = [[signed.of(person) for person in (manager, advisor, None)] for signed in (before, now)]
    assert told == [
        ["manager, Limoges", "former member", "former member"],
        ["former member", "advisor, Limoges", "former member"],
    ]


def test_the_day_is_that_of_the_network_wherever_the_reader_may_be():
    limoges = a_place("limoges")
    advisor = a_person("advisor", limoges)
    begins = advisor.roles.get().begins
    midnight = datetime.combine(begins, time(0, 30), tzinfo=timezone.get_default_timezone())
    report = Report(place=limoges, answered_by=advisor, answered_at=midnight)
    with override("en"), timezone.override("America/Montevideo"):
        assert who_answered(report) == "advisor, Limoges"
