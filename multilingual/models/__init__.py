"""Objects written in one language and translated into the others, and what each translation was made from."""

from .names import new_key, translated_names
from .objects import Translated, TranslatedRow
from .pages import UNTITLED, TranslatedPage, lay_translations
from .shown import CURRENT, MISSING, ORIGINAL, OUTDATED, Shown, Shows, TextPlace
from .translations import TranslationSource, WorkingTranslation

__all__ = [
    "CURRENT",
    "MISSING",
    "ORIGINAL",
    "OUTDATED",
    "UNTITLED",
    "Shown",
    "Shows",
    "TextPlace",
    "Translated",
    "TranslatedPage",
    "TranslatedRow",
    "TranslationSource",
    "WorkingTranslation",
    "lay_translations",
    "new_key",
    "translated_names",
]
