"""Who is told of a review's steps, in their own language: kind of sheet, place, step and link; never its words."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.emails import send_letter
from directory.people import administrators, managers_of
from multilingual.languages import writing_in

from .models import Practice


def tell_reviewers(draft: Practice) -> None:
    """Tell the managers who may decide the place review, or the network administrators where there is none but the author."""
    people = managers_of(draft.place).exclude(pk=draft.owner_id)
    readers = list(people) or list(administrators().exclude(pk=draft.owner_id))
    for person in readers:
        tell(person, draft, template="practices/mail/to_review", view="review_practice")


def tell_author(draft: Practice, *, decision: str, by: Any) -> None:
    """Tell the author what was decided, unless they decided it; where the author left, the place's managers."""
    author = draft.owner
    people = [author] if author is not None and author.is_active else list(managers_of(draft.place))
    template = f"practices/mail/{decision}"
    view = "practice" if decision == "published" else "write_practice"
    for person in people:
        if person.pk != getattr(by, "pk", None):
            tell(person, draft, template=template, view=view)


def tell(person: Any, draft: Practice, *, template: str, view: str) -> None:
    """Write one letter about `draft` in the person's language."""
    with writing_in(person.language):
        address = reverse(view, kwargs={"slug": draft.slug} if view == "practice" else {"pk": draft.pk})
        context = {
            "kind": draft.term("kind"),
            "form": draft.get_form_display(),
            "place": draft.place,
            "link": f"{settings.SITE_ADDRESS}{address}",
        }
    send_letter(to=person, template=template, context=context)
