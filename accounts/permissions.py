"""Who may sign in, from where, and how far without a second proof of who they are."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .models import Notification, User

SECOND_FACTORS = ("webauthn", "totp")
"""What proves a second time who somebody is, as allauth names them; recovery codes stand in for one that is lost."""

_keepers: list[Callable[[Any], bool]] = []


def keeper(ask: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Register who else says whether somebody enters `/cms/`: what stands on the person may be of yesterday."""
    _keepers.append(ask)
    return ask


def can_enter_cms(user: Any) -> bool:
    """Say whether `user` enters `/cms/` now: their roles opened it and still do, and theirs is no technical account."""
    return user.may_enter_cms and not user.is_superuser and all(ask(user) for ask in _keepers)


def comes_from_here(request: HttpRequest | None) -> bool:
    """Say whether a request comes from this very machine; what passed through a proxy does not."""
    if request is None or "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback


def can_hold_session(user: User) -> bool:
    """Say whether `user` may be somebody's signed-in self: active, and a demo account only under the demo settings."""
    return user.is_active and (settings.DEMO or not user.is_demo)


def can_sign_in(user: User, request: HttpRequest | None) -> bool:
    """Say whether `user` may sign in by this request: as above, and a demo account only from this very machine."""
    return can_hold_session(user) and (not user.is_demo or comes_from_here(request))


def is_let_off(user: User) -> bool:
    """Say whether the demo settings let `user` do without a second factor: their password stands on the front page."""
    return settings.DEMO and user.is_demo


def must_have_second_factor(user: Any) -> bool:
    """Say whether `user`, signed in, decides for others and so proves in a second way who they are."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return False
    return user.needs_second_factor and not is_let_off(user)


def lacks_second_factor(user: Any) -> bool:
    """Say whether `user` must have a second factor and has none yet: until then they are nobody but on their way to one."""
    if not must_have_second_factor(user):
        return False
    known = getattr(user, "has_second_factor", None)
    return not (user.authenticator_set.filter(type__in=SECOND_FACTORS).exists() if known is None else known)


def has_letters(user: Any) -> bool:
    """Say whether `user` chooses how often they are written to: everybody who has an account, whatever their roles."""
    return bool(user.is_authenticated)


def has_data(user: Any) -> bool:
    """Say whether `user` may have a copy of their own data and have themselves forgotten; nobody does it for another."""
    return bool(user.is_authenticated) and user.erased_at is None


def is_told(user: Any, notification: Notification) -> bool:
    """Say whether a notification is one of `user`'s own; nobody else reads it."""
    return bool(user.is_authenticated) and notification.person_id == user.pk
