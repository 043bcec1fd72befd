"""What allauth asks of the house about passkeys and apps: names, words, where the site is, how secrets are kept."""

import base64
import re
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import User

SPENT_FOR = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)
"""For how many seconds an app's code is right, and so is remembered as spent."""


def locker() -> MultiFernet:
    """Give what encrypts the secrets of apps and recovery codes: keys derived from those of the site, old ones included."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (HKDF(SHA256(), 32, None, b"second factors").derive(key.encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def spend(person: User, code: str) -> bool:
    """Say whether an app's code is used for the first time, by this person; from now on it is spent."""
    return cache.add(f"spent:{person.pk}:{re.sub(r'[^0-9]', '', code)}", 1, SPENT_FOR)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The house's answers: our words, our own address, encrypted secrets."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Your role asks for a passkey or an app. Add another one first, then remove this one."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a passkey or an app. Add one first."
        ),
        "incorrect_code": gettext_lazy("This code is not right, or was used already. Take a new one."),
        "unverified_email": gettext_lazy("Confirm your addresses first."),
    }

    def encrypt(self, text: str) -> str:
        """Give a secret as the database may hold it."""
        return locker().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret back."""
        return locker().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Give the name of the site, as the person's app lists it."""
        return _("Shared practices")

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  the library's name
        """Give a name to a passkey that was given none."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Give the site a passkey is for, by the settings and not by what a request says its host is."""
        return {"id": urlsplit(settings.SITE_ADDRESS).hostname or "", "name": _("Shared practices")}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Give whom a passkey is for, as the person's own device shows it."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.email}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether a person may do without this one: another is left, or none is asked of them."""
        from .permissions import SECOND_FACTORS, must_have_second_factor

        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND_FACTORS)
        return not must_have_second_factor(authenticator.user) or others.exclude(pk=authenticator.pk).exists()
