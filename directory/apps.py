"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Places and roles."""

    name = "directory"
    verbose_name = _("Directory")
