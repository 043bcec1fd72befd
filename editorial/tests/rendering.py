"""A small site with the house's addresses, and templates rendered from a string, for the tests of tags and pages."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import path


def nothing(request, slug=""):
    return HttpResponse()


urlpatterns = i18n_patterns(
    path("", nothing, name="front"),
    path("practices/", nothing, name="practices"),
    path("practices/<slug:slug>/", nothing, name="practice"),
    path("about/<slug:slug>/", nothing, name="standing"),
    path("desk/", nothing, name="desk"),
    path("login/", nothing, name="account_login"),
)


def render(source, request=None, **context):
    return engines["django"].from_string(source).render(context, request)


def visit(address="/en/practices/"):
    return RequestFactory().get(address)


ICON = '<svg class="icon" aria-hidden="true"><use href="/static/editorial/icons.svg#i-{}"/></svg>'
