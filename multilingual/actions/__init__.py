"""What can happen to a translation; the only place that writes one."""

from .originals import change_original_language, swap_original
from .publishing import confirm_translation, discard_translation, publish_translation
from .refusals import StaleTranslation, TranslationRefused
from .states import carry_minor_changes, refresh_states, remember_source
from .working import save_translation

__all__ = [
    "StaleTranslation",
    "TranslationRefused",
    "carry_minor_changes",
    "change_original_language",
    "confirm_translation",
    "discard_translation",
    "publish_translation",
    "refresh_states",
    "remember_source",
    "save_translation",
    "swap_original",
]
