"""Addresses of sheets: what anyone reads, and the member's own pages under the desk."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from .urls_reading import reading
from .views import asked, drafts, journal, life, remarks, reporting, reviewing, translating, writing

TRANSLATE = "desk/practices/<int:pk>/translate/<slug:code>/"
urlpatterns = [
    *reading,
    path("practices/<slug:slug>/report/", reporting.report_practice, name="report_practice"),
    path("desk/reviews/", asked.reviews, name="reviews"),
    path("desk/practices/", drafts.my_drafts, name="my_drafts"),
    path("desk/practices/new/", writing.start, name="start_practice"),
    path("desk/practices/<int:pk>/", writing.write, name="write_practice"),
    path("desk/practices/<int:pk>/preview/", drafts.preview, name="preview_practice"),
    path("desk/practices/<int:pk>/review/", reviewing.review_practice, name="review_practice"),
    path("desk/practices/<int:pk>/take/", reviewing.take_practice_review, name="take_review"),
    path("desk/practices/<int:pk>/give-back/", reviewing.give_back_practice_review, name="give_back_review"),
    path("desk/practices/<int:pk>/remarks/", remarks.add_practice_remark, name="add_remark"),
    path("desk/practices/<int:pk>/remarks/all/", remarks.practice_remarks, name="practice_remarks"),
    path("desk/practices/<int:pk>/remarks/<int:remark>/change/", remarks.change_practice_remark, name="change_remark"),
    path("desk/practices/<int:pk>/remarks/<int:remark>/remove/", remarks.remove_practice_remark, name="remove_remark"),
    path("desk/practices/<int:pk>/remarks/<int:remark>/answer/", remarks.answer_practice_remark, name="answer_remark"),
    path("desk/practices/<int:pk>/remarks/<int:remark>/settle/", remarks.settle_practice_remark, name="settle_remark"),
    path("desk/practices/<int:pk>/remarks/<int:remark>/reopen/", remarks.reopen_practice_remark, name="reopen_remark"),
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
