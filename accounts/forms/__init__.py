"""Is what people write about their account well formed? Nothing is saved here."""

from .proofs import (
    AddressForm,
    MailedCodeForm,
    NewAppForm,
    NewPasskeyForm,
    PasskeyAgainForm,
    PasskeyForm,
    SecondCodeAgainForm,
    SecondCodeForm,
    SecondPasskeyForm,
)
from .settings import SettingsForm, name_to_show, zone_choices
from .signing_in import (
    AskCodeForm,
    AskPasswordForm,
    ChangePasswordForm,
    CodeForm,
    FirstPasswordForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInForm,
)

__all__ = [
    "AddressForm",
    "AskCodeForm",
    "AskPasswordForm",
    "ChangePasswordForm",
    "CodeForm",
    "FirstPasswordForm",
    "MailedCodeForm",
    "NewAppForm",
    "NewPasskeyForm",
    "NewPasswordForm",
    "PasskeyAgainForm",
    "PasskeyForm",
    "PasswordAgainForm",
    "SecondCodeAgainForm",
    "SecondCodeForm",
    "SecondPasskeyForm",
    "SettingsForm",
    "SignInForm",
    "name_to_show",
    "zone_choices",
]
