"""Names of languages as they stand inside a sentence ("read it in Italian"); their own names are in `multilingual`."""

from django.utils.translation import pgettext_lazy

LANGUAGES = {
    "fr": pgettext_lazy("language, inside a sentence", "French"),
    "it": pgettext_lazy("language, inside a sentence", "Italian"),
    "es": pgettext_lazy("language, inside a sentence", "Spanish"),
    "pt": pgettext_lazy("language, inside a sentence", "Portuguese"),
    "en": pgettext_lazy("language, inside a sentence", "English"),
    "ca": pgettext_lazy("language, inside a sentence", "Catalan"),
}
