"""What mail servers refuse pauses the letters to a member; the member lets them come again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from ..models import MailRefusal, User

SOFT_LIMIT = 5
"""So many letters refused for now pause an address, as one refused for good does."""
WITHIN = timedelta(days=30)


@transaction.atomic
def note_refusal(*, address: str, is_final: bool, now: datetime) -> bool:
    """Note that a letter to a member was refused, for good or for now; say whether it paused their letters.

    Any confirmed address of theirs counts. What goes to nobody's address is nobody's refusal.
    """
    person = owners_of([address]).select_for_update(of=("self",)).first()
    if person is None:
        return False
    MailRefusal.objects.create(person=person, is_final=is_final, at=now)
    soft = MailRefusal.objects.filter(person=person, is_final=False, at__gt=now - WITHIN).count()
    if person.mail_paused_at is not None or not (is_final or soft >= SOFT_LIMIT):
        return False
    person.mail_paused_at = now
    person.save(update_fields=["mail_paused_at"])
    return True


def forget_soft_refusals(*, addresses: Iterable[str]) -> None:
    """Forget what was refused for now to addresses that have just taken a letter: many servers refuse each first try."""
    people = owners_of(addresses).order_by().values("pk")
    MailRefusal.objects.filter(person__in=people, person__mail_paused_at__isnull=True, is_final=False).delete()


@transaction.atomic
def resume_mail(*, person: User, by: User) -> None:
    """Write to a person again, who says that their mailbox takes letters: the count of refusals begins anew."""
    MailRefusal.objects.filter(person=person).delete()
    User.objects.filter(pk=person.pk).update(mail_paused_at=None)


def owners_of(addresses: Iterable[str]) -> QuerySet[User]:
    """Give the members whose main or confirmed address is one of these."""
    tidy = [User.objects.tidy(address) for address in addresses]
    confirmed = Q(emailaddress__email__in=tidy, emailaddress__verified=True)
    return User.objects.filter(pk__in=User.objects.filter(Q(email__in=tidy) | confirmed).order_by().values("pk"))
