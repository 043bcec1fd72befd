"""Is it well formed, how often somebody wishes to be mailed of each kind of event?"""

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.notices import notices

from ..models import Rhythm


class RhythmsForm(forms.Form):
    """One choice for each kind of event there is, the present one chosen; and the weekly letter to translators."""

    translation_letter = forms.BooleanField(
        label=_("Write to me on Mondays what waits in the languages I translate"),
        help_text=_("For translators. Nothing is sent when nothing waits."),
        required=False,
    )

    def __init__(self, *args: Any, rhythms: Mapping[str, str], translations: bool, **kwargs: Any) -> None:
        """Offer the four rhythms for each kind, in the order of their names; `translations` says who has the weekly letter."""
        super().__init__(*args, **kwargs)
        weekly = self.fields.pop("translation_letter")
        for kind, notice in sorted(notices().items(), key=lambda pair: plain(str(pair[1].name))):
            self.fields[kind] = forms.ChoiceField(label=notice.name, choices=Rhythm.choices, initial=rhythms[kind])
        weekly.initial = translations
        self.fields["translation_letter"] = weekly


def plain(words: str) -> str:
    """Give words without accents and capitals, to be sorted as a reader does: "À" stands beside "a", not after "z"."""
    return normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
