"""A sheet as schema.org describes an article, for engines."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from .models import Grade, Life, Practice

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
STATUSES = {Life.TO_UPDATE: "To update", Life.ARCHIVED: "Archived"}
"""What engines are told of a sheet that is not simply published."""
LICENCES = {"CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/"}


def licence_address(practice: Practice) -> str:
    """Give the address of the licence's own page, "" for one we have no page of."""
    return LICENCES.get(practice.licence, "")


def linked_data(practice: Practice, page: dict[str, Any]) -> SafeString:
    """Give the data block of a sheet as JSON that may stand inside a `<script>`; `page` is the context of its page."""
    about = {
        "@context": "https://schema.org",
        "@type": "Article",
        "identifier": practice.code,
        "headline": page["headline"].text,
        "abstract": page["description"],
        "inLanguage": page["headline"].lang,
        "url": settings.SITE_ADDRESS + page["canonical"],
        "datePublished": moment(practice.first_published_at),
        "dateModified": moment(practice.last_published_at),
        "author": [organisation(place) for place in [practice.place, *practice.cosigners] if place],
        "license": licence_address(practice) or practice.licence,
        "isAccessibleForFree": True,
        "creativeWorkStatus": STATUSES.get(practice.life),
        "contentRating": rating(practice),
        "image": [settings.SITE_ADDRESS + shot.address for shot in page["pictures"]],
    }
    known = {name: value for name, value in about.items() if value not in (None, "", [])}
    return mark_safe(json.dumps(known, ensure_ascii=False).translate(ESCAPES))  # noqa: S308  no "<" is left in it


def rating(practice: Practice) -> dict[str, Any] | None:
    """Give what the sheet rests on, a step of four, None where no reviewer graded it."""
    if not practice.grade:
        return None
    worst, best = 1, len(Grade)
    level = Grade.values.index(practice.grade) + 1
    name = str(getattr(practice.grade_term, "label", practice.grade))
    return {"@type": "Rating", "name": name, "ratingValue": level, "worstRating": worst, "bestRating": best}


def organisation(place: Any) -> dict[str, str]:
    """Give a place as the author of a sheet."""
    return {"@type": "Organization", "name": str(place.headline)}


def moment(at: Any) -> str | None:
    """Give a moment as engines read it."""
    return at.isoformat() if at else None
