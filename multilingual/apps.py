from django.apps import AppConfig


class MultilingualConfig(AppConfig):
    name = "multilingual"
    verbose_name = "Languages"

    def ready(self) -> None:
        """Put the reader's fallback on every translated field, once every model is known."""
        from .fallback import install_fallbacks

        install_fallbacks()
