"""How a person proves who they are by an address and a password; the adapter asks the same of mailed codes."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from .models import User
from .permissions import SECOND_FACTORS, can_hold_session, can_sign_in


class MemberBackend(AuthenticationBackend):
    """Signs members in by e-mail and password; inactive people, and demo accounts from elsewhere, are unknown to it."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Give the person whose address and password these are, if they may sign in by this request."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and can_sign_in(user, request) else None

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        """Ask by confirmed addresses alone: one query and one hash, whether the address is known or not."""
        return self._check_password(User.objects.known_by(email), password)

    def user_can_authenticate(self, user: User) -> bool:
        """Say whether a session of `user` goes on; asked at each request, so a suspension ends it at once."""
        return can_hold_session(user)

    def get_user(self, user_id: int) -> User | None:
        """Give whose session this is, by one query that also tells whether they have a second factor."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        user = User.objects.filter(pk=user_id).annotate(has_second_factor=Exists(factors)).first()
        return user if user is not None and self.user_can_authenticate(user) else None
