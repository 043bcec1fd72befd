"""`python -m tests.reader /fr/practices/`: another process of the site, that says each time it sees a page change.

A line is the moment by the clock all processes of a machine share, and the page's ETag; the first is that of the page found.
"""

import os
import sys
from time import monotonic, sleep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.test")

import django

PATIENCE = 60.0
"""Seconds after which it leaves, should nobody end it."""


def main(path: str) -> None:
    """Ask for the page again and again, as a reader who never lets go of the key."""
    django.setup()
    from django.test import Client

    client, seen = Client(headers={"host": "localhost"}), ""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        etag = client.get(path)["ETag"]
        if etag != seen:
            print(monotonic(), etag, flush=True)
            seen = etag
        sleep(0.01)


main(sys.argv[1])
