from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = "Practices"

    def ready(self) -> None:
        """Send our own letters instead of Wagtail's, and hear when a page is published."""
        from . import receivers

        receivers.connect()
