"""How a person proves who they are by an address and a password; the adapter asks the same of mailed codes."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .models import User
from .permissions import can_hold_session, can_sign_in


class MemberBackend(AuthenticationBackend):
    """Signs members in by e-mail and password; inactive people, and demo accounts from elsewhere, are unknown to it."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Give the person whose address and password these are, if they may sign in by this request."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and can_sign_in(user, request) else None

    def user_can_authenticate(self, user: User) -> bool:
        """Say whether a session of `user` goes on; asked at each request, so a suspension ends it at once."""
        return can_hold_session(user)
