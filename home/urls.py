"""The front page, the desk, the translations and the standing pages, under /<lang>/."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from . import exchange, views

TRANSLATE = "desk/pages/<int:pk>/translate/<slug:code>/"
urlpatterns = [
    path("", views.front, name="front"),
    path("desk/", views.desk, name="desk"),
    path("desk/translations/<slug:code>/", views.translation_queue, name="translation_queue"),
    path("translations/", views.translations, name="translations"),
    path(TRANSLATE, views.translate_page, name="translate_page"),
    *exchange_paths(TRANSLATE, views.PAGES),
    *exchange.urlpatterns,
    path("<slug:slug>/report/", views.report_standing, name="report_page"),
    path("<slug:slug>/", views.standing, name="standing"),
]
