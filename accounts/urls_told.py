"""The addresses of what a member is told, and of how often they are written to."""

from django.urls import path

from .views.letters import letters
from .views.notifications import notifications, open_notification

urlpatterns = [
    path("desk/notifications/", notifications, name="notifications"),
    path("desk/notifications/<int:pk>/", open_notification, name="open_notification"),
    path("account/letters/", letters, name="letters"),
]
