"""Private files, the preview of Markdown, and what machines ask: alive, ready, robots."""

from collections.abc import AsyncIterator
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import Storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .markdown import render_markdown
from .models import PrivateFile
from .permissions import can_read_private_file
from .uploads import THUMBNAIL_WIDTH

LONGEST_PREVIEW = 200_000
HELD_WHOLE, PORTION = 10_500_000, 256 * 1024
"""What a member may upload is held in memory to be sent, larger files leave in portions."""
HEADINGS = {"2", "3", "4", "5"}
CLOSED = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@require_safe
@login_required
def private_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give a private file to somebody who may read its home, absent for anybody else; `?w=640` gives a picture small."""
    private = PrivateFile.objects.select_related("home_type").filter(pk=pk).first()
    if private is None or not can_read_private_file(request.user, private):
        raise Http404
    is_picture = private.width is not None
    small = is_picture and request.GET.get("w") == str(THUMBNAIL_WIDTH) and private.width > THUMBNAIL_WIDTH
    response = sent(private.thumbnail_path if small else private.file.name, private)
    response.headers["Content-Disposition"] = content_disposition_header(not is_picture, private.name)
    for name, value in CLOSED.items():
        response.headers[name] = value
    return response


def sent(path: str, private: PrivateFile) -> HttpResponseBase:
    """Give the bytes stored at `path`, or name them to the server in front, which then sends them itself."""
    text = private.content_type.startswith("text/")
    response = HttpResponse(content_type=f"{private.content_type}; charset=utf-8" if text else private.content_type)
    if settings.X_ACCEL_PREFIX:
        response.headers["X-Accel-Redirect"] = quote(str(PurePosixPath(settings.X_ACCEL_PREFIX) / path))
        return response
    storage = private.file.storage
    if not storage.exists(path):
        raise Http404
    if private.size > HELD_WHOLE:
        return streamed(response, storage, path)
    with storage.open(path) as stored:
        response.content = stored.read()
    return response


def streamed(response: HttpResponse, storage: Storage, path: str) -> StreamingHttpResponse:
    """Give a large file, a copy of somebody's data as a rule, some of it at a time."""
    return StreamingHttpResponse(
        portions(storage, path), headers={**response.headers, "Content-Length": str(storage.size(path))}
    )


async def portions(storage: Storage, path: str) -> AsyncIterator[bytes]:
    """Read a file bit by bit; asynchronously, for ASGI would read a plain iterator to its end before it sends anything."""
    stored = await sync_to_async(storage.open)(path, "rb")
    try:
        while portion := await sync_to_async(stored.read)(PORTION):
            yield portion
    finally:
        await sync_to_async(stored.close)()


@require_POST
@login_required
def preview_markdown(request: HttpRequest) -> HttpResponse:
    """Give the HTML of a member's Markdown: `text`, and `level` of its highest heading."""
    text, level = request.POST.get("text", ""), request.POST.get("level", "3")
    if len(text) > LONGEST_PREVIEW:
        sentence = _("This text is too long to be previewed: %(limit)s characters at most.") % {
            "limit": LONGEST_PREVIEW
        }
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(render_markdown(text, int(level) if level in HEADINGS else 3))


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the process can serve: its database answers and has every migration; 503 and the reason otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = is_migrated()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    except Unready:
        ready = False
    words, status = ("ready\n", 200) if ready else ("migrations are missing\n", 503)
    return HttpResponse(words, status=status, content_type="text/plain")


class Unready(Exception):
    """Migrations are missing; raised so that the answer is asked for again next time."""


@cache
def is_migrated() -> bool:
    """Say that every migration is applied; the plan is drawn up once, for a process never loses a migration."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unready
    return True


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is not for them, and where the list of pages is."""
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /files/", "Disallow: /*/desk/", "Disallow: /*/account/"]
    lines.append(f"Sitemap: {settings.SITE_ADDRESS}{reverse('sitemap')}")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
