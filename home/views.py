"""How readers ask for the front page and the standing pages, members for their desk, engines for the sitemap."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.static import serve as serve_file

from directory.permissions import can_publish_translation, can_write_translation, is_editor, is_member
from directory.reporting import report_view
from editorial.caching import public_page
from editorial.models import Vocabulary
from editorial.open_forms import open_form
from editorial.registry import desk_sections
from editorial.translating.page import Mount
from editorial.translating.views import translating_page
from editorial.vocabularies import terms
from multilingual.languages import reader_language

from .desk import row
from .functions import functions_of, may_write_sheets
from .models import NetworkFigure, StandingPage
from .narrowing import Narrowing
from .permissions import can_change_original, can_see_queue
from .reading import latest_cards_in, numbers, tongues
from .shares import tables
from .sitemap import places, render_sitemap
from .translations import queue_for

CARDS = 6
"""How many sheets the front page shows."""
ENTRIES = 30
"""How many things a page of a queue shows."""


@require_safe
@public_page
def front(request: HttpRequest) -> HttpResponse:
    """Show what a visitor can do here, the questions of the public, the latest sheets and the network in figures."""
    there_are = numbers()
    context = {
        "poles": [(term, there_are.by_pole.get(term.pk, 0)) for term in terms(Vocabulary.POLE)],
        "latest": latest_cards_in(reader_language(), CARDS),
        "count": there_are.whole,
        "languages": tongues(there_are.by_language),
        "figures": NetworkFigure.objects.in_order(),
    }
    return render(request, "home/front_page.html", context)


@require_safe
@public_page
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a standing page by its slug; what is not published is not there."""
    page = get_object_or_404(StandingPage.objects.live(), slug=slug)
    return render(request, page.get_template(request), page.get_context(request))


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def report_standing(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a remark about a standing page, which the network administrators answer."""
    page = get_object_or_404(StandingPage.objects.live(), slug=slug)
    return report_view(request, page, place=None, title=page.shown("headline"), back=page.get_absolute_url())


def find_page(pk: int) -> StandingPage | None:
    """Give the standing page `pk` names, None where there is none."""
    # by `id`: `pk`, a relation, breaks over a number no column can hold
    return StandingPage.objects.filter(id=pk).first()


PAGES = Mount("translate_page", find_page, can_write_translation, can_publish_translation, can_change_original)
translate_page = translating_page(PAGES)


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show a member what waits for them; somebody whose roles have all ended finds the way to their own account."""
    functions = functions_of(request.user)
    member = is_member(request.user)
    sections = desk_sections(request.user) if member else []
    context = {
        "member": member,
        "functions": functions,
        "badge_place": next((function.place for function in functions if function.place), None),
        "sections": sections,
        "waits": any(section.rows for section in sections),
        "may_write": may_write_sheets(request.user),
        "may_edit": is_editor(request.user) and request.user.may_enter_cms,
    }
    return render(request, "home/desk.html", context)


@login_required
@never_cache
@require_safe
def translation_queue(request: HttpRequest, code: str) -> HttpResponse:
    """List what waits to be translated into the language `code`, narrowed by place and pôle as the address says."""
    if not can_see_queue(request.user, code):
        raise Http404
    narrowing = Narrowing(request.GET)
    queue = queue_for(request.user, code, places=narrowing.places, pole=narrowing.pole)
    page = Paginator(queue, ENTRIES).get_page(request.GET.get("page"))
    context = {
        "code": code,
        "narrowing": narrowing,
        "counts": queue.counts,
        "page": page,
        "narrowed": f"?{request.GET.urlencode()}" if narrowing.any else "",
        "rows": [(row(entry), narrowing.zone_of(entry.place), entry.in_work) for entry in page.object_list],
    }
    return render(request, "home/translation_queue.html", context)


@require_safe
@public_page
def translations(request: HttpRequest) -> HttpResponse:
    """Show how far each kind of content can be read in each language."""
    return render(request, "home/translations.html", {"tables": tables()})


@require_safe
@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give engines every public address in the languages it can be read in."""
    return HttpResponse(render_sitemap(places()), content_type="application/xml; charset=utf-8")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give a published file; only where no server in front does. Its name is never given to another file."""
    try:
        response = serve_file(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as unheard_of:  # a name no disk can hold
        raise Http404 from unheard_of
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
