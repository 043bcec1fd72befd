"""The list of translated things: each kind with what may be translated of it, its name, and its translating page.

A model puts itself on the list by naming the address of its translating page (`translate_view`, which takes `pk` and
`code`) and by a classmethod `translatable()`: the QuerySet of what may be translated today, each thing with `waits_from`
(when it was first published), `changed_at` (when it was published last) and `at_place` (the key of the place it belongs
to; all three may be null).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse

from .models import Translated


@dataclass(frozen=True)
class Kind:
    """One kind of translated things."""

    model: Any

    @property
    def key(self) -> str:
        """Give the name of the kind in code and addresses."""
        return self.model._meta.model_name

    @property
    def name(self) -> str:
        """Give what one such thing is called, in the reader's language."""
        return str(self.model._meta.verbose_name)

    @property
    def names(self) -> str:
        """Give what several such things are called, in the reader's language."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def content_type(self) -> ContentType:
        """Give the content type by which rows about such a thing know it."""
        return ContentType.objects.get_for_model(self.model)

    def things(self) -> QuerySet:
        """Give what may be translated today."""
        return self.model.translatable()

    def address(self, pk: Any, language: str) -> str:
        """Give the address where the thing whose key is `pk` is translated into `language`."""
        return reverse(self.model.translate_view, kwargs={"pk": pk, "code": language})


@cache
def translated_models() -> tuple[Kind, ...]:
    """Give every kind of translated things, in the order of the apps."""
    listed = [model for model in apps.get_models() if issubclass(model, Translated)]
    return tuple(Kind(model) for model in listed if hasattr(model, "translate_view"))
