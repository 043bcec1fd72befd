"""How is a person called where members see them: the name they chose, else their function and place, in the reader's words?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User

from .models import Role, RoleKind
from .models.roles import AT_A_PLACE, today

ORDER = [RoleKind.MANAGER, *(kind for kind in RoleKind if kind in AT_A_PLACE), RoleKind.ADMINISTRATOR, *RoleKind]
"""Which of several functions names a person: one at a place before one for the network, the manager's before the others."""


def former_member() -> str:
    """Give what somebody is called who has left, or had themselves forgotten."""
    return _("former member")


def function_of(role: Role) -> str:
    """Give a role in words, with its place as it is called there: "advisor, Limoges", "translator into Italian"."""
    if role.kind == RoleKind.TRANSLATOR:
        return _("translator into %(language)s") % {"language": role.get_language_display()}
    words = str(role.get_kind_display())
    if role.place is None:
        return words
    return _("%(function)s, %(place)s") % {"function": words, "place": role.place.zone}


def name_among(person: Any, roles: Iterable[Role]) -> str:
    """Give the name of a person whose roles that are not over are known: no query."""
    if person is None or person.erased_at is not None:
        return former_member()
    if person.shown_name:
        return str(person.shown_name)
    day = today()
    ranked = sorted(roles, key=lambda role: (role.begins > day, ORDER.index(role.kind), role.pk))
    return function_of(ranked[0]) if ranked else former_member()


class Names:
    """What some people are called: their roles are read together (one query, none where all chose a name)."""

    def __init__(self, people: Iterable[Any]) -> None:
        """Take people, None among them where somebody is gone."""
        self.people = {person.pk: person for person in people if person is not None}
        self.roles: dict[int, list[Role]] = {}
        nameless = [pk for pk, person in self.people.items() if not person.shown_name and person.erased_at is None]
        if nameless:
            for role in Role.objects.lasting().filter(person__in=nameless).select_related("place").order_by("pk"):
                self.roles.setdefault(role.person_id, []).append(role)

    def of(self, person: Any) -> str:
        """Give the name of one of the people; who is None, or none of them, is a former member."""
        return self.of_key(getattr(person, "pk", None))

    def of_key(self, key: int | None) -> str:
        """Give the name of the person whose key this is; of nobody any more, as of a former member."""
        return name_among(self.people.get(key) if key is not None else None, self.roles.get(key or 0, ()))


def names_of_keys(keys: Iterable[int | None]) -> Names:
    """Give the names of people known by their keys (two queries at most); keys of nobody any more do no harm."""
    return Names(User.objects.filter(pk__in={key for key in keys if key is not None}))


def shown_name(person: Any, language: str = "") -> str:
    """Give the name of one person in `language`, the reader's where none is said (one query for who chose no name)."""
    if language:
        with override(language):
            return Names([person]).of(person)
    return Names([person]).of(person)


def hint_of(person: User) -> str:
    """Give what tells apart two people without a name, to who ends their roles: "a…@limoges.example", never an address."""
    if person.shown_name or person.erased_at is not None:
        return ""
    local, _at, domain = person.email.partition("@")
    return f"{local[:1]}…@{domain}"


def told_apart(people: Iterable[User], words: Mapping[int, str]) -> dict[int, str]:
    """Give what a list to choose from calls people, by key: their words; where two read alike a hint, else a number too."""
    given, said = list(people), dict(words)
    for more in (hint_of, str):
        alike = Counter(said.values())
        apart = {person.pk: more(person) for person in given if alike[said[person.pk]] > 1}
        said |= {key: f"{said[key]} ({told})" for key, told in apart.items() if told}
    return said
