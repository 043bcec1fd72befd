"""What the directory forgets of somebody: their roles end, invitations to them go, words of theirs are nobody's."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.actions.erasing_letters import is_to
from accounts.models import User
from editorial.actions.forgetting import take_out
from editorial.forgetting import CannotBeForgotten, Forgotten

from ..models import Invitation, Report, Role, RoleAct, RoleJournal
from ..models.roles import today
from .roles import LastAdministrator, finish, lock_with_peers


@transaction.atomic
def forget_person(*, forgotten: Forgotten) -> None:
    """End a person's roles, write that they had themselves forgotten, take them out of invitations and reports.

    Raises `CannotBeForgotten` for the last network administrator.
    """
    end_every_role(forgotten.person)
    note_erased(forgotten.person)
    forget_invitations_of(forgotten)
    forget_reports_of(forgotten)


def end_every_role(person: User) -> None:
    """End today whatever role a person holds or will; what follows an end follows."""
    lasting = list(Role.objects.lasting().filter(person=person).to_show().order_by("pk"))
    try:
        for role in lock_with_peers(lasting):
            finish(role, on=None, by=person, knowing=True)
    except LastAdministrator as last:
        raise CannotBeForgotten(last_administrator_words()) from last


def last_administrator_words() -> str:
    """Say why the last network administrator stays, and what to do first."""
    return _("You are the only network administrator. Give somebody else this role first: then your account can go.")


def note_erased(person: User) -> None:
    """Write in the journal, by number, that a person had themselves forgotten; once."""
    facts = {"act": RoleAct.ERASED, "person": person.pk}
    if not RoleJournal.objects.filter(**facts).exists():
        RoleJournal.objects.create(**facts, day=today(), by=person.pk)


def forget_invitations_of(forgotten: Forgotten) -> None:
    """Delete the invitations to any address of a person, used or not; those they made lose their personal word."""
    theirs = [key for key, address in Invitation.objects.values_list("pk", "address") if is_to([address], forgotten)]
    Invitation.objects.filter(models.Q(pk__in=theirs) | models.Q(accepted_by=forgotten.person)).delete()
    Invitation.objects.filter(made_by=forgotten.person).update(word="")
    take_out(rows=Invitation.objects.all(), forgotten=forgotten)


def forget_reports_of(forgotten: Forgotten) -> None:
    """Forget the addresses a person left to be answered, and take them out of what was reported and answered."""
    waiting = Report.objects.exclude(reply_to="").values_list("pk", "reply_to")
    theirs = [key for key, address in waiting if is_to([address], forgotten)]
    Report.objects.filter(pk__in=theirs).update(reply_to="", once=None)
    take_out(rows=Report.objects.all(), forgotten=forgotten)
