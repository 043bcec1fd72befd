"""Addresses of places under the desk."""

from django.urls import path

from . import views

urlpatterns = [path("desk/places/<int:pk>/translate/<slug:code>/", views.translate_place, name="translate_place")]
