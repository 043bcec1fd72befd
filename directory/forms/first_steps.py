"""Is it well formed, what somebody says at their first visit?"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import name_to_show, zone_choices
from accounts.models import Rhythm, User
from multilingual.languages import OWN_NAMES

from .reports import PlainField


class LanguageStepForm(forms.Form):
    """Language, time zone, and how often one wishes to be written to, whatever the kind of event."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages and of the letters you receive"),
        choices=[(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("Dates and hours are shown as your clock shows them.")
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often are you written to?"),
        help_text=gettext_lazy("You choose kind by kind in your account, whenever you wish."),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        """Begin with what the person has."""
        initial = {"language": person.language, "time_zone": person.time_zone, "rhythm": ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["time_zone"].choices = zone_choices(person.time_zone)
        self.fields["rhythm"].choices = [("", _("as suits each kind of event")), *Rhythm.choices]


class PlaceStepForm(forms.Form):
    """The name members see, if somebody wishes one."""

    shown_name = PlainField(
        label=gettext_lazy("Name shown to members"),
        help_text=gettext_lazy("As you like. Without a name, members see your function and your place."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_shown_name(self) -> str:
        """Give the name as members can read it."""
        return name_to_show(self.cleaned_data["shown_name"])
