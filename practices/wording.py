"""Names of languages as they stand inside a sentence, where this app has always had them."""

from editorial.wording import LANGUAGES

__all__ = ["LANGUAGES"]
