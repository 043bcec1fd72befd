from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "Editorial"

    def ready(self) -> None:
        """Let every app fill the registries it has something for, and hear when content changes."""
        from django.utils.module_loading import autodiscover_modules

        from . import receivers  # noqa: F401  connecting is importing

        autodiscover_modules("desk", "slots")
