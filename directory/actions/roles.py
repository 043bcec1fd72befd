"""Roles are given, ended, and begin or lapse on their day."""

import datetime

from django.db import transaction
from django.db.models import Q

from accounts.actions import note_roles
from accounts.models import User
from multilingual.signals import announce

from ..models import Place, Role, RoleAct, RoleJournal, RoleKind, RoleStage
from ..models.roles import IN_THE_CMS, today
from ..permissions import forget_roles, read_roles
from .groups import sync_groups


@transaction.atomic
def grant_role(
    *,
    person: User,
    kind: str,
    place: Place | None = None,
    language: str = "",
    begins: datetime.date | None = None,
    ends: datetime.date | None = None,
    by: User | None,
) -> Role:
    """Give `person` a role from `begins` (today) until the day before `ends`; give the role.

    Who has this role already, or had it until the same day, keeps it as it is. `by` is None for a command.
    Raises ValidationError when the scope does not fit the kind or the dates are the wrong way round.
    """
    person_now = User.objects.select_for_update().get(pk=person.pk)  # two grants at once: the second finds the first
    day = today()
    role = Role(person=person_now, kind=kind, place=place, language=language, begins=begins or day, ends=ends)
    known = Role.objects.alike(role).filter(Q(ends__isnull=True) | Q(ends__gt=day) | Q(ends=ends)).first()
    if known is not None:
        return known
    role.full_clean()
    role.stage = role.stage_on(day)
    role.save()
    note(role, RoleAct.GRANTED, day=role.begins, by=by)
    refresh_facts(person=person)
    if role.stage == RoleStage.HELD:
        announce(role, "granted")
    return role


@transaction.atomic
def end_role(*, role: Role, on: datetime.date | None = None, by: User | None) -> Role:
    """End a role: `on` (today) is the first day on which it no longer holds; give the role.

    A role that is over stays as it is. One that has not begun ends before its first day.
    """
    role = Role.objects.select_for_update(of=("self",)).select_related("person").get(pk=role.pk)
    day = today()
    if role.stage_on(day) == RoleStage.OVER:
        return role
    was_held = role.stage == RoleStage.HELD
    role.ends = max(on or day, role.begins)
    role.stage = RoleStage.OVER if role.ends == role.begins and not was_held else role.stage_on(day)
    role.save(update_fields=["ends", "stage"])
    note(role, RoleAct.ENDED, day=role.ends, by=by)
    refresh_facts(person=role.person)
    if role.stage == RoleStage.OVER:
        announce(role, "ended")
    return role


@transaction.atomic
def turn_roles(*, on: datetime.date | None = None) -> int:
    """Make known the roles that begin or lapse on the day `on` (today), or did before; give how many."""
    day = on or today()
    turned = list(Role.objects.to_turn(day).select_for_update(of=("self",), skip_locked=True).select_related("person"))
    for role in turned:
        role.stage = role.stage_on(day)
        role.save(update_fields=["stage"])
        refresh_facts(person=role.person)
        if role.stage == RoleStage.OVER:
            note(role, RoleAct.LAPSED, day=role.ends or day, by=None)
        announce(role, "ended" if role.stage == RoleStage.OVER else "granted")
    return len(turned)


def refresh_facts(*, person: User) -> None:
    """Write on `person` what their roles of today make of them, and put them in Wagtail's groups accordingly."""
    forget_roles(person)
    kinds = read_roles(person).kinds
    note_roles(
        person=person,
        may_enter_cms=not kinds.isdisjoint(IN_THE_CMS),
        is_network_administrator=RoleKind.ADMINISTRATOR in kinds,
    )
    sync_groups(person, kinds)


def note(role: Role, act: str, *, day: datetime.date, by: User | None) -> None:
    """Write a line of the journal."""
    RoleJournal.objects.create(
        act=act,
        role=role.pk,
        person=role.person_id,
        kind=role.kind,
        place=role.place_id,
        language=role.language,
        day=day,
        by=by.pk if by else None,
    )
