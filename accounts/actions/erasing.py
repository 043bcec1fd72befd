"""Somebody has themselves forgotten: what is left of their account is a number."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from editorial.actions.forgetting import take_out
from editorial.forgetting import Forgotten, erasers, everyday_words, words_of_the_network
from multilingual.signals import announce

from ..models import MailRefusal, Notification, RhythmChoice, User
from ..models.people import ERASED_DOMAIN
from .erasing_letters import forget_letters, forget_mail_files
from .exporting import discard_export
from .sessions import end_sessions

DEFAULTS = ("time_zone", "translation_letter", "first_steps", "is_network_administrator", "may_enter_cms")
EMPTIED = (
    *("last_login", "translation_letter_week", "suspended_at", "mail_paused_at", "daily_digest_on", "weekly_digest_on"),
    "conditions_accepted_at",
)


@transaction.atomic
def erase_person(*, person: User, names: Iterable[str] = (), by: User) -> bool:
    """Forget `person` everywhere, at once and for ever; False where that was done already.

    `names` are others they signed with. What they wrote stays, signed by its place. Raises `CannotBeForgotten` where
    something stands against it. All of it is done or, should anything fail, nothing.
    """
    found = User.objects.get(pk=person.pk)
    if found.erased_at is not None:
        return False
    forgotten = forgotten_of(found, names)
    for forget in erasers():
        forget(forgotten)
    person_now = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    make_nobody(person_now)
    announce(person_now, "erased")
    forget_mail_files(forgotten=forgotten)  # last: no rollback brings files back
    return True


def forgotten_of(person: User, names: Iterable[str]) -> Forgotten:
    """Give who is being forgotten: each address they ever had here, confirmed or not, and each name."""
    addresses = [person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)]
    called = [" ".join(name.split()) for name in (person.shown_name, *names)]
    return Forgotten(
        person=person,
        addresses=tuple(dict.fromkeys(addresses)),
        names=tuple(dict.fromkeys(filter(None, called))),
        own_words=words_of_the_network(),
        everyday=everyday_words(),
    )


def make_nobody(person: User) -> None:
    """Leave of an account its number, its language and when it began and ended."""
    for name in EMPTIED:
        setattr(person, name, None)
    newcomer = User()
    for name in DEFAULTS:
        setattr(person, name, getattr(newcomer, name))
    person.email = f"{person.pk}@{ERASED_DOMAIN}"
    person.shown_name = ""
    person.is_active = person.is_superuser = person.needs_second_factor = False
    person.erased_at = person.erased_at or timezone.now()
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


@transaction.atomic
def forget_account(*, forgotten: Forgotten) -> None:
    """Forget a person's ways in, what they were told and how, their letters and those that name them."""
    person = forgotten.person
    # after their roles, before what is theirs: as everybody locks
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    for own in (EmailAddress, Authenticator, SocialAccount):
        own.objects.filter(user=person).delete()
    for told in (Notification, RhythmChoice, MailRefusal):
        told.objects.filter(person=person).delete()
    take_out(rows=Notification.objects.all(), forgotten=forgotten)
    discard_export(person=person)
    forget_letters(forgotten=forgotten)
    end_sessions(person=person, by=person)
    forget_in_sessions(forgotten)


def forget_in_sessions(forgotten: Forgotten) -> None:
    """Take a person out of what others' sessions remember for a while, and end those of theirs that no list has."""
    for session in Session.objects.order_by("pk").iterator(500):
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(forgotten.person.pk):
            session.delete()
        elif (freed := forgotten.out_of(held)) != held:
            session.session_data = Session.get_session_store_class()().encode(freed)
            session.save(update_fields=["session_data"])
