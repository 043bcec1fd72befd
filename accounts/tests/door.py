"""What tests of the door do again and again: come in by password or code, read the last letter, show an app's code."""

import re
import time
from types import SimpleNamespace
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import encrypt
from django.core import mail
from django.test import Client

from accounts.models import User

PASSWORD = "une phrase assez longue"


def sign_in(client: Client, email: str, password: str = PASSWORD, onward: str = "", **extra: Any) -> Any:
    """Send the sign-in form of the French pages."""
    return client.post("/fr/account/login/", {"login": email, "password": password, "next": onward}, **extra)


def is_in(client: Client) -> bool:
    """Say whether somebody is signed in, wherever they are led."""
    return client.get("/fr/account/").headers.get("Location", "").startswith("/fr/account/login/") is False


def last_code() -> str:
    """Give the code of the last letter."""
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.M)[1]


def give_app(person: User) -> SimpleNamespace:
    """Give a person an app; `code(steps)` is what it shows, now or some half minutes away."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)

    def code(steps: int = 0) -> str:
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))

    return SimpleNamespace(code=code, secret=secret)


def give_recovery_codes(person: User) -> list[str]:
    """Give a person recovery codes; they are given back."""
    seed = {"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": 0}
    return RecoveryCodes(Authenticator.objects.create(user=person, type="recovery_codes", data=seed)).generate_codes()
