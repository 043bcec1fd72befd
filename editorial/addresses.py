"""Which language an address speaks: the one it begins with, else the one the browser asks for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from multilingual.languages import CODES


def prefix_of(path: str) -> str | None:
    """Give the language a path begins with ("/it/practices/" → "it"), None where it begins with none of the six."""
    code = path[1:3]
    return code if code in CODES and path[3:4] in ("", "/") else None


def asked_for(header: str) -> str:
    """Give the first of the six languages an `Accept-Language` header names, the network's own where it names none."""
    for tag, _weight in parse_accept_lang_header(header):
        code = tag.split("-")[0]
        if code in CODES:
            return code
    return settings.LANGUAGE_CODE


def language_of(request: HttpRequest) -> str:
    """Give the language in which to answer: neither a cookie nor an account is asked, the address says it."""
    return prefix_of(request.path_info) or asked_for(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
