"""What can happen to what members are told: they are told it, read it, choose how often they are mailed of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from editorial.notices import notices

from ..models import Notification, Rhythm, RhythmChoice, User
from ..notifying import rhythms_of
from ..unsubscribing import KIND, LETTER, Stop
from .accounts import wish_translation_letter

BATCH = 500


@transaction.atomic
def notify(
    *,
    people: Iterable[User],
    kind: str,
    about: models.Model | None,
    key: str,
    facts: Mapping[str, Any] | None = None,
    by: User | None = None,
) -> None:
    """Tell each of `people` of an event once, but never `by`, who did it, nor anybody whose account is closed.

    `kind` is registered in some app's `notices.py`: ValueError where it is not. `key` makes the event one: who was told
    of this kind and key is not told again. `facts` are numbers, codes and days the sentence needs, no words of a thing.
    """
    notice = notices().get(kind)
    if notice is None:
        raise ValueError(f"No notice of the kind {kind} is registered.")
    told = {person.pk for person in people if person.is_active and person.pk != getattr(by, "pk", None)}
    chosen = dict(RhythmChoice.objects.filter(kind=kind, person__in=told).values_list("person", "rhythm"))
    event = {
        "kind": kind,
        "key": key,
        "about_type": ContentType.objects.get_for_model(about) if about is not None else None,
        "about_id": str(about.pk) if about is not None else "",
        "facts": dict(facts or {}),
    }
    rows = [Notification(person_id=pk, rhythm=chosen.get(pk, notice.default), **event) for pk in sorted(told)]
    Notification.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    if any(row.rhythm == Rhythm.EACH for row in rows):
        transaction.on_commit(wake_writer, robust=True)  # were this to fail, the clock finds the rows


def wake_writer() -> None:
    """Queue the task that writes letters of single events, unless it waits already."""
    from django_tasks_db.models import DBTaskResult

    from ..tasks import write_letters_of_events  # the task calls this package

    if not DBTaskResult.objects.ready().filter(task_path=write_letters_of_events.module_path).exists():
        write_letters_of_events.enqueue()


def mark_read(*, notifications: Iterable[Notification], by: User) -> int:
    """Mark notifications of `by` as read, those read before as they are; give how many that changed."""
    keys = [row.pk for row in notifications]
    return Notification.objects.for_person(by).unread().filter(pk__in=keys).update(read_at=timezone.now())


def mark_all_read(*, up_to: Notification, by: User) -> int:
    """Mark as read what `by` was told up to a notification they saw, none that came since; give how many."""
    seen = Notification.objects.for_person(by).unread().filter(pk__lte=up_to.pk)
    return seen.update(read_at=timezone.now())


@transaction.atomic
def choose_rhythms(*, person: User, rhythms: Mapping[str, str], by: User | None) -> None:
    """Keep how often `person` is mailed of kinds of event; of those never to be mailed, nothing that waits is sent.

    `by` is the person, None for who followed the address in a letter. Raises ValueError for a kind or a rhythm that is none.
    """
    if not set(rhythms) <= set(notices()) or not set(rhythms.values()) <= set(Rhythm.values):
        raise ValueError("A rhythm is chosen for a registered kind of event.")
    # one at a time, and not while a digest is being written
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    rows = [RhythmChoice(person=person, kind=kind, rhythm=rhythm) for kind, rhythm in rhythms.items()]
    RhythmChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["rhythm"]
    )
    silent = [kind for kind, rhythm in rhythms.items() if rhythm == Rhythm.NEVER]
    waiting = Notification.objects.filter(person=person, kind__in=silent, settled_at__isnull=True)
    waiting.update(settled_at=timezone.now())


@transaction.atomic
def stop_letters(*, stop: Stop) -> None:
    """Do what the address in a letter asks, once or again: no more letters of a kind, no more digest, no more weekly letter.

    Nothing happens for a person or a kind that is no more.
    """
    person = User.objects.filter(pk=stop.person).first()
    if person is None:
        return
    if stop.of == LETTER:
        wish_translation_letter(person=person, wished=False, by=None)
        return
    chosen = rhythms_of(person)
    stopped = [stop.name] if stop.of == KIND else [kind for kind, rhythm in chosen.items() if rhythm == stop.name]
    choose_rhythms(person=person, rhythms={kind: Rhythm.NEVER for kind in stopped if kind in chosen}, by=None)


def forget_old_notifications(*, before: datetime) -> int:
    """Delete what was read before a moment, some at a time; give how many."""
    gone = 0
    old = Notification.objects.read_before(before).order_by("pk")
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        gone += Notification.objects.filter(pk__in=keys).delete()[0]
    return gone
