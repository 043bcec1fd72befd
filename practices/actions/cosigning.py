"""A co-signing place's agreement to be named."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from directory.models import Place
from multilingual.signals import announce

from ..models import Cosignature, Practice


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
