"""The second proof of who one is, and the addresses of a person: codes, passkeys, names."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.fields import EmailField
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..second_factor import spend
from .signing_in import ADDRESS, name_fields

CODE = _("Code")


class SpentOnce(forms.Form):
    """An app's code, which works once though it is right for a while."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        name_fields(self, code=CODE)
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs |= {"class": "input-short", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Refuse the code of an app a second time; a recovery code is struck off by the database."""
        code = super().clean_code()
        of_app = getattr(self, "authenticator", None) is None or self.authenticator.type == Authenticator.Type.TOTP
        if of_app and not spend(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondCodeForm(SpentOnce, base_forms.AuthenticateForm):
    """The code of an app or a recovery code, after the password or the mailed code."""


class SecondCodeAgainForm(SpentOnce, base_forms.ReauthenticateForm):
    """The same, of somebody who is signed in."""


class NewAppForm(SpentOnce, totp_forms.ActivateTOTPForm):
    """The first code of an app that was just shown the secret."""


@contextmanager
def understood() -> Iterator[None]:
    """Say that an answer is not right where the library cannot read it."""
    try:
        yield
    except (
        ArithmeticError,
        AttributeError,
        InvalidSignature,
        LookupError,
        TypeError,
        ValueError,
        struct.error,
    ) as nonsense:
        raise get_adapter().validation_error("incorrect_code") from nonsense


class NewPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A new passkey and what its owner calls it; it always signs in by itself."""

    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = 60
        self.fields["name"].validators.append(forms.fields.validators.MaxLengthValidator(60))
        name_fields(self, name=_("Name of this passkey"))
        self.fields["name"].help_text = _("So that you know it again: the device it lies on, for example.")

    def clean(self) -> dict[str, Any]:
        """Take the passkey whose answer fits what was asked."""
        with understood():
            return super().clean()


class AnswerOfPasskey(forms.Form):
    """What a passkey answers; what makes no sense is refused, for the library falls over some of it."""

    def clean_credential(self) -> Any:
        """Give the passkey that answered."""
        with understood():
            if not isinstance(self.cleaned_data["credential"], dict):
                raise ValueError
            return super().clean_credential()


class PasskeyForm(AnswerOfPasskey, webauthn_forms.LoginWebAuthnForm):
    """A passkey that signs somebody in."""


class SecondPasskeyForm(AnswerOfPasskey, webauthn_forms.AuthenticateWebAuthnForm):
    """A passkey after the password or the mailed code."""


class PasskeyAgainForm(AnswerOfPasskey, webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey of somebody who is signed in."""


class AddressForm(forms.Form):
    """One more address of a person."""

    email = EmailField(label=ADDRESS, required=True, max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the placeholder, which vanishes when one needs it."""
        super().__init__(*args, **kwargs)
        name_fields(self, email=ADDRESS)

    def clean_email(self) -> str:
        """Refuse an address mail servers cannot write: no code would leave for it."""
        address: str = self.cleaned_data["email"]
        if not User.objects.tidy(address).isascii():
            raise forms.ValidationError(validate_email.message, code="invalid")
        return address


class MailedCodeForm(forms.Form):
    """The code that came by mail."""

    code = forms.CharField(
        label=CODE,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input-short", "autocomplete": "one-time-code"}),
    )
