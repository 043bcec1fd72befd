"""What every upload has in common: the size it may have, the name it keeps, and the sentence that refuses it."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST_UPLOAD = 10 * 1024 * 1024

TOO_LARGE = _("This file is %(size)s; the limit is %(limit)s. Please make it smaller and choose it again.")
EMPTY = _("This file is empty. Please choose another one.")
TWO_IN_ONE = _(
    "This file hides another one inside itself, so we cannot keep it. Please export it again and choose the new file."
)
PROGRAM = _("This file is a program or contains one, whatever its name says, so we cannot keep it.")

PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its checked bytes, what they really are, and for a picture its size and small version."""

    content: bytes
    extension: str
    content_type: str
    name: str
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None


def refusal(sentence: str | Promise, code: str, **facts: Any) -> ValidationError:
    """Give the refusal that says `sentence` to the person at the field; its code is for tests and programs."""
    return ValidationError(sentence, code=code, params=facts or None)


def read_upload(upload: Any) -> bytes:
    """Give the bytes of an uploaded file; refuse an empty one and one above the limit without reading it."""
    if upload.size > LARGEST_UPLOAD:
        raise refusal(TOO_LARGE, "too_large", size=filesizeformat(upload.size), limit=filesizeformat(LARGEST_UPLOAD))
    upload.seek(0)
    content = upload.read(LARGEST_UPLOAD + 1)
    if not content:
        raise refusal(EMPTY, "empty")
    if len(content) > LARGEST_UPLOAD:  # the stated size was a lie
        raise refusal(TOO_LARGE, "too_large", size=filesizeformat(len(content)), limit=filesizeformat(LARGEST_UPLOAD))
    return content


def shown_name(given: str, extension: str) -> str:
    """Give the name shown for a file: what the person called it, without path or control characters, with its real ending."""
    name = re.split(r"[\\/]", given or "")[-1].encode("utf-8", "replace").decode()
    name = "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*')
    stem = (name.rsplit(".", 1)[0] if "." in name else name).strip(" .")
    return f"{stem[:150] or 'file'}.{extension}"
