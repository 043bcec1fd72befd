"""Accounts are suspended and opened again by network administrators; roles stay as they are and rest meanwhile."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import end_sessions, set_suspended
from accounts.models import User
from multilingual.signals import announce

from .. import role_letters
from ..models import Role, RoleAct, RoleJournal, RoleKind
from ..models.roles import today
from .invitations import withdraw_invitations_of
from .roles import LastAdministrator, is_last_manager, refresh_facts


class OneselfSuspended(Exception):
    """Nobody suspends their own account."""


@transaction.atomic
def suspend_account(*, person: User, by: User) -> bool:
    """Keep `person` out from the next request on, and sign them out everywhere; False where it was done already.

    Their roles rest: what they held of others' work is handed back, what they asked others into opens nothing any more, and
    places left without a manager are made known.

    Raises `OneselfSuspended`, and `LastAdministrator` where nobody would administer the network any more.
    """
    if person.pk == by.pk:
        raise OneselfSuspended
    administering = Role.objects.administering()
    list(administering.order_by("pk").select_for_update(of=("self",)))  # two who suspend each other take turns
    person_now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person_now.is_active:
        return False
    if not administering.exclude(person=person).exists():
        raise LastAdministrator
    role_letters.tell_suspended(person_now)
    set_suspended(person=person_now, since=timezone.now())
    end_sessions(person=person_now, by=by)
    withdraw_invitations_of(person=person_now, by=by)
    note_account(person_now, RoleAct.SUSPENDED, by=by)
    announce(person_now, "suspended")
    tell_of_places_left(person_now)
    return True


def tell_of_places_left(person: User) -> None:
    """Tell the network administrators, who suspended `person` too, which places nobody manages meanwhile."""
    for role in Role.objects.current().of_kind(RoleKind.MANAGER).filter(person=person).to_show().order_by("pk"):
        if is_last_manager(role):
            role_letters.tell_place_without_manager(role, by=None)


@transaction.atomic
def restore_account(*, person: User, by: User) -> bool:
    """Let a suspended person in again, with the roles that hold today; False where nothing keeps them out."""
    person_now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person_now.suspended_at is None or person_now.erased_at is not None:
        return False
    set_suspended(person=person_now, since=None)
    refresh_facts(person=person_now)
    note_account(person_now, RoleAct.RESTORED, by=by)
    announce(person_now, "restored")
    role_letters.tell_restored(person_now)
    return True


def note_account(person: User, act: str, *, by: User) -> None:
    """Write a line of the journal that is about the account itself."""
    RoleJournal.objects.create(act=act, person=person.pk, day=today(), by=by.pk)
