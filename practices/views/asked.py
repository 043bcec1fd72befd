"""How a member asks for all the sheets that wait for them, where the desk shows the first."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.permissions import is_member

from ..asked import page_of_reviews, sections_of


@login_required
@never_cache
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """List the sheets a member is asked to review, fifty to a page."""
    if not is_member(request.user):
        raise Http404
    page = page_of_reviews(request.user, request.GET.get("page"))
    return render(request, "practices/reviews.html", {"page": page, "sections": sections_of(page)})
