"""Writing files: one where all originals are in one language, else a ZIP with one for each."""

import io
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from . import gettext, xliff
from .portions import Portion

FORMATS = {
    "xlf": (xliff.write, "application/xliff+xml"),
    "po": (gettext.write, "text/x-gettext-translation; charset=utf-8"),
}


class Made(NamedTuple):
    """A file to give out."""

    name: str
    content: bytes
    content_type: str


def file_of(portions: list[Portion], ending: str, name: str) -> Made:
    """Give the file named `name` of some objects in one language, in the format `ending` ("xlf" or "po")."""
    write, content_type = FORMATS[ending]
    by_original: dict[str, list[Portion]] = {}
    for portion in portions:
        by_original.setdefault(portion.source_language, []).append(portion)
    if len(by_original) == 1:
        return Made(f"{name}.{ending}", write(portions), content_type)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for language, held in by_original.items():
            archive.writestr(f"{name}-{language}.{ending}", write(held))
    return Made(f"{name}.zip", out.getvalue(), "application/zip")
