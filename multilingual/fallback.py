"""What a reader sees of a translated field: their language, else the original, never a third one.

modeltranslation's own fallback chain is one per project; the original language is one per object, hence this descriptor.
"""

from typing import Any

from django.db.models import Model
from modeltranslation.translator import translator

from .languages import column, reader_language


class OriginalFallback:
    """Read a bare translated field in the reader's language, else in its object's original one; write through to modeltranslation."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped
        self.field = wrapped.field
        self.name = wrapped.field.name
        self.fallback_languages = wrapped.fallback_languages  # modeltranslation's own queries by bare names ask for it
        self.columns: dict[str, str] = {}

    def column(self, language: str) -> str:
        """Give this field's column name for `language`, built once."""
        name = self.columns.get(language)
        if name is None:
            name = self.columns[language] = column(self.name, language)
        return name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        if not isinstance(instance, Model):  # a row of `values()`, which knows no original
            return self.wrapped.__get__(instance, owner)
        value = getattr(instance, self.column(reader_language()))
        if not value:
            value = getattr(instance, self.column(instance.get_original_language()))
        return self.field.get_default() if value is None else value

    def __set__(self, instance: Any, value: Any) -> None:
        self.wrapped.__set__(instance, value)


def install_fallbacks() -> None:
    """Replace modeltranslation's descriptor on every translated field of every `Translated` object and its rows."""
    from .models import Translated, TranslatedRow

    for model in translator.get_registered_models(abstract=False):
        if not issubclass(model, Translated | TranslatedRow):
            continue
        for name in translator.get_options_for_model(model).get_field_names():
            wrapped = model.__dict__.get(name)
            if wrapped is not None and not isinstance(wrapped, OriginalFallback):
                setattr(model, name, OriginalFallback(wrapped))
