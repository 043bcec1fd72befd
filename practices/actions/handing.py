"""Handing a sheet on: somebody else of the place becomes its author."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from directory.permissions import has_role_at
from multilingual.signals import announce

from .. import life_letters
from ..models import Practice
from ..review import review_of
from .drafting import UnderReview, locked
from .life import LifeChanged


@transaction.atomic
def hand_on(*, practice: Practice, to: Any, by: Any) -> Practice:
    """Make `to`, who works at the place, the author of the sheet, and tell them; handing it on twice changes nothing.

    Raises `LifeChanged` where it has another author than `practice` says, or `to` left the place; `UnderReview` while a
    draft is being reviewed: who handed their own sheet on could else decide on it.
    """
    page = locked(practice.pk)
    if page.owner_id == to.pk:
        return page
    if page.owner_id != practice.owner_id or not has_role_at(to, page.place):
        raise LifeChanged(page)
    if review_of(page).is_open:
        raise UnderReview
    Practice.objects.filter(pk=page.pk).update(owner=to)
    page = Practice.objects.select_related("latest_revision", "place", "owner").get(pk=page.pk)
    line = log(instance=page, action="practices.hand_on", user=by, data={"from": practice.owner_id, "to": to.pk})
    announce(page, "handed_on")
    life_letters.tell_new_author(page, line=line, by=by)
    return page
