"""Which sheets: published, in work, in the bin, waiting for somebody."""

from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, Replace, StrIndex
from django.db.models.lookups import GreaterThan, IsNull
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from wagtail.query import PageQuerySet

from directory.models import Place, Role, RoleKind
from directory.permissions import held_by, reviews

from .cards import Card, read_cards
from .life import LISTED, Life
from .review import ReviewState, ReviewStep, Verdict

BIN_DAYS = 30
"""How long a draft stays in the bin (domain page, rights)."""


def of_the_sheet() -> Q:
    """Keep the rounds of review of the sheet of the query around them; the content type lets an index be used."""
    kind = ContentType.objects.get_for_model(Page)
    return Q(workflow_state__base_content_type=kind, workflow_state__object_id=Cast(OuterRef("pk"), CharField()))


def by_another() -> Q:
    """Keep the roles of people who neither wrote nor submitted the sheet in review of the query around them."""
    owner, submitter = (Coalesce(OuterRef(name), Value(0)) for name in ("owner", "submitter"))
    return ~Q(person=owner) & ~Q(person=submitter)


def drafted_among(places: Any, *, depth: int = 0) -> Any:
    """Keep the places that co-sign the draft of the sheet of a query `depth` + 1 levels around them, one `with_drafted`."""
    sheet, drafted = OuterRef("pk"), OuterRef("drafted")
    for _level in range(depth):
        sheet, drafted = OuterRef(sheet), OuterRef(drafted)
    live = Place.cosigned_practices.rel.through.objects.filter(practice=OuterRef(sheet))
    key = Concat(Value(","), Cast("pk", CharField()), Value(","), output_field=TextField())
    found = StrIndex(ExpressionWrapper(drafted, output_field=TextField()), key)
    return places.filter(Q(GreaterThan(found, 0)) | Q(IsNull(found, True), pk__in=live.values("place")))


class PracticeQuerySet(PageQuerySet):
    """Which sheets."""

    def published(self) -> "PracticeQuerySet":
        """Keep the sheets anyone may read and find."""
        return self.filter(live=True)

    def never_published(self) -> "PracticeQuerySet":
        """Keep the sheets that were never published."""
        return self.filter(first_published_at__isnull=True)

    def kept(self) -> "PracticeQuerySet":
        """Leave out what lies in the bin."""
        return self.filter(binned_at__isnull=True)

    def binned(self) -> "PracticeQuerySet":
        """Keep what lies in the bin and can still be taken out."""
        return self.filter(binned_at__gt=timezone.now() - timedelta(days=BIN_DAYS))

    def in_work(self) -> "PracticeQuerySet":
        """Keep the sheets with something to publish: never published, or changed since; not what was withdrawn."""
        return self.kept().filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(life=Life.WITHDRAWN)

    def signed_at(self, places: Any) -> "PracticeQuerySet":
        """Keep the sheets signed by one of `places`."""
        return self.filter(place__in=places)

    def of_kind(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets whose kind is one of `terms` (keys in the database)."""
        return self.filter(kind__in=terms)

    def with_outcome(self, outcomes: Any) -> "PracticeQuerySet":
        """Keep the sheets that went in one of these ways."""
        return self.filter(outcome__in=outcomes)

    def about(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets that name one of `terms` (keys in the database) among their pôles, publics, services or principles."""
        return self.filter(pk__in=self.model.terms.through.objects.filter(term__in=terms).values("practice"))

    def in_countries(self, codes: Any) -> "PracticeQuerySet":
        """Keep the sheets whose signing place lies in one of these countries."""
        return self.filter(place__country__in=codes)

    def in_territory(self, terms: Any) -> "PracticeQuerySet":
        """Keep the sheets about one of these types of territory (keys in the database)."""
        return self.filter(territory__in=terms)

    def written_in(self, languages: Any) -> "PracticeQuerySet":
        """Keep the sheets first written in one of these languages."""
        return self.filter(original_language__in=languages)

    def for_cards(self) -> list[Card]:
        """Give what cards show of these sheets, in order, without their long texts (two queries)."""
        return read_cards(self)

    def listed(self) -> "PracticeQuerySet":
        """Keep the sheets that lists show without being asked for more: not those in the archive."""
        return self.published().filter(life__in=LISTED)

    def found(self, *, archived: bool = False) -> "PracticeQuerySet":
        """Keep the sheets the list shows: those of the archive only where they are asked for."""
        return self.published() if archived else self.listed()

    def archived(self) -> "PracticeQuerySet":
        """Keep the sheets anyone may read in the archive."""
        return self.published().filter(life=Life.ARCHIVED)

    def withdrawn(self) -> "PracticeQuerySet":
        """Keep the sheets that were withdrawn."""
        return self.filter(life=Life.WITHDRAWN)

    def announced(self) -> "PracticeQuerySet":
        """Keep the sheets whose address answers anyone: with the sheet, or with the notice of its withdrawal."""
        return self.filter(Q(live=True) | Q(life=Life.WITHDRAWN))

    def to_look_at(self, today: date) -> "PracticeQuerySet":
        """Keep the listed sheets without any result whose date to look again has come, the longest waiting first."""
        results = self.model._meta.get_field("results").related_model._base_manager.filter(practice=OuterRef("pk"))
        due = self.listed().filter(look_again_on__lte=today)
        return due.filter(~Exists(results)).order_by("look_again_on", "pk")

    def not_told(self) -> "PracticeQuerySet":
        """Keep the sheets whose people were not told yet of their date to look again."""
        return self.filter(Q(looked_again_on__isnull=True) | ~Q(looked_again_on=F("look_again_on")))

    def in_review(self, step: str, *, but: Any = None) -> "PracticeQuerySet":
        """Keep the sheets with an open round of one step, the longest waiting first, with `submitted_at` and `taken_by`.

        Those the person `but` wrote or submitted are left out; `submitter` is there to filter by.
        """
        rounds = ReviewState.objects.open().at(step)
        asked = rounds.exclude(workflow_state__requested_by=but) if but is not None else rounds
        keys = asked.annotate(key=Cast("workflow_state__object_id", BigIntegerField())).values("key")
        own = rounds.filter(of_the_sheet())
        waiting = (
            (self.kept().exclude(owner=but) if but is not None else self.kept())
            .filter(pk__in=keys)
            .annotate(
                submitted_at=Subquery(own.values("started_at")[:1]), taken_by=Subquery(own.values("taken_by")[:1])
            )
        )
        return waiting.alias(submitter=Subquery(own.values("workflow_state__requested_by")[:1])).order_by(
            "submitted_at"
        )

    def in_place_review(self, *, but: Any = None) -> "PracticeQuerySet":
        """Keep the sheets whose place review is open, the longest waiting first; not those `but` wrote or submitted."""
        return self.in_review(ReviewStep.PLACE, but=but)

    def in_network_review(self, *, but: Any = None) -> "PracticeQuerySet":
        """Keep the sheets whose network review is open, the longest waiting first; not those `but` wrote or submitted."""
        return self.in_review(ReviewStep.NETWORK, but=but)

    def without_other_manager(self) -> "PracticeQuerySet":
        """Keep the sheets in review whose place has today no manager but their author and who submitted them."""
        at = Q(place=OuterRef("place")) | Q(place=OuterRef("place__mother")) | Q(place=OuterRef("place__holder"))
        managers = Role.objects.current().of_kind(RoleKind.MANAGER).filter(at, person__is_active=True)
        return self.filter(~Exists(managers.filter(by_another())))

    def without_able_reviewer(self) -> "PracticeQuerySet":
        """Keep the sheets in review no reviewer of today may take.

        Each wrote or submitted them, or is related to a place they name.
        """
        signer = OuterRef(OuterRef("place"))
        at_signer = Q(place=signer) | Q(place__mother=signer) | Q(place__holder=signer)
        at_signer |= Q(place=OuterRef(OuterRef("place__mother"))) | Q(place=OuterRef(OuterRef("place__holder")))
        their = Q(pk=OuterRef("place")) | Q(mother=OuterRef("place")) | Q(holder=OuterRef("place"))
        their |= Q(pk=OuterRef("place__mother")) | Q(pk=OuterRef("place__holder"))
        cosigners = Place.objects.filter(their)
        roles = Role.objects.current().filter(person=OuterRef("person"), place__isnull=False)
        near = roles.filter(at_signer | Exists(drafted_among(cosigners, depth=2)))
        able = Role.objects.current().of_kind(RoleKind.REVIEWER).filter(~Exists(near), person__is_active=True)
        return self.with_drafted().filter(~Exists(able.filter(by_another())))

    def with_drafted(self) -> "PracticeQuerySet":
        """Let `drafted` be the keys of the co-signing places a published sheet's draft names (",3,12,"), NULL for the others.

        Those of a sheet that is not published are in its own table.
        """
        keys: Any = KeyTextTransform("cosigning", "latest_revision__content")
        for written, read in ((" ", ""), ("[", ","), ("]", ",")):
            keys = Replace(keys, Value(written), Value(read), output_field=TextField())
        named = Coalesce(keys, Value(""), output_field=TextField())
        changed = When(live=True, has_unpublished_changes=True, then=named)
        return self.alias(drafted=Case(changed, default=Value(None), output_field=TextField()))

    def below(self, place: Place) -> "PracticeQuerySet":
        """Keep the sheets of a place, its sites and its associated centres."""
        return self.filter(Q(place=place) | Q(place__mother=place) | Q(place__holder=place))

    def waiting_for(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose place review `user` is asked to decide: those of the places they manage but never their own."""
        managed = held_by(user).places.get(RoleKind.MANAGER, frozenset())
        asked = Q(place__in=managed) | Q(place__mother__in=managed) | Q(place__holder__in=managed)
        return self.in_place_review(but=user).filter(asked)

    def unrelated_to(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets of others that name no place `user` is related to, as signing or co-signing place."""
        held = held_by(user)
        near = held.own | held.above
        places = Place.objects.filter(Q(pk__in=near) | Q(mother__in=held.own) | Q(holder__in=held.own)).values("pk")
        ours = self.exclude(pk__in=self.model._base_manager.filter(Q(place__in=places) | Q(owner=user)).values("pk"))
        return ours.with_drafted().filter(~Exists(drafted_among(Place.objects.filter(pk__in=places))))

    def to_take(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets in the network's queue that `user` may take."""
        if not reviews(user):
            return self.none()
        return self.in_network_review(but=user).filter(taken_by__isnull=True).unrelated_to(user)

    def taken_by_reviewer(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose network review `user` holds."""
        return self.in_network_review().filter(taken_by=user.pk)

    def asking_to_cosign(self, user: Any) -> "PracticeQuerySet":
        """Keep the sheets whose draft names a place `user` manages that has not answered, with its `asked_zone`.

        Of several such places the first is given: the page the sheet is read on asks for each. What was withdrawn is
        there for its own place alone.
        """
        managed = held_by(user).places.get(RoleKind.MANAGER, frozenset())
        answered = self.model.cosignatures.rel.related_model.objects.filter(
            practice=OuterRef(OuterRef("pk")), place=OuterRef("pk")
        )
        places = Place.objects.filter(Q(pk__in=managed) | Q(mother__in=managed) | Q(holder__in=managed))
        named = self.model.cosigning.through.objects.filter(place__in=places.values("pk"))
        few = Q(pk__in=named.values("practice")) | Q(live=True, has_unpublished_changes=True)
        asked = drafted_among(places.filter(~Exists(answered)))
        return (
            self.kept()
            .exclude(life=Life.WITHDRAWN)
            .filter(few)
            .with_drafted()
            .filter(Exists(asked))
            .annotate(asked_zone=Subquery(asked.order_by("pk").values("zone")[:1]))
            .order_by("latest_revision_created_at")
        )

    def by_urgency(self) -> "PracticeQuerySet":
        """Order drafts: those to revise first, then the declined, then the others, the last changed first."""
        rounds = ReviewState.objects.filter(of_the_sheet()).order_by("-pk")
        asked = Case(
            When(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES, then=Value(0)),
            When(workflow_state__status=WorkflowState.STATUS_CANCELLED, verdict=Verdict.DECLINED, then=Value(1)),
            default=Value(2),
        )
        urgency = Coalesce(Subquery(rounds.annotate(urgency=asked).values("urgency")[:1]), Value(2))
        return self.annotate(urgency=urgency).order_by("urgency", "-latest_revision_created_at")

    def newest_first(self) -> "PracticeQuerySet":
        """Order by first publication, the latest first."""
        return self.order_by("-first_published_at", "-pk")

    def oldest_first(self) -> "PracticeQuerySet":
        """Order by first publication, the earliest first."""
        return self.order_by("first_published_at", "pk")

    def archived_last(self) -> "PracticeQuerySet":
        """Put what is archived behind the rest, in the order it has."""
        behind = Case(When(life=Life.ARCHIVED, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.order_by(behind, *self.query.order_by)
