"""What allauth asks of the house about another organisation's sign-in (OpenID Connect): who comes in by it."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from .models import User


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """Lets in those whose address is confirmed on both sides; opens no account, and keeps nothing of what is told."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up: people come in by invitation."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Give whose confirmed address the other side has confirmed too, and that address; None where nobody's."""
        for told in sociallogin.email_addresses:
            if told.verified is True and (person := User.objects.known_by(told.email)):
                return person, told.email
        return None

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Give the one the settings name, if they do; no row of the database opens another."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        return [
            app for apps in _build_apps_from_settings(provider=provider, client_id=client_id).values() for app in apps
        ]
