"""Who may sign in, and from where."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from .models import User


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
