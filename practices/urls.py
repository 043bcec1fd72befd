"""Addresses of sheets: what anyone reads, and the member's own pages under the desk."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from .urls_reading import reading
from .views import drafts, journal, life, reporting, reviewing, translating, writing

TRANSLATE = "desk/practices/<int:pk>/translate/<slug:code>/"
urlpatterns = [
    *reading,
    path("practices/<slug:slug>/report/", reporting.report_practice, name="report_practice"),
    path("desk/practices/", drafts.my_drafts, name="my_drafts"),
    path("desk/practices/new/", writing.start, name="start_practice"),
    path("desk/practices/<int:pk>/", writing.write, name="write_practice"),
    path("desk/practices/<int:pk>/preview/", drafts.preview, name="preview_practice"),
    path("desk/practices/<int:pk>/review/", reviewing.review_practice, name="review_practice"),
    path("desk/practices/<int:pk>/take-back/", drafts.take_back_practice, name="take_back_practice"),
    path("desk/practices/<int:pk>/bin/", drafts.bin_practice, name="bin_practice"),
    path("desk/practices/<int:pk>/restore/", drafts.restore_practice, name="restore_practice"),
    path("desk/practices/<int:pk>/original-language/", drafts.change_original, name="change_original"),
    path("desk/practices/<int:pk>/cosign/<int:place>/", drafts.cosign_practice, name="cosign_practice"),
    path("desk/practices/<int:pk>/journal/", journal.practice_journal, name="practice_journal"),
    path("desk/practices/<int:pk>/life/", life.practice_life, name="practice_life"),
    path("desk/practices/<int:pk>/hand-on/", life.hand_on_practice, name="hand_on_practice"),
    path(TRANSLATE, translating.translate_practice, name="translate_practice"),
    *exchange_paths(TRANSLATE, translating.MOUNT),
]
