"""Who is told of roles and accounts: the person they are about; network administrators, when nobody manages a place any more."""

from accounts.actions import notify
from accounts.emails import send_letter
from accounts.models import User

from .models import Role, RoleStage
from .notices import PLACE_WITHOUT_MANAGER, ROLE_ENDED, ROLE_GIVEN
from .people import administrators


def tell_role_given(role: Role, *, by: User | None) -> None:
    """Tell somebody that a colleague gave them a role; what a command gives is told to nobody, nor a role that is over."""
    if by is not None and role.stage != RoleStage.OVER:
        notify(people=[role.person], kind=ROLE_GIVEN, about=role, key=str(role.pk), by=by)


def tell_role_ended(role: Role, *, by: User | None) -> None:
    """Tell somebody that a colleague ended a role of theirs, and from which day on."""
    if by is not None:
        notify(people=[role.person], kind=ROLE_ENDED, about=role, key=f"{role.pk} {role.ends}", by=by)


def tell_place_without_manager(role: Role, *, by: User | None) -> None:
    """Tell the network administrators that nobody manages a place any more, its last manager having left or being suspended."""
    key = f"{role.place_id} {role.pk} {role.person.suspended_at or role.ends}"
    notify(people=administrators(), kind=PLACE_WITHOUT_MANAGER, about=role.place, key=key, by=by)


def tell_suspended(person: User) -> None:
    """Write to somebody, while they may still be written to, that their account is suspended."""
    send_letter(to=person, template="directory/letters/suspended", context={})


def tell_restored(person: User) -> None:
    """Write to somebody that their account is open again."""
    send_letter(to=person, template="directory/letters/restored", context={})
