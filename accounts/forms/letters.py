"""Is it well formed, how often somebody wishes to be mailed of each kind of event?"""

from collections.abc import Mapping
from typing import Any

from django import forms

from editorial.notices import notices

from ..models import Rhythm


class RhythmsForm(forms.Form):
    """One choice for each kind of event there is, the present one chosen."""

    def __init__(self, *args: Any, rhythms: Mapping[str, str], **kwargs: Any) -> None:
        """Offer the four rhythms for each kind, in the order of their names."""
        super().__init__(*args, **kwargs)
        for kind, notice in sorted(notices().items(), key=lambda pair: str(pair[1].name)):
            self.fields[kind] = forms.ChoiceField(label=notice.name, choices=Rhythm.choices, initial=rhythms[kind])
