"""Anybody says what they noticed on a published sheet; its place answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from directory.reporting import report_view
from editorial.caching import public_page
from editorial.open_forms import open_form

from ..models import Practice


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def report_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a remark about a sheet that is published, archived or not; about any other there is no page."""
    sheet = get_object_or_404(Practice.objects.published().select_related("place"), slug=slug)
    back = sheet.get_absolute_url()
    return report_view(request, sheet, place=sheet.place, title=sheet.shown("headline"), back=back)
