"""What sheets forget of a person, and what is told them before: what stays, what goes back to others."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from editorial.forgetting import Concern, Forgotten, concern, eraser

from .actions.forgetting import forget_person
from .models import Practice, ReviewState


@eraser
def forget(forgotten: Forgotten) -> None:
    """Forget a person in sheets and in what is said about them; the reviews they hold go back as their roles end."""
    forget_person(forgotten=forgotten)


@concern
def what_stays(person: Any) -> Iterable[Concern]:
    """Say what becomes of a person's sheets, drafts and reviews."""
    own = Practice.objects.filter(owner=person, binned_at__isnull=True)
    if count := own.filter(first_published_at__isnull=False).count():
        yield Concern(
            ngettext(
                "%(count)s sheet you wrote stays, signed by its place.",
                "%(count)s sheets you wrote stay, signed by their places.",
                count,
            )
            % {"count": count}
        )
    if count := own.filter(first_published_at__isnull=True).count():
        yield Concern(
            ngettext(
                "%(count)s draft you started stays with its place, whose managers look after it.",
                "%(count)s drafts you started stay with their places, whose managers look after them.",
                count,
            )
            % {"count": count}
        )
    if count := ReviewState.objects.held().filter(taken_by=person).count():
        yield Concern(
            ngettext(
                "%(count)s sheet you took to review goes back to the queue.",
                "%(count)s sheets you took to review go back to the queue.",
                count,
            )
            % {"count": count}
        )
