"""What does the address say by which letters are stopped with one click (RFC 8058)?

The token is signed and holds for ever; it names a person by number and what is stopped, never an address.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .emails import address_of
from .models import User

SALT = "accounts.unsubscribing"
KIND, DIGEST, LETTER = "kind", "digest", "letter"
TRANSLATIONS = "translations"
"""The one letter that is neither of an event nor a digest: the weekly one on translations."""


@dataclass(frozen=True)
class Stop:
    """What a token asks: no more letters to a person about one kind of event, no more digest of one rhythm, or no more weekly letter."""

    person: int
    of: str
    """`KIND`, `DIGEST` or `LETTER`."""
    name: str
    """The kind, the rhythm, or `TRANSLATIONS`."""


def unsubscribe_address(person: User, of: str, name: str) -> str:
    """Give the full address that stops letters to `person`: of one kind of event, the digest of one rhythm, a letter."""
    token = Signer(salt=SALT).sign_object([person.pk, of, name], compress=False)
    return address_of(reverse("unsubscribe", kwargs={"token": token}))


def read_token(token: str) -> Stop | None:
    """Give what a token asks, None for one that this site did not sign."""
    try:
        person, of, name = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return Stop(person, of, name)
