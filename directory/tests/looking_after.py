"""The address of the people of a place, what they were told, and what the form of a role sends, for tests."""

from accounts.models import Notification, User
from directory.models import Place
from directory.models.roles import today


def people_of(place: Place, language: str = "en") -> str:
    """Give the address of the people of a place."""
    return f"/{language}/desk/places/{place.pk}/people/"


def told(person: User) -> list[str]:
    """Give the kinds of event a person was told of."""
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def given(**facts: str) -> dict[str, str]:
    """Give what the form of a role sends."""
    return {"kind": "advisor", "begins": today().isoformat(), "ends": "", "known": "", "address": "", **facts}
