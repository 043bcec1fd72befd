"""Documents: known by their first bytes or by what their archive holds; programs and macros refused."""

import io
import re
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from .refusals import PROGRAM, PROGRAM_STARTS, TWO_IN_ONE, CheckedFile, read_upload, refusal, shown_name

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_LIST = 1024 * 1024

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_DOCUMENTS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_DOCUMENTS = {
    "wordprocessingml.document": "docx",
    "spreadsheetml.sheet": "xlsx",
    "presentationml.presentation": "pptx",
}
MACRO_MEMBERS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|xlm/|macrosheets/|activeX/|Basic/|Scripts/)", re.IGNORECASE
)
PROGRAM_MEMBERS = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|msi|sh)$", re.IGNORECASE)
MARKUP_START = re.compile(rb"\s*(<!doctype|<html|<head|<body|<script|<iframe|<svg|<\?|<!--|\{\\rtf)", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")

NOT_A_DOCUMENT = _(
    "This file is not one of the documents we can keep. Please choose a PDF, an OpenDocument or Office file, a text or a CSV file."
)
MACROS = _("This document contains macros. Please save it without macros and choose the new file.")
ACTIVE_PDF = _("This PDF runs something when it is opened. Please print it to a new PDF and choose that one.")
DAMAGED = _("This document is damaged or protected by a password. Please save it again and choose the new file.")
TOO_MUCH_INSIDE = _("This document holds far more than its size says. Please save it again and choose the new file.")


def check_document(upload: Any) -> CheckedFile:
    """Give an uploaded document with its real kind; its bytes stay as they are.

    Raises ValidationError with a sentence for what is too large, no document of ours, damaged, a program, or has macros.
    """
    content = read_upload(upload)
    if content.startswith(PROGRAM_STARTS):
        raise refusal(PROGRAM, "program")
    if content.startswith(b"%PDF-"):
        extension, content_type = pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        extension, content_type = archive(content)
    else:
        extension, content_type = text(content, upload.name or "")
    return CheckedFile(content, extension, content_type, shown_name(upload.name, extension))


def pdf(content: bytes) -> tuple[str, str]:
    """Say that a file is a PDF; refuse one that is cut off, that acts when opened, or that is an archive as well."""
    if b"%%EOF" not in content[-2048:]:
        raise refusal(DAMAGED, "damaged")
    if b"PK\x05\x06" in content[-65_557:]:
        raise refusal(TWO_IN_ONE, "two_in_one")
    if re.search(rb"/(JavaScript|Launch)\b", content):
        raise refusal(ACTIVE_PDF, "macros")
    return "pdf", "application/pdf"


def archive(content: bytes) -> tuple[str, str]:
    """Say which office document an archive is; refuse any other archive, and one with macros or programs."""
    try:
        with ZipFile(io.BytesIO(content)) as opened:
            refuse_members(opened, content)
            return office_kind(opened)
    except (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, UnicodeError):
        raise refusal(DAMAGED, "damaged") from None


def refuse_members(opened: ZipFile, content: bytes) -> None:
    """Refuse an archive by the list of what it holds, before anything of it is unpacked."""
    members = opened.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise refusal(TOO_MUCH_INSIDE, "too_much_inside")
    if any(MACRO_MEMBERS.search(member.filename) for member in members):
        raise refusal(MACROS, "macros")
    if any(PROGRAM_MEMBERS.search(member.filename) for member in members):
        raise refusal(PROGRAM, "program")
    if min((member.header_offset for member in members), default=0) or len(opened.comment) > 256:
        raise refusal(TWO_IN_ONE, "two_in_one")
    if content.rfind(b"PK\x05\x06") + 22 + len(opened.comment) < len(content):
        raise refusal(TWO_IN_ONE, "two_in_one")


def office_kind(opened: ZipFile) -> tuple[str, str]:
    """Give ending and content type of an OpenDocument or Office archive, from what it says of itself inside."""
    names = set(opened.namelist())
    if "mimetype" in names:
        declared = beginning(opened, "mimetype").strip()
        extension = OPEN_DOCUMENTS.get(declared.removeprefix(OPEN_DOCUMENT))
        if extension and declared.startswith(OPEN_DOCUMENT) and "content.xml" in names:
            return extension, declared
    elif "[Content_Types].xml" in names:
        declared = beginning(opened, "[Content_Types].xml")
        if "macroenabled" in declared.lower():
            raise refusal(MACROS, "macros")
        for kind, extension in OFFICE_DOCUMENTS.items():
            if f"{OFFICE}{kind}.main+xml" in declared:
                return extension, OFFICE + kind
    raise refusal(NOT_A_DOCUMENT, "not_a_document")


def beginning(opened: ZipFile, name: str) -> str:
    """Give the beginning of a member as text, however large it would unpack."""
    with opened.open(name) as member:
        return member.read(LARGEST_LIST).decode("utf-8", "replace")


def text(content: bytes, name: str) -> tuple[str, str]:
    """Say that a file is plain text or a table in text, which only its name tells apart; refuse markup and anything binary."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        words = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", "replace")
        if "\ufffd" in words:
            raise refusal(NOT_A_DOCUMENT, "not_a_document") from None
    if CONTROLS.search(words) or MARKUP_START.match(words[:1024].encode()):
        raise refusal(NOT_A_DOCUMENT, "not_a_document")
    return ("csv", "text/csv") if name.lower().endswith(".csv") else ("txt", "text/plain")
