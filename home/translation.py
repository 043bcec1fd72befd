"""Which fields of standing pages and figures exist in six languages."""

from modeltranslation.translator import TranslationOptions, translator

from multilingual.languages import CODES

from .models import NetworkFigure, StandingPage


class StandingPageTranslation(TranslationOptions):
    """The texts of a standing page, in reading order."""

    fields = ("headline", "intro", "body")


class NetworkFigureTranslation(TranslationOptions):
    """The words around a figure; each is required in every language."""

    fields = ("when", "label", "source")
    required_languages = CODES


translator.register(StandingPage, StandingPageTranslation)
translator.register(NetworkFigure, NetworkFigureTranslation)
