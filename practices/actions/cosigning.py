"""A co-signing place's agreement to be named."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from directory.models import Place
from multilingual.signals import announce

from ..models import Cosignature, DraftCosigner, Practice


@transaction.atomic
def agree_to_cosign(*, practice: Practice, place: Place, by: Any) -> Cosignature:
    """Note that `place` agrees to be named on the sheet; agreeing twice changes nothing."""
    signature, made = Cosignature.objects.get_or_create(
        practice=practice, place=place, defaults={"agreed_by": by, "agreed_at": timezone.now()}
    )
    if made:
        log(instance=practice, action="practices.cosign", user=by, data={"place": place.pk})
        announce(practice, "cosigned")
    return signature


def write_draft_cosigners(practice: Practice, named: Collection[int]) -> None:
    """Let the rows of a sheet be the places its latest revision names (one query, unless they change)."""
    rows = DraftCosigner.objects.filter(practice=practice)
    known = set(rows.values_list("place", flat=True))
    if gone := known - set(named):
        rows.filter(place__in=gone).delete()
    if new := set(named) - known:
        there = Place.objects.filter(pk__in=new).values_list("pk", flat=True)
        DraftCosigner.objects.bulk_create(DraftCosigner(practice=practice, place_id=key) for key in there)
