"""The app as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The worker and its clock."""

    name = "jobs"
