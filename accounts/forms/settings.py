"""How the site speaks to a person: the settings of their own account."""

from typing import Any
from unicodedata import category
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from multilingual.languages import OWN_NAMES

from ..models import User


def zone_choices(present: str = "") -> list[tuple[str, str]]:
    """Give the time zones of towns, sorted by name; and the one somebody has."""
    names = {
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix", "right"))
    }
    if present:
        names.add(present)
    return [(name, name.replace("_", " ")) for name in sorted(names)]


def name_to_show(typed: str) -> str:
    """Give a name in one line without signs nobody sees or that turn the words beside it; empty where nothing is to be read."""
    name = " ".join("".join(each for each in " ".join(typed.split()) if category(each) not in ("Cc", "Cf")).split())
    return name if any(each.isalnum() for each in name) else ""


class SettingsForm(forms.ModelForm):
    """How the site speaks to a person: language, time zone, the name shown."""

    language = forms.ChoiceField(
        label=_("Language of the pages and of the letters you receive"),
        choices=[(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Dates and hours are shown as your clock shows them.")
    )

    class Meta:
        model = User
        fields = ["language", "time_zone", "shown_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zones there are."""
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(self.instance.time_zone)
        self.fields["shown_name"].label = _("Name shown to members")
        self.fields["shown_name"].help_text = _(
            "As you like. Without a name, members see your function and your place."
        )

    def clean_shown_name(self) -> str:
        """Give the name as members can read it."""
        return name_to_show(self.cleaned_data["shown_name"])
