"""How a member takes a whole queue of translations out as a file, and brings one in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from editorial.exchange.views import Counter, export_things

from .narrowing import Narrowing
from .permissions import can_publish_translations, can_see_queue
from .translations import Queue, queue_for

MOST = 100
"""How many objects one file holds: the first of the queue; the others wait for the next file."""


@login_required
@never_cache
@require_safe
def export_queue(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Give the file of what waits to be translated into the language `code`, narrowed as the address says."""
    if not can_see_queue(request.user, code):
        raise Http404
    narrowing = Narrowing(request.GET)
    things = first_things(queue_for(request.user, code, places=narrowing.places, pole=narrowing.pole))
    if not things:
        messages.info(request, _("Nothing waits here: there is no file to take out."))
        return redirect("translation_queue", code=code)
    return export_things(things, code, ending, name=f"translations-{code}")


def first_things(queue: Queue) -> list[Any]:
    """Give the first objects of a queue, in its order, with their rows (one query for each kind, and its rows)."""
    things: list[Any] = []
    for kind, waiting in queue.parts():
        things += waiting.order_by("rank", "since", "pk").prefetch_related(*kind.model.translated_relations)[:MOST]
    things.sort(key=lambda thing: (thing.rank, thing.since is None, thing.since.timestamp() if thing.since else 0))
    return things[:MOST]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def import_queue(request: HttpRequest, code: str) -> HttpResponse:
    """Bring in a file of translations into the language `code`, of whatever objects it names."""
    if not can_see_queue(request.user, code):
        raise Http404
    back = reverse("translation_queue", kwargs={"code": code})
    return Counter(request, code, back=back, may_confirm=can_publish_translations(request.user, code)).answer()


QUEUE = "desk/translations/<slug:code>/"
urlpatterns = [
    path(f"{QUEUE}export.xlf", export_queue, {"ending": "xlf"}, name="export_queue"),
    path(f"{QUEUE}export.po", export_queue, {"ending": "po"}, name="export_queue_po"),
    path(f"{QUEUE}import/", import_queue, name="import_queue"),
]
