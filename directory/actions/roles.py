"""Roles are given, ended, and begin or lapse on their day."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import end_sessions, note_roles
from accounts.models import User
from multilingual.signals import announce

from .. import role_letters
from ..models import Place, Role, RoleAct, RoleJournal, RoleKind, RoleStage
from ..models.roles import DECIDING, IN_THE_CMS, today
from ..people import above
from ..permissions import forget_roles, read_roles
from .groups import sync_groups


class LastManager(Exception):
    """Nobody would manage the place any more: who ends this role must say that they know."""


class LastAdministrator(Exception):
    """Nobody would administer the network any more: another one is named first."""


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

    Who has this role already, or had it on the same days, keeps it as it is. `by` is None for a command.
    Raises ValidationError when the scope does not fit the kind or the dates are the wrong way round, and for who had
    themselves forgotten.
    """
    # two grants at once: the second finds the first
    person_now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person_now.erased_at is not None:
        raise ValidationError(_("Nobody has an account with this address."))
    day = today()
    role = Role(person=person_now, kind=kind, place=place, language=language, begins=begins or day, ends=ends)
    alike = Role.objects.alike(role)
    known = alike.lasting().first() or (alike.filter(begins=role.begins, ends=ends).first() if ends else None)
    if known is not None:
        return known
    role.full_clean()
    role.stage = role.stage_on(day)
    role.save()
    note(role, RoleAct.GRANTED, day=role.begins, by=by)
    refresh_facts(person=person)
    if role.stage == RoleStage.HELD:
        announce(role, "granted")
    role_letters.tell_role_given(role, by=by)
    return role


@transaction.atomic
def end_role(*, role: Role, on: datetime.date | None = None, by: User | None, knowing: bool = False) -> Role:
    """End a role: `on` (today) is the first day on which it no longer holds; give the role.

    A role that is over stays as it is. One that has not begun ends before its first day. Whose last role it was is signed
    out everywhere. Raises `LastAdministrator`, and `LastManager` where nobody else manages the place and `by` did not say
    that they know; a command (`by` is None) does as it is told.
    """
    return finish(lock_with_peers([role])[0], on=on, by=by, knowing=knowing)


@transaction.atomic
def end_roles_at(*, person: User, place: Place, by: User | None, knowing: bool = False) -> int:
    """End today every role of `person` at `place` itself, their own where they leave; give how many ended.

    Raises `LastManager` as `end_role` does; then none ends.
    """
    lasting = Role.objects.held_at(place).lasting().filter(person=person)
    roles = lock_with_peers(list(lasting.select_related("place").order_by("pk")))
    open_ones = [role for role in roles if role.stage_on(today()) != RoleStage.OVER]
    for role in open_ones:
        finish(role, on=None, by=by, knowing=knowing)
    return len(open_ones)


def lock_with_peers(roles: Iterable[Role]) -> list[Role]:
    """Lock roles with the roles that must not all end together, in one order for everybody; give the first, read anew."""
    wanted, rows = [role.pk for role in roles], Q()
    for role in roles:
        if role.kind == RoleKind.MANAGER and role.place is not None:
            rows |= Q(pk__in=Role.objects.managing(above(role.place)).values("pk"))
        elif role.kind == RoleKind.ADMINISTRATOR:
            rows |= Q(pk__in=Role.objects.administering().values("pk"))
    held = Role.objects.filter(rows | Q(pk__in=wanted)).to_show().order_by("pk").select_for_update(of=("self",))
    found = {role.pk: role for role in held}
    return [found[pk] for pk in wanted]


def finish(role: Role, *, on: datetime.date | None, by: User | None, knowing: bool) -> Role:
    """End a locked role; see `end_role`."""
    day = today()
    ends = max(on or day, role.begins)
    if role.stage_on(day) == RoleStage.OVER or role.ends == ends:
        return role
    if by is not None:
        check_who_stays(role, on=ends, knowing=knowing)
    was_held = role.stage == RoleStage.HELD
    role.ends = ends
    role.stage = RoleStage.OVER if ends == role.begins and not was_held else role.stage_on(day)
    role.save(update_fields=["ends", "stage"])
    note(role, RoleAct.ENDED, day=ends, by=by)
    refresh_facts(person=role.person)
    role_letters.tell_role_ended(role, by=by)
    if role.stage == RoleStage.OVER:
        let_go(role, by=by, was_held=was_held)
    return role


def check_who_stays(role: Role, *, on: datetime.date, knowing: bool) -> None:
    """Raise `LastAdministrator` or `LastManager` where nobody else does what this role lets its person do, from `on` on.

    Of the administrators who stay, one stays as long as this one would have: two ends on different days leave somebody.
    """
    others = Role.objects.administering().on(max(on, today())).exclude(pk=role.pk)
    as_long = Q(ends__isnull=True) if role.ends is None else Q(ends__isnull=True) | Q(ends__gte=role.ends)
    if role.kind == RoleKind.ADMINISTRATOR and not others.filter(as_long).exists():
        raise LastAdministrator
    if is_last_manager(role) and not knowing:
        raise LastManager


def is_last_manager(role: Role) -> bool:
    """Say whether a role is that of a place's manager and nobody else manages the place today."""
    if role.kind != RoleKind.MANAGER or role.place is None or role.stage == RoleStage.COMING:
        return False
    return not Role.objects.managing(above(role.place)).exclude(pk=role.pk).exists()


def let_go(role: Role, *, by: User | None, was_held: bool) -> None:
    """Do what follows the end of a role: it is announced, a place without a manager too, and a last role signs out."""
    announce(role, "ended")
    if was_held and not read_roles(role.person).kinds:
        end_sessions(person=role.person, by=by)
    if was_held and is_last_manager(role):
        role_letters.tell_place_without_manager(role, by=by)


@transaction.atomic
def turn_roles(*, on: datetime.date | None = None) -> int:
    """Make known the roles that begin or lapse on the day `on` (today), or did before; give how many."""
    day = on or today()
    turned = list(Role.objects.to_turn(day).select_for_update(of=("self",), skip_locked=True).to_show())
    for role in turned:
        was_held = role.stage == RoleStage.HELD
        role.stage = role.stage_on(day)
        role.save(update_fields=["stage"])
        refresh_facts(person=role.person)
        if role.stage == RoleStage.OVER:
            note(role, RoleAct.LAPSED, day=role.ends or day, by=None)
            let_go(role, by=None, was_held=was_held)
        else:
            announce(role, "granted")
    return len(turned)


def refresh_facts(*, person: User) -> None:
    """Write on `person` what their roles of today make of them, and put them in Wagtail's groups accordingly.

    Two colleagues who change roles of one person at once take turns here: the second reads what the first wrote.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    forget_roles(person)
    kinds = read_roles(person).kinds
    # from the day a deciding role is given: on the day it begins nobody waits for the clock to ask for a second proof
    deciding = Role.objects.lasting().of_kind(*DECIDING).filter(person=person)
    note_roles(
        person=person,
        may_enter_cms=not kinds.isdisjoint(IN_THE_CMS),
        is_network_administrator=RoleKind.ADMINISTRATOR in kinds,
        needs_second_factor=deciding.exists(),
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
