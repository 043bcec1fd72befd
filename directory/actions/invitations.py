"""People are asked in, asked again, asked no more, and come in."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import accept_conditions, open_account
from accounts.emails import password_link, send_letter
from accounts.models import User

from .. import emails
from ..invitations import hash_of, holds_already, new_token, owner_of
from ..models import VALID_FOR, Invitation, Place, RoleAct, RoleJournal, RoleKind
from .roles import grant_role

BATCH = 100
"""Letters written in one transaction."""


class AlreadyHeld(Exception):
    """Who is asked holds this role already."""


class AlreadyInvited(Exception):
    """An invitation like this one waits for its answer."""


class InvitationClosed(Exception):
    """The invitation was used, withdrawn, is too old, or never was."""


class AccountThere(Exception):
    """The address opens an account already: its owner, signed in, takes the role."""


@transaction.atomic
def invite_administrator(*, address: str, language: str, by: User | None) -> User:
    """Make the owner of `address` a network administrator and mail them how to come in; give the person.

    They get an account if they have none, in `language`. Done again, it changes nothing and mails a fresh link.
    """
    person = open_account(email=address, language=language, by=by)
    grant_role(person=person, kind=RoleKind.ADMINISTRATOR, by=by)
    send_letter(to=person, template="directory/letters/administrator", context={"link": password_link(person)})
    return person


@transaction.atomic
def invite(
    *,
    address: str,
    kind: str,
    place: Place | None = None,
    language: str = "",
    written_in: str,
    word: str = "",
    by: User | None,
) -> Invitation:
    """Ask the owner of `address` in, in a role and its scope, by a letter in the language `written_in`; give the invitation.

    One like it that is too old is made anew. Raises AlreadyHeld, AlreadyInvited, and ValidationError where the address is
    none or the scope does not fit the role. An invitation is no content: no page of readers is renewed for it.
    """
    drawn = drawn_up(
        address=address, kind=kind, place=place, language=language, written_in=written_in, word=word, by=by
    )
    if holds_already(owner_of(drawn.address), drawn):
        raise AlreadyHeld
    known = Invitation.objects.pending().alike(drawn).select_for_update(of=("self",)).first()
    if known is not None:
        if not known.is_over:
            raise AlreadyInvited
        drawn.pk = known.pk
    written_by_us = ["made_by", "accepted_by", "withdrawn_by"]
    try:
        with transaction.atomic():
            drawn.full_clean(exclude=written_by_us, validate_unique=False, validate_constraints=known is None)
            drawn.save()
    except (IntegrityError, ValidationError) as refused:  # the second of two clicks may be told by the one or the other
        if Invitation.objects.pending().alike(drawn).exclude(pk=drawn.pk).exists():
            raise AlreadyInvited from refused
        raise
    send(drawn)
    return drawn


def drawn_up(
    *, address: str, kind: str, place: Place | None, language: str, written_in: str, word: str, by: User | None
) -> Invitation:
    """Give an invitation that is not written yet; no link opens it."""
    now = timezone.now()
    return Invitation(
        address=User.objects.tidy(address),
        kind=kind,
        place=place,
        language=language,
        written_in=written_in,
        word=word.strip(),
        token_hash=hash_of(new_token()),
        made_by=by,
        made_at=now,
        expires_at=now + VALID_FOR,
    )


def send(invitation: Invitation) -> None:
    """Write the letter with a new link, good for fourteen days from now; older links open nothing any more."""
    token, now = new_token(), timezone.now()
    invitation.token_hash, invitation.sent_at, invitation.expires_at = hash_of(token), now, now + VALID_FOR
    invitation.save(update_fields=["token_hash", "sent_at", "expires_at"])
    emails.ask_in(invitation, token)


@transaction.atomic
def invite_many(*, invitations: Iterable[Invitation], by: User) -> int:
    """Keep invitations that were drawn up, for the worker to send; give how many are new: those that wait are left alone."""
    rows = list(invitations)
    before = Invitation.objects.pending().count()
    Invitation.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    transaction.on_commit(wake_sender, robust=True)  # were this to fail, the clock finds the rows
    return Invitation.objects.pending().count() - before


def wake_sender() -> None:
    """Queue the task that writes the letters of invitations, unless it waits already."""
    from django_tasks_db.models import DBTaskResult

    from ..tasks import send_invitations  # the task calls this module

    if not DBTaskResult.objects.ready().filter(task_path=send_invitations.module_path).exists():
        send_invitations.enqueue()


def send_waiting_invitations() -> int:
    """Write the letters of invitations that wait, some at a time, each once; give how many."""
    sent = 0
    while batch := send_batch():
        sent += batch
    return sent


@transaction.atomic
def send_batch() -> int:
    """Write the letters of the next invitations that wait; give how many. A worker killed meanwhile has written none."""
    waiting = Invitation.objects.to_send().select_for_update(of=("self",), skip_locked=True)
    batch = list(waiting.select_related("place", "made_by")[:BATCH])
    for invitation in batch:
        send(invitation)
    return len(batch)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Write the letter again with a new link, the old one being worth nothing; raises InvitationClosed after its end."""
    found = pending(invitation)
    send(found)
    return found


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Take an invitation back, so that its link opens nothing; raises InvitationClosed where it was used or taken back."""
    found = pending(invitation)
    found.withdrawn_at, found.withdrawn_by = timezone.now(), by
    found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return found


@transaction.atomic
def withdraw_invitations_of(*, person: User, by: User) -> int:
    """Take back whatever `person` asked others into that nobody answered yet; give how many."""
    return Invitation.objects.pending().filter(made_by=person).update(withdrawn_at=timezone.now(), withdrawn_by=by)


def pending(invitation: Invitation) -> Invitation:
    """Give the row of an invitation, held until the transaction ends; raises InvitationClosed where it waits no more."""
    rows = Invitation.objects.pending().filter(pk=invitation.pk).select_related("place", "made_by")
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise InvitationClosed
    return found


@transaction.atomic
def accept_invitation(
    *, token_hash: str, language: str = "", password: str | None = None, by: User | None = None
) -> User:
    """Give the person who came in by an invitation: with a new account, or `by`, signed in, in theirs.

    It works once. A new account speaks `language` and has a `password`, or none: then codes are mailed. Whoever accepts
    accepts the conditions of use. Raises InvitationClosed; AccountThere where the address is an account's and `by` is not
    its owner, or `by` has another account: an invitation is for its address alone; InvitationClosed for a closed account.
    """
    open_now = Invitation.objects.valid(timezone.now()).filter(token_hash=token_hash, sent_at__isnull=False)
    found = open_now.select_for_update(of=("self",)).select_related("place", "made_by").first()
    if found is None:
        raise InvitationClosed
    owner = owner_of(found.address)
    if owner is not None and not User.objects.select_for_update(no_key=True).get(pk=owner.pk).is_active:
        raise InvitationClosed  # suspended or erased, were it a moment ago
    if (owner and owner.pk) != (by and by.pk):
        raise AccountThere
    person = owner or new_account(found, language, password)
    found.accepted_at, found.accepted_by = timezone.now(), person
    found.save(update_fields=["accepted_at", "accepted_by"])
    accept_conditions(person=person, by=person)
    note_invited(found, person)
    grant_role(person=person, kind=found.kind, place=found.place, language=found.language, by=found.made_by)
    return person


def new_account(invitation: Invitation, language: str, password: str | None) -> User:
    """Open the account an invitation is for, in the time zone of its place; raises AccountThere where one opens just now."""
    facts = {"time_zone": invitation.place.time_zone} if invitation.place is not None else {}
    spoken = language or invitation.written_in
    try:
        with transaction.atomic():
            return open_account(
                email=invitation.address, language=spoken, password=password, by=invitation.made_by, **facts
            )
    except IntegrityError as first:  # two invitations to one address, accepted at the same moment
        raise AccountThere from first


def note_invited(invitation: Invitation, person: User) -> None:
    """Write in the journal of roles that `person` was invited, on which day, by whom."""
    RoleJournal.objects.create(
        act=RoleAct.INVITED,
        role=None,
        person=person.pk,
        kind=invitation.kind,
        place=invitation.place_id,
        language=invitation.language,
        day=timezone.localdate(invitation.made_at),
        by=invitation.made_by_id,
    )


def forget_invitations(*, before: datetime) -> int:
    """Delete the invitations that were used, withdrawn or over before a moment; give how many. The journal stays."""
    deleted, _by_model = Invitation.objects.to_forget(before).delete()
    return deleted
