"""Can a letter be sent to this address, and if not, why?"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST = 254


def check_address(address: str) -> None:
    """Refuse with the reason (ValidationError) what is no address a letter can be sent to, in the form accounts keep it."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise ValidationError(_("An address is written name@domain."), code="address")
    if len(address) > LONGEST:
        raise ValidationError(_("This address is too long: mail servers take 254 characters."), code="address")
    if not local.isascii():
        raise ValidationError(
            _("There is an accent or another letter before the @ that mail servers do not carry."), code="address"
        )
    try:
        validate_email(address)
    except ValidationError as refusal:
        raise unusable() from refusal
    if not (
        domain.isascii() and local.isprintable()
    ):  # a domain still in letters is one no mail server can be asked for
        raise unusable()


def unusable() -> ValidationError:
    """Give the refusal of what is written like an address and is none."""
    return ValidationError(_("No letter can be sent to this address: check how it is written."), code="address")
