"""The front page, the desk and the standing pages, under /<lang>/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.front, name="front"),
    path("desk/", views.desk, name="desk"),
    path("desk/pages/<int:pk>/translate/<slug:code>/", views.translate_page, name="translate_page"),
    path("<slug:slug>/", views.standing, name="standing"),
]
