"""What people write when they sign in, and the settings of their own account; allauth's checks in our words."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from multilingual.languages import OWN_NAMES

from .models import User

ADDRESS = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same, once more")
password_rules = lazy(lambda: " ".join(map(str, password_validators_help_texts())), str)


def name_fields(form: forms.Form, **labels: Any) -> None:
    """Give fields their labels and take away placeholders, which vanish when one needs them."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(allauth_forms.LoginForm):
    """An address and its password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields."""
        super().__init__(*args, **kwargs)
        name_fields(self, login=ADDRESS, password=PASSWORD)
        self.fields["password"].help_text = ""


class AskCodeForm(allauth_forms.RequestLoginCodeForm):
    """The address a code is mailed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        name_fields(self, email=ADDRESS)


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code that came by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        name_fields(self, code=_("Code"))
        self.fields["code"].widget.attrs["class"] = "input-short"


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields."""
        super().__init__(*args, **kwargs)
        name_fields(self, oldpassword=_("Present password"), password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = password_rules()


class FirstPasswordForm(allauth_forms.SetPasswordForm):
    """A password for somebody who has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields."""
        super().__init__(*args, **kwargs)
        name_fields(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = password_rules()


class AskPasswordForm(allauth_forms.ResetPasswordForm):
    """The address a link for a new password is mailed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        name_fields(self, email=ADDRESS)


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """The new password of somebody who came by the link of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields."""
        super().__init__(*args, **kwargs)
        name_fields(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = password_rules()


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


class SettingsForm(forms.ModelForm):
    """How the site speaks to a person: language, time zone, the name shown, the weekly letter."""

    language = forms.ChoiceField(
        label=_("Language of the pages and of the letters you receive"),
        choices=[(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Dates and hours are shown as your clock shows them.")
    )

    class Meta:
        model = User
        fields = ["language", "time_zone", "shown_name", "translation_letter"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zones there are."""
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(self.instance.time_zone)
        self.fields["shown_name"].label = _("Name shown to members")
        self.fields["shown_name"].help_text = _(
            "As you like. Without a name, members see your function and your place."
        )
        self.fields["translation_letter"].label = _("Write to me on Mondays what waits in the languages I translate")
        self.fields["translation_letter"].help_text = _("For translators. Nothing is sent when nothing waits.")
