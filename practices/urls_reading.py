"""Addresses anyone may read; they stay for ever."""

from django.urls import path, re_path

from .views import reading as views

reading = [
    path("practices/", views.index, name="practices"),
    path("practices/feed/", views.feed, name="practices_feed"),
    re_path(r"^practices/(?P<code>(?i:FP)-[0-9]{1,9})/$", views.practice_by_code, name="practice_code"),
    path("practices/<slug:slug>/", views.practice, name="practice"),
]
