"""Chromium for the journeys: Debian's own, whose path is given to Playwright, so nothing is downloaded."""

import os
import shutil

HOW_TO_GET_IT = "no Chromium here: apt install chromium, or set CHROMIUM to its path"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Give the path of Chromium: `CHROMIUM`, or the first of its names on the PATH; None when there is none."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
