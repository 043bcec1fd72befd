"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Front page, desk, standing pages."""

    name = "home"
    verbose_name = _("Front page and standing pages")

    def ready(self) -> None:
        """Hear what editors do in the admin to standing pages and figures."""
        from . import receivers

        receivers.connect()
