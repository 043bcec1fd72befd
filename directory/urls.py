"""Addresses of places and of what readers report, under the desk."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from .views import places, reports

TRANSLATE = "desk/places/<int:pk>/translate/<slug:code>/"
urlpatterns = [
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<int:pk>/", reports.answer, name="answer_report"),
    path(TRANSLATE, places.translate_place, name="translate_place"),
    *exchange_paths(TRANSLATE, places.MOUNT),
]
