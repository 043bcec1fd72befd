"""What can happen to the addresses of a person: one counts once a code mailed to it came back, and is of one account only."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from ..models import User

AT_MOST = 5
"""How many addresses one person may have."""


class AddressTaken(Exception):
    """The address belongs to an account already."""


@transaction.atomic
def add_address(*, person: User, address: str, by: User) -> EmailAddress:
    """Keep a confirmed address as one more of `person`'s; raises AddressTaken where another account has it.

    One that is theirs already stays as it is. Who was just forgotten gets none.
    """
    address = User.objects.tidy(address)
    owner = User.objects.known_by(address)
    is_gone = User.objects.select_for_update(no_key=True).get(pk=person.pk).erased_at is not None
    if is_gone or (owner is not None and owner.pk != person.pk):
        raise AddressTaken(address)
    try:
        with transaction.atomic():
            kept, _new = EmailAddress.objects.update_or_create(user=person, email=address, defaults={"verified": True})
    except IntegrityError as taken:  # two accounts confirm one address at the same moment: the first has it
        raise AddressTaken(address) from taken
    return kept


@transaction.atomic
def make_primary(*, person: User, row: int, by: User) -> bool:
    """Write to `person` at the confirmed address `row` of theirs from now on; False where there is no such."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    chosen = EmailAddress.objects.filter(user=person, pk=row, verified=True).first()
    if chosen is None:
        return False
    EmailAddress.objects.filter(user=person, primary=True).exclude(pk=row).update(primary=False)
    EmailAddress.objects.filter(pk=row).update(primary=True)
    person.email = chosen.email
    person.save(update_fields=["email"])
    return True


@transaction.atomic
def remove_address(*, person: User, row: int, by: User) -> bool:
    """Forget the address `row` of `person`'s; False for the main one, which is replaced first, and where there is no such."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    removed, _by_model = EmailAddress.objects.filter(user=person, pk=row, primary=False).delete()
    return bool(removed)
