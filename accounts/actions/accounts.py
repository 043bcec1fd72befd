"""What can happen to an account."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from ..models import User


@transaction.atomic
def open_account(*, email: str, language: str, by: User | None, password: str | None = None, **facts: Any) -> User:
    """Give the account of `email`, made if there is none; an existing one is given as it is.

    The address counts as confirmed: without a password its owner comes in only by what is mailed to it.
    `facts` are `shown_name`, `time_zone`, `is_demo`; `by` is the person who opens it, None for a command.
    """
    address = User.objects.tidy(email)
    known = User.objects.known_by(address) or User.objects.filter(email=address).first()
    if known is not None:
        return known
    user = User.objects.create_user(email, password, language=language, **facts)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def save_settings(*, person: User, language: str, time_zone: str, shown_name: str, by: User) -> User:
    """Keep how a person wishes the site to speak and write to them, and the name they show; not of who was just forgotten."""
    if User.objects.select_for_update(no_key=True).get(pk=person.pk).erased_at is not None:
        return person
    person.language, person.time_zone, person.shown_name = language, time_zone, shown_name
    person.save(update_fields=["language", "time_zone", "shown_name"])
    return person


def wish_translation_letter(*, person: User, wished: bool, by: User | None) -> None:
    """Keep whether a person has the weekly letter on translations; `by` is None for the address in such a letter."""
    User.objects.filter(pk=person.pk).update(translation_letter=wished)


def settle_translation_letter(*, person: User, monday: date) -> bool:
    """Take the letter on translations of the week of `monday`; True for the first who asks, who then writes it or not.

    Call it in the transaction in which the letter is written: both are kept, or neither.
    """
    wishing = User.objects.wishing_translation_letter(monday).filter(pk=person.pk)
    return bool(wishing.order_by().update(translation_letter_week=monday))


@transaction.atomic
def note_roles(
    *, person: User, may_enter_cms: bool, is_network_administrator: bool, needs_second_factor: bool = False
) -> None:
    """Write on the person what this app must know of their roles; called by the actions of `directory` only."""
    person.may_enter_cms = may_enter_cms
    person.is_network_administrator = is_network_administrator
    person.needs_second_factor = needs_second_factor or person.is_superuser
    person.save(update_fields=["may_enter_cms", "is_network_administrator", "needs_second_factor"])


def set_suspended(*, person: User, since: datetime | None) -> None:
    """Close an account, or open it again where `since` is None; called by the actions of `directory` only."""
    person.suspended_at, person.is_active = since, since is None
    person.save(update_fields=["suspended_at", "is_active"])
