"""Addresses of places under the desk."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from . import views

TRANSLATE = "desk/places/<int:pk>/translate/<slug:code>/"
urlpatterns = [path(TRANSLATE, views.translate_place, name="translate_place"), *exchange_paths(TRANSLATE, views.MOUNT)]
