"""The queue of one language: what waits to be published, what changed since its translation, what was never translated."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from directory.models import Role, RoleKind
from multilingual.languages import CODES, column
from multilingual.models import CURRENT, MISSING, OUTDATED, Shown, TranslationSource, WorkingTranslation
from multilingual.registry import Kind, translated_models
from practices.models.cards import Read

from .permissions import can_publish_translations

WAITING = "waiting"
STATES = (WAITING, OUTDATED, MISSING)
"""The states of a queue, in its order: a colleague's work first, then what readers see old, then what they lack."""
IN_ORDER = ("rank", F("since").asc(nulls_last=True), "in_part", "in_key")
HEADLINES = tuple(column("headline", code) for code in CODES)


@dataclass(frozen=True)
class Entry:
    """One thing of a queue: of which kind, in which state since when, its headline, its place, where it is translated.

    `in_work` says when somebody last saved a translation of it that is not published, None where nobody did.
    """

    kind: Kind
    state: str
    since: datetime | None
    headline: Shown
    place: int | None
    address: str
    in_work: datetime | None


class Queue:
    """What waits in one language for one person; made by `queue_for`, which reads once what colleagues handed in."""

    def __init__(self, language: str, *, publishes: bool, places: Collection[int] | None, pole: Any) -> None:
        self.language, self.publishes, self.places, self.pole = language, publishes, places, pole

    @cached_property
    def counts(self) -> dict[str, int]:
        """Give how many things wait in each state (one query for each kind)."""
        found = dict.fromkeys(STATES, 0)
        for _kind, things in self.parts():
            for rank, many in things.order_by().values_list("rank").annotate(many=Count("pk")):
                found[STATES[rank]] += many
        return found

    def __len__(self) -> int:
        """Give how many things wait altogether."""
        return sum(self.counts.values())

    def __getitem__(self, part: slice) -> list[Entry]:
        """Give a part of the queue, in order: one query for its keys, one for each kind met, one for what is in work."""
        first, *others = [rows_of(number, things) for number, (_kind, things) in enumerate(self.parts())]
        return self.entries(list(first.union(*others, all=True).order_by(*IN_ORDER)[part]))

    def head(self, many: int) -> list[Entry]:
        """Give the first entries without saying which are in work (one query, where `handed` is known)."""
        parts = [headed_rows(number, things) for number, (_kind, things) in enumerate(self.parts())]
        first, *others = parts
        rows = first.union(*others, all=True).order_by(*IN_ORDER)[:many]
        kinds = translated_models()
        return [self.entry(kinds[number], *row) for number, *row in rows]

    def entry(self, kind: Kind, rank: int, key: int, since: datetime | None, original: str, *facts: Any) -> Entry:
        """Give the entry of a row of the union that carries its facts: the place, then the headlines."""
        place, *headlines = facts
        known = {"original_language": original, **dict(zip(HEADLINES, headlines, strict=True))}
        return Entry(
            kind=kind,
            state=STATES[rank],
            since=since,
            headline=Read(known).shown("headline"),
            place=place,
            address=kind.address(key, self.language),
            in_work=None,
        )

    def parts(self) -> list[tuple[Kind, QuerySet]]:
        """Give the things of each kind that wait, each with its `rank` in the queue and `since` when it waits."""
        return [(kind, self.waiting(kind)) for kind in translated_models()]

    def waiting(self, kind: Kind) -> QuerySet:
        """Give the things of one kind that wait; those that have no place or no pôle are in no queue narrowed by it."""
        things = kind.things().rewrite(False).exclude(original_language=self.language)
        if self.places is not None:
            things = things.filter(at_place__in=self.places)
        if self.pole is not None:
            about = getattr(things, "about", None)
            things = about([self.pole.pk]) if about else things.none()
        state = Coalesce(
            KeyTextTransform(self.language, "translation_states"), Value(MISSING), output_field=CharField()
        )
        things, waits = things.annotate(state=state), ~Q(state=CURRENT)
        outdated = self.rows(TranslationSource, kind).values("object_id").annotate(first=Min("outdated_since"))
        ranks = [When(state=OUTDATED, then=Value(STATES.index(OUTDATED)))]
        dates = [When(state=OUTDATED, then=Coalesce(Subquery(outdated.values("first")), F("changed_at")))]
        keys = self.handed.get(kind.content_type.pk)
        if keys:  # most often nothing was handed in, and nothing is sought
            things = things.annotate(handed_in=self.handed_in(kind, keys))
            ranks.insert(0, When(handed_in__isnull=False, then=Value(STATES.index(WAITING))))
            dates.insert(0, When(handed_in__isnull=False, then=F("handed_in")))
            waits |= Q(handed_in__isnull=False)
        rank = Case(*ranks, default=Value(STATES.index(MISSING)), output_field=IntegerField())
        return things.filter(waits).annotate(rank=rank, since=Case(*dates, default=F("waits_from")))

    @cached_property
    def handed(self) -> dict[int, list[int]]:
        """Give the things with work that its writer may not publish, by content type; nobody but publishers is asked to."""
        if not self.publishes:
            return {}
        return handed_by_language([self.language])[self.language]

    def handed_in(self, kind: Kind, keys: list[int]) -> Any:
        """Give since when such work waits, null where there is none."""
        at = Subquery(self.rows(WorkingTranslation, kind).values("at")[:1])
        return Case(When(pk__in=keys, then=at), output_field=DateTimeField())

    def rows(self, model: Any, kind: Kind) -> QuerySet:
        """Give the rows about the thing of the query around them, in this language."""
        about = model.objects.into(self.language).filter(content_type=kind.content_type)
        return about.filter(object_id=Cast(OuterRef("pk"), CharField()))

    def entries(self, rows: list[tuple[int, int, int, datetime | None]]) -> list[Entry]:
        """Give the entries of rows of the union: kind, rank, key, since."""
        kinds = translated_models()
        facts = {number: self.facts(kinds[number], keys_of(rows, number)) for number in {row[0] for row in rows}}
        work = self.in_work(rows)
        found = []
        for number, rank, key, since in rows:
            kind = kinds[number]
            known = facts[number].get(key)
            if known is None:  # withdrawn since the keys were read
                continue
            place = known.pop("at_place")
            found.append(
                Entry(
                    kind=kind,
                    state=STATES[rank],
                    since=since,
                    headline=Read(known).shown("headline"),
                    place=place,
                    address=kind.address(key, self.language),
                    in_work=work.get((kind.content_type.pk, str(key))),
                )
            )
        return found

    def facts(self, kind: Kind, keys: list[int]) -> dict[int, dict[str, Any]]:
        """Give what the queue shows of some things of one kind, by key (one query)."""
        rows = kind.things().filter(pk__in=keys).order_by()
        return {row.pop("pk"): row for row in rows.values("pk", "at_place", "original_language", *HEADLINES)}

    def in_work(self, rows: list[tuple[int, int, int, datetime | None]]) -> dict[tuple[int, str], datetime]:
        """Give since when each of some things has a translation in work, by content type and key (one query)."""
        work = WorkingTranslation.objects.into(self.language).filter(object_id__in=[str(row[2]) for row in rows])
        return {(kind, key): at for kind, key, at in work.values_list("content_type", "object_id", "at")}


def queue_for(user: Any, language: str, *, places: Collection[int] | None = None, pole: Any = None) -> Queue:
    """Give what waits to be translated into `language`, as `user` meets it: `len()`, `counts`, and slices of entries.

    First the work that colleagues saved and `user` may publish, then the outdated, then the missing, the oldest first.
    `places` (keys) keeps what belongs to one of them, `pole` (a term) what is about it.
    """
    return Queue(language, publishes=can_publish_translations(user, language), places=places, pole=pole)


def heads_for(user: Any, languages: list[str], many: int) -> dict[str, list[Entry]]:
    """Give the first entries of the queues of some languages (one query for each, and one for what was handed in)."""
    queues = [queue_for(user, language) for language in languages]
    handed = handed_by_language([queue.language for queue in queues if queue.publishes])
    for queue in queues:
        queue.handed = handed.get(queue.language, {})
    return {queue.language: queue.head(many) for queue in queues}


def handed_by_language(languages: list[str]) -> dict[str, dict[int, list[int]]]:
    """Give, by language, the things with work that its writer may not publish, by content type (one query)."""
    found: dict[str, dict[int, list[int]]] = {language: {} for language in languages}
    if languages:
        own = Q(kind=RoleKind.TRANSLATOR, language=OuterRef("language")) | Q(kind=RoleKind.ADMINISTRATOR)
        publishers = Role.objects.current().filter(own, person=OuterRef("by"))
        work = WorkingTranslation.objects.filter(language__in=languages).exclude(Exists(publishers))
        for language, content_type, key in work.values_list("language", "content_type", "object_id"):
            found[language].setdefault(content_type, []).append(int(key))
    return found


def rows_of(number: int, things: QuerySet) -> QuerySet:
    """Give the things of one kind as rows of the union, in the shape all kinds share."""
    return named(number, things).values_list("in_part", "rank", "in_key", "since")


def headed_rows(number: int, things: QuerySet) -> QuerySet:
    """Give the things of one kind as rows of the union that carry what a desk shows of them."""
    rows = named(number, things)
    return rows.values_list("in_part", "rank", "in_key", "since", "original_language", "at_place", *HEADLINES)


def named(number: int, things: QuerySet) -> QuerySet:
    """Give the things of one kind with the number of the kind and their key, under names all kinds share."""
    return things.annotate(
        in_part=Value(number, output_field=IntegerField()), in_key=Cast("pk", BigIntegerField())
    ).order_by()


def keys_of(rows: Iterable[tuple[int, int, int, datetime | None]], number: int) -> list[int]:
    """Give the keys of the rows of one kind."""
    return [row[2] for row in rows if row[0] == number]
