"""The addresses of the site, and three pages to compare it with."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.cache import cache_page

from network.urls import *  # noqa: F403  every address of the site, as it is
from network.urls import urlpatterns as of_the_site
from practices.views.reading import index

BARE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><table>
{% for row in rows %}<tr><th>{{ row.number }}</th><td>{{ row.name }}</td><td>{{ row.text }}</td></tr>
{% endfor %}</table></body></html>"""
template = engines["django"].from_string(BARE)


def bare(request: HttpRequest) -> HttpResponse:
    """Show twenty rows: the page whose CPU time is the unit of every other."""
    rows = [{"number": number, "name": f"Row {number}", "text": "A few <words>."} for number in range(20)]
    return HttpResponse(template.render({"title": "Twenty rows", "rows": rows}, request))


@cache_page(600)
def kept_by_django(request: HttpRequest) -> HttpResponse:
    """Show the list of sheets as a page that only Django keeps, in the memory of this process as ours is."""
    return HttpResponse(index(request).content)


urlpatterns = [
    path("fr/bare/", bare),
    path("fr/kept-by-django/", kept_by_django),
    *of_the_site,
]
