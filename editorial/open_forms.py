"""What every form for people without account shares: who may post it, how often, and the trap for machines.

Such a form sets no cookie, so nothing secret can be asked back from the browser: where a posting comes from is read from what
the browser itself says, `Sec-Fetch-Site`, or `Origin` where it is too old for that or the site speaks plain HTTP.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

HOUR = 3600
PER_ADDRESS = 10
"""Postings an hour from one address, whatever the forms."""
PER_PAGE = 3
"""Postings an hour from one address about one page."""
OURS = frozenset({"same-origin", "none"})
"""What a browser says of a posting that comes from a page of this site, or from the person alone."""


class TooOften(Exception):
    """Too many postings came from this address within the hour."""


def open_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose form anyone may send without a cookie; what another site sends is refused before the view."""

    @csrf_exempt
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not comes_from_here(request):
            return refused(request)
        return view(request, *args, **kwargs)

    return asked


def comes_from_here(request: HttpRequest) -> bool:
    """Say whether the browser vouches that a posting was made on this site; one that vouches for nothing is not believed."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said in OURS
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc.lower() == request.get_host().lower()


def refused(request: HttpRequest) -> HttpResponse:
    """Give the page that says why a posting was not taken, kept by nobody."""
    response = render(request, "editorial/open_form_refused.html", status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def count_posting(request: HttpRequest, about: str) -> None:
    """Count a posting about one page (`about` names it); raises `TooOften` where there were too many within the hour.

    Counted are salted hashes of the address, in the cache and nowhere else; salt and counts are gone within the hour.
    """
    address = network_of(request)
    limits = ((address, PER_ADDRESS), (f"{address} {about}", PER_PAGE))
    if any(count(mark) > limit for mark, limit in limits):
        raise TooOften


def count(mark: str) -> int:
    """Give how many times `mark` was counted within the hour, this time included."""
    salt = cache.get_or_set("open-forms:salt", lambda: secrets.token_hex(16), HOUR)
    key = f"open-forms:{hashlib.blake2b(mark.encode(), key=salt.encode(), digest_size=16).hexdigest()}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # its hour ended between the two lines
        return 1


def network_of(request: HttpRequest) -> str:
    """Give whom postings are counted for: the address, of an IPv6 one the network a household has; "" where none is known.

    Which address to believe behind a proxy is told by the same settings as for signing in.
    """
    try:
        address = ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(address)


class Trap(forms.TextInput):
    """A field that is drawn empty whatever was sent."""

    def format_value(self, value: Any) -> None:
        """Show nothing: who was caught by mistake sends the form again as it stands."""


class OpenForm(forms.Form):
    """A form with a field nobody sees: what fills it in is a machine, or a browser too eager, which may send it again."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=Trap(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Refuse what is filled in, in words for the whole form: nobody sees the field."""
        if self.cleaned_data["website"]:
            self.add_error(None, _("Something filled in a field that must stay empty. Send the form once more."))
        return ""
