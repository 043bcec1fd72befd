"""Opening what was uploaded: one file or several in a ZIP, of XLIFF 2 or gettext, never more than is safe to read."""

import zlib
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from django.utils.translation import gettext as _

from . import gettext, xliff
from .portions import FileRefused, Parcel

LARGEST = 5 * 1024 * 1024
MOST_TEXTS = 4_000
MOST_FILES = 50
ENDINGS = (".xlf", ".xliff", ".po")
BROKEN = (BadZipFile, LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def read_upload(upload: Any) -> Parcel:
    """Give what an uploaded file holds; raises `FileRefused` with a sentence for what cannot be read."""
    if upload.size > LARGEST:
        raise FileRefused(too_large())
    if upload.read(4) == b"PK\x03\x04":
        contents = unzipped(upload)
    else:
        upload.seek(0)
        contents = [upload.read(LARGEST)]
    parcels = [read(content) for content in contents]
    languages = {parcel.language for parcel in parcels}
    if len(languages) != 1:
        raise FileRefused(_("The files are not all for the same language. Bring them in one by one."))
    texts = [given for parcel in parcels for given in parcel.texts]
    if not texts:
        raise FileRefused(_("No text of this site is in the file. Was it taken out here?"))
    if len(texts) > MOST_TEXTS:
        raise FileRefused(_("The file holds more than %(most)s texts. Divide it.") % {"most": MOST_TEXTS})
    return Parcel(languages.pop(), texts)


def too_large() -> str:
    """Give the sentence for a file that is too large."""
    return _("The file is larger than 5 MB. Divide it.")


def read(content: bytes) -> Parcel:
    """Give what one file holds, by what it contains and not by its name."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return xliff.read(content)
    return gettext.read(content)


def unzipped(upload: Any) -> list[bytes]:
    """Give the files of ours in a ZIP; together they keep to the size one file may have."""
    contents: list[bytes] = []
    room = LARGEST
    try:
        with ZipFile(upload) as archive:
            inside = [entry for entry in archive.infolist() if entry.filename.lower().endswith(ENDINGS)]
            for entry in inside[:MOST_FILES]:
                with archive.open(entry) as held:
                    content = held.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise FileRefused(too_large())
                contents.append(content)
    except BROKEN as error:
        raise FileRefused(_("The ZIP file cannot be opened.")) from error
    if len(inside) > MOST_FILES:
        raise FileRefused(_("The ZIP file holds more than %(most)s files. Divide it.") % {"most": MOST_FILES})
    if not inside:
        raise FileRefused(_("No text of this site is in the file. Was it taken out here?"))
    return contents
