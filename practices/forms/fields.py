"""Fields that carry the guidance of the writing form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.models import Term
from editorial.vocabularies import terms

from ..guidance import GUIDANCE, Guidance

TEXT_LIMIT = 20_000
"""Characters of one Markdown field: thirty printed pages, far beyond any sheet."""
LONGEST_KEY = 18
"""Digits of a number every column holds."""


def dress(field: forms.Field, guidance: Guidance) -> forms.Field:
    """Give `field` the label, help and example of its guidance."""
    field.label, field.help_text = guidance.label, guidance.help
    field.example = guidance.example  # type: ignore[attr-defined]
    return field


class MarkdownField(forms.CharField):
    """A text area in Markdown, with the small toolbar."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LIMIT)
        widget = forms.Textarea(attrs={"rows": rows, "data-markdown": ""})
        super().__init__(required=False, widget=widget, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave `maxlength` out: a browser would cut a pasted text without a word; the refusal says it instead."""
        return {}


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave `maxlength` out: a browser would cut a pasted text without a word; the refusal says it instead."""
        return {}


class TermField(forms.ModelChoiceField):
    """One term of a vocabulary."""

    def __init__(self, vocabulary: str) -> None:
        super().__init__(
            queryset=Term.objects.filter(vocabulary=vocabulary).order_by("position"),
            required=False,
            empty_label=_("Choose"),
        )


class SeveralField(forms.ModelMultipleChoiceField):
    """Several things, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """Refuse a key no column holds before it reaches the database, which would break over it."""
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                about = {"value": str(key)[:LONGEST_KEY]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=about)
        return super().clean(value)


class TermsField(SeveralField):
    """Several terms of a vocabulary."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary
        super().__init__(
            queryset=Term.objects.filter(vocabulary=vocabulary).order_by("position"),
            required=False,
        )

    def known_terms(self) -> list[Term]:
        """Give the terms one may tick, in order."""
        return terms(self.vocabulary)


def guided(name: str, field: forms.Field) -> forms.Field:
    """Give `field` the guidance filed under `name`."""
    return dress(field, GUIDANCE[name])
