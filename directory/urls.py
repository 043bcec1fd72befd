"""Addresses of places and of what readers report, under the desk."""

from django.urls import path

from editorial.exchange.views import exchange_paths

from .views import coming_in, first_steps, invitations, people, places, reports, roles

TRANSLATE = "desk/places/<int:pk>/translate/<slug:code>/"
urlpatterns = [
    path("come-in/", coming_in.come_in_again, name="come_in_again"),
    path("come-in/<str:token>/", coming_in.come_in, name="come_in"),
    path("desk/first-steps/", first_steps.first_steps, name="first_steps"),
    path("desk/first-steps/<slug:step>/", first_steps.first_step, name="first_step"),
    path("desk/people/invitations/", invitations.invitations, name="invitations"),
    path("desk/people/invite/", invitations.invite_person, name="invite"),
    path("desk/people/invite/list/", invitations.invite_list, name="invite_list"),
    path("desk/roles/", roles.my_roles, name="my_roles"),
    path("desk/roles/<int:pk>/", roles.role, name="role"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/journal/", people.roles_journal, name="roles_journal"),
    path("desk/people/<int:pk>/", roles.member, name="member"),
    path("desk/places/<int:pk>/people/", people.place_people, name="place_people"),
    path("desk/places/<int:pk>/people/journal/", people.place_journal, name="place_journal"),
    path("desk/places/<int:pk>/people/<int:person>/", people.place_person, name="place_person"),
    path("desk/places/<int:pk>/leave/", roles.leave_place, name="leave_place"),
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<int:pk>/", reports.answer, name="answer_report"),
    path(TRANSLATE, places.translate_place, name="translate_place"),
    *exchange_paths(TRANSLATE, places.MOUNT),
]
