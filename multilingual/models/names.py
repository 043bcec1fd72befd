"""Which fields of a model are translated, and the keys of rows."""

from uuid import uuid4

from django.db import models
from modeltranslation.translator import translator


def new_key() -> str:
    """Give the key of a new row: one name in draft, live object and revision."""
    return str(uuid4())


_names: dict[type[models.Model], tuple[str, ...]] = {}


def translated_names(model: type[models.Model]) -> tuple[str, ...]:
    """Give the bare names of the translated fields of `model`, in the order the model declares them: that of reading."""
    if model not in _names:
        names = set(translator.get_options_for_model(model).get_field_names())
        _names[model] = tuple(field.name for field in model._meta.concrete_fields if field.name in names)
    return _names[model]
