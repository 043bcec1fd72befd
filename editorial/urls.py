"""Addresses without a language in front: private files, the preview of Markdown, and what machines ask."""

from django.urls import path

from . import views

urlpatterns = [
    path("files/<uuid:pk>/", views.private_file, name="private_file"),
    path("markdown/preview/", views.preview_markdown, name="preview_markdown"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
]
