"""What people write when they sign in; allauth's checks in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ..limits import counted_as
from ..models import User
from ..permissions import can_hold_session

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


def owner_of(address: str) -> User | None:
    """Give who may be mailed a way in at this address: an account it is confirmed for, and that may be entered."""
    person = User.objects.known_by(address)
    return person if person is not None and can_hold_session(person) else None


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

    def clean_email(self) -> str:
        """Find whose address it is, by one query and within the limit of tries, known or not."""
        email = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=counted_as(email)):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = context.request.letter_for = owner_of(email)
        return email


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

    def clean_oldpassword(self) -> str:
        """Take the present password; a wrong one counts as a try at the account, so that a stolen session guesses no more."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]


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

    def clean_email(self) -> str:
        """Find whose address it is, by one query, known or not."""
        owner = owner_of(self.cleaned_data["email"])
        self.users = [owner] if owner else []
        return self.cleaned_data["email"]


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """The new password of somebody who came by the link of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields."""
        super().__init__(*args, **kwargs)
        name_fields(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = password_rules()


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    """The password of somebody who is signed in, asked again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        name_fields(self, password=PASSWORD)
        self.fields["password"].help_text = ""
