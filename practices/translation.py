"""Which fields of a sheet and of its rows exist in six languages."""

from modeltranslation.translator import TranslationOptions, translator

from .models import Attachment, Figure, Practice, Result, Step


class PracticeTranslation(TranslationOptions):
    """The texts of a sheet, in reading order."""

    fields = (
        "headline",
        "summary",
        "context",
        "need",
        "solution",
        "success_conditions",
        "difficulties",
        "transferability",
        "means_people",
        "means_space",
        "means_equipment",
        "change_note",
    )


class StepTranslation(TranslationOptions):
    """The texts of a step."""

    fields = ("title", "body")


class ResultTranslation(TranslationOptions):
    """The texts of a result."""

    fields = ("indicator", "method")


class FigureTranslation(TranslationOptions):
    """The text of a picture."""

    fields = ("alt",)


class AttachmentTranslation(TranslationOptions):
    """The text of an attachment."""

    fields = ("title",)


translator.register(Practice, PracticeTranslation)
translator.register(Step, StepTranslation)
translator.register(Result, ResultTranslation)
translator.register(Figure, FigureTranslation)
translator.register(Attachment, AttachmentTranslation)
