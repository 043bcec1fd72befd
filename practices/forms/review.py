"""The decision of a place review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Publish, or send back with a word to the author."""

    word = forms.CharField(
        label=_("A word to the author"),
        help_text=_("Needed when you send the sheet back: say what is missing, and where."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(choices=[("publish", ""), ("send_back", "")])
    version = forms.CharField(widget=forms.HiddenInput)
    round = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a word with a refusal."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "send_back" and not cleaned.get("word", "").strip():
            self.add_error("word", _("Write a word to the author: what should change before you publish?"))
        return cleaned
