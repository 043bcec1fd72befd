"""Which fields of a place exist in six languages."""

from modeltranslation.translator import TranslationOptions, translator

from .models import Place


class PlaceTranslation(TranslationOptions):
    """A place's name."""

    fields = ("headline",)


translator.register(Place, PlaceTranslation)
