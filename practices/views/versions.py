"""How readers ask for a version of a sheet: as it was published, in the language it was written in."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from editorial.caching import public_page
from multilingual.languages import reader_language

from ..citing import Citation, citation_of
from ..models import Practice, Version
from ..past import texts_of, versions_of
from ..permissions import can_read_versions
from ..wording import LANGUAGES
from .reading import sheet_context

CODE = r"(?P<code>(?i:FP)-[0-9]{1,9})"
"""A code as addresses spell it, in capitals or not, with or without its leading noughts."""


@require_safe
@public_page
def practice_version(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Show a sheet as one of its versions said it, and whether today's text is another."""
    practice, versions = sheet_with_versions(request, code)
    version = version_numbered(versions, number)
    spelled = {"code": practice.code, "number": version.number}
    if {"code": code, "number": number} != {**spelled, "number": str(version.number)}:
        return redirect("practice_version", permanent=True, **spelled)
    [text] = texts_of(practice, [version])
    return render(request, "practices/version.html", version_context(request, practice, versions, version, text))


def sheet_with_versions(request: HttpRequest, code: str) -> tuple[Practice, list[Version]]:
    """Give the sheet of a code and its versions, the newest first; raises Http404 where the reader may not read them."""
    found = Practice.objects.filter(code=spelled_code(code)).select_related("place").first()
    versions = versions_of(found) if found is not None and can_read_versions(request.user, found) else []
    if found is None or not versions:
        raise Http404
    return found, versions


def spelled_code(code: str) -> str:
    """Give a code as sheets carry it."""
    return f"FP-{int(code[3:]):04d}"


def version_numbered(versions: list[Version], number: str) -> Version:
    """Give the version of this number; raises Http404 where there is none."""
    asked = int(number) if re.fullmatch(r"[0-9]{1,9}", number) else 0
    found = next((version for version in versions if version.number == asked), None)
    if found is None:
        raise Http404
    return found


def version_context(
    request: HttpRequest, practice: Practice, versions: list[Version], version: Version, text: Practice
) -> dict[str, Any]:
    """Give what the page of a version shows: the sheet's own context for its text, and what came after it."""
    reader = reader_language()
    translated = reader != version.language and reader in practice.readable_languages()
    newer = [other for other in versions if other.number > version.number]
    return sheet_context(request, text) | {
        "version": version,
        "superseded_on": newer[-1].published_at if newer else None,
        "written_in": LANGUAGES[version.language],
        "translated_into": LANGUAGES[reader] if translated else "",
        "today": practice.get_absolute_url() if practice.live else "",
        "canonical": practice.url_in(practice.original_language),
        "citation": cited(version, text),
    }


def cited(version: Version, text: Practice) -> Citation | None:
    """Give how to cite a version."""
    return citation_of(text, version.number)
