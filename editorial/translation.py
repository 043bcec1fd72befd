"""Which fields of the vocabularies exist in six languages; every one of them is required in each."""

from modeltranslation.translator import TranslationOptions, translator

from multilingual.languages import CODES

from .models import Term


class TermTranslation(TranslationOptions):
    """A term's label and texts."""

    fields = ("label", "text", "reverse")
    required_languages = CODES


translator.register(Term, TermTranslation)
