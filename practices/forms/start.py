"""The first question of a new sheet."""

from typing import Any

from django import forms
from django.conf import settings

from directory.models import Place

from ..guidance import GUIDANCE
from ..models import Form
from .fields import LineField, dress


class StartForm(forms.Form):
    """What must be known before the first word: for which place, how much, in which language."""

    headline = LineField(max_length=200)
    form = forms.ChoiceField(choices=Form.choices, initial=Form.FULL, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(queryset=Place.objects.none(), empty_label=None)
    original_language = forms.ChoiceField(choices=settings.LANGUAGES)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
        for name, field in self.fields.items():
            dress(field, GUIDANCE[name])
