"""Which parts of addresses open doors, and so stand in no log of ours?"""

import logging
import re

KEYS = re.compile(r"(/(?:come-in|mail/unsubscribe|password/reset/key)/)[^/\s]+")
"""The addresses letters carry: what follows is the key of who has the letter."""
NAMES_ADDRESSES = ("django.request", "django.security.csrf")
"""Who writes down the address of a request that was refused."""


def without_keys(record: logging.LogRecord) -> bool:
    """Take the keys out of what is to be logged; everything is logged."""
    if isinstance(record.args, tuple):
        record.args = tuple(KEYS.sub(r"\1…", each) if isinstance(each, str) else each for each in record.args)
    return True


def connect() -> None:
    """Let no refused form of a page that a letter led to write its key in the log."""
    for name in NAMES_ADDRESSES:
        logging.getLogger(name).addFilter(without_keys)
