"""Public pages kept in the memory of each process, and the version of the content that tells when they are old."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

VERSION_READ_EVERY = 0.5
"""Seconds during which a process trusts the version it read last: pages are right within 1 s everywhere."""
PAGE_KEPT_FOR = 600.0
"""Seconds after which a page is made anew although nothing changed: what depends on the date follows it."""
ROOM = 48 * 1024 * 1024
LARGEST_PAGE = 1024 * 1024
LARGEST_KEY = 2_000


class Version:
    """The version of the content as this process knows it, read from the database when it may be old."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Read the version again at the next question."""
        self.value, self.good_until = "", 0.0

    def now(self) -> str:
        """Give the version of the content, at most half a second old; equal strings mean that nothing changed."""
        if monotonic() < self.good_until:
            return self.value
        if in_transaction():
            return read_version()  # counts changes that may still be taken back: of no use to anybody else
        with self.lock:
            if monotonic() >= self.good_until:
                asked_at = monotonic()
                self.value = read_version()
                self.good_until = asked_at + VERSION_READ_EVERY
            return self.value


def in_transaction() -> bool:
    """Say whether the code runs inside a transaction; the one a test runs in is none."""
    return any(not block._from_testcase for block in connection.atomic_blocks)


def read_version() -> str:
    """Give the version of the content from the database, in one query.

    The highest number alone would not do: of two changes made at once, the one that began first may be committed last.
    """
    from .models import ContentChange

    seen = ContentChange.objects.aggregate(first=Min("pk"), last=Max("pk"), many=Count("pk"))
    return "{first}-{last}-{many}".format(**seen)


@dataclass(frozen=True)
class KeptPage:
    """A page as it was sent: its body, its headers, its strong ETag, and the version of the content it shows."""

    body: bytes
    headers: dict[str, str]
    etag: str
    version: str
    old_at: float


class PageStore:
    """The pages a process keeps: as many as there is room for, the ones asked for longest ago leaving first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget every page."""
        with self.lock:
            self.pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
            self.taken = 0

    def get(self, key: Hashable, version: str) -> KeptPage | None:
        """Give the page kept under `key` if it shows `version`, None otherwise."""
        with self.lock:
            page = self.pages.get(key)
            if page is None:
                return None
            if page.version != version or page.old_at < monotonic():
                self.drop(key)
                return None
            self.pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page under `key`, making room if need be."""
        with self.lock:
            self.drop(key)
            self.pages[key] = page
            self.taken += len(page.body)
            while self.taken > self.room:
                self.drop(next(iter(self.pages)))

    def drop(self, key: Hashable) -> None:
        """Forget one page; the caller holds the lock."""
        if page := self.pages.pop(key, None):
            self.taken -= len(page.body)


version = Version()
store = PageStore()


def content_version() -> str:
    """Give the version of the content, at most half a second old; equal strings mean that nothing changed."""
    return version.now()


def forget_everything() -> None:
    """Empty this process's memory of pages, terms and the version: for tests, whose rollbacks take versions back."""
    from .vocabularies import forget_terms

    store.clear()
    version.forget()
    forget_terms()


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as public: what it answers to somebody without a session may be kept and given to anyone.

    The page may depend on its address, its host and its language only. Members get theirs made for them, kept by nobody.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_public_page = True
        return response

    return marked


def may_be_kept(response: HttpResponse) -> bool:
    """Say whether an answer to an anonymous reader is the same for every anonymous reader."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        getattr(response, "is_public_page", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and varies <= {"", "cookie", "accept-language"}
    )


def keep(response: HttpResponse, shows: str) -> KeptPage:
    """Give a public answer the headers of one and make of it a page to keep that shows the version `shows`."""
    etag = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Cookie"])
    headers = dict(response.headers)
    return KeptPage(response.content, headers, etag, shows, monotonic() + PAGE_KEPT_FOR)


def answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    """Answer with a kept page, or with 304 where the reader already has it."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known and (known.strip() == "*" or page.etag in known):
        headers = {
            name: value for name, value in page.headers.items() if name not in ("Content-Type", "Content-Length")
        }
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(page.body, headers=page.headers)
