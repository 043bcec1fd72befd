"""Addresses anyone may read; they stay for ever."""

from django.urls import path, re_path

from .views import citing, history, times, versions
from .views import reading as views

VERSION = rf"{versions.CODE}/v(?P<number>[0-9]{{1,6}})"
reading = [
    path("practices/", views.index, name="practices"),
    path("practices/feed/", views.feed, name="practices_feed"),
    re_path(r"^practices/(?P<code>(?i:FP)-[0-9]{1,9})/$", views.practice_by_code, name="practice_code"),
    path("practices/<slug:slug>/", views.practice, name="practice"),
    path("review-times/", times.review_times, name="review_times"),
    re_path(rf"^practices/{VERSION}/$", versions.practice_version, name="practice_version"),
    re_path(rf"^practices/{VERSION}/cite\.(?P<form>bib|ris)$", citing.cite_practice, name="cite_practice"),
    re_path(rf"^practices/{versions.CODE}/history/$", history.practice_history, name="practice_history"),
]
