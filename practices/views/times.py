"""How readers ask how long reviews take."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.caching import public_page

from ..times import summary, times


@require_safe
@public_page
def review_times(request: HttpRequest) -> HttpResponse:
    """Show the median days of each step of a review over the last twelve months."""
    return render(request, "practices/review_times.html", summary(times()))
