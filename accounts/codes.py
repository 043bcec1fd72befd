"""Codes mailed to see that somebody reads an address: held by the session, for a quarter of an hour and three tries."""

import time
from dataclasses import dataclass

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac

HOLDS = 15 * 60
TRIES = 3
KEY = "mailed_codes"


@dataclass(frozen=True)
class Waiting:
    """A code that is waited for: where it went, what its right spelling hashes to, until when, and the tries left."""

    address: str
    proof: str
    until: float
    tries: int


def new_code(session: SessionBase, purpose: str, address: str) -> str:
    """Make the code for `purpose`, mailed to `address`; an older one for it is worth nothing any more."""
    code = generate_user_code()
    keep(session, purpose, Waiting(address, proof_of(purpose, address, code), time.time() + HOLDS, TRIES))
    return code


def waiting(session: SessionBase, purpose: str) -> Waiting | None:
    """Give the code waited for, None where there is none or it is too old."""
    held = session.get(KEY, {}).get(purpose)
    found = Waiting(**held) if held else None
    return found if found and found.until > time.time() else None


def is_right(session: SessionBase, purpose: str, code: str) -> bool:
    """Say whether `code` is the one waited for, and count the try; a right one works once, the third wrong one ends it."""
    found = waiting(session, purpose)
    if found is None:
        return False
    right = constant_time_compare(found.proof, proof_of(purpose, found.address, code))
    left = found.tries - 1
    keep(session, purpose, None if right or not left else Waiting(found.address, found.proof, found.until, left))
    return right


def keep(session: SessionBase, purpose: str, code: Waiting | None) -> None:
    """Let the session hold a code, or none."""
    held = {name: value for name, value in session.get(KEY, {}).items() if name != purpose}
    session[KEY] = held | ({purpose: vars(code)} if code else {})


def proof_of(purpose: str, address: str, code: str) -> str:
    """Give what a code hashes to, whatever the dashes and the case it is written in."""
    return salted_hmac(f"{KEY} {purpose} {address}", normalize_user_code(code), algorithm="sha256").hexdigest()
