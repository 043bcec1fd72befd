"""The six languages: their codes, their own names, and the columns that hold them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

CODES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)

OWN_NAMES = {
    "fr": "Français",
    "it": "Italiano",
    "es": "Español",
    "pt": "Português",
    "en": "English",
    "ca": "Català",
}
"""How each language calls itself; never translated."""


def column(field: str, language: str) -> str:
    """Give the name of the column that holds `field` in `language`: ("headline", "it") → "headline_it"."""
    return f"{field}_{language}"


def reader_language() -> str:
    """Give the code of the language the page is being written in, the default one outside any request."""
    code = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if code in CODES else settings.LANGUAGE_CODE


@contextmanager
def writing_in(language: str) -> Iterator[None]:
    """Read and write bare translated fields in `language` inside the block."""
    with translation.override(language):
        yield
