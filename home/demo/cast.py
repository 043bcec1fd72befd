"""Who acts in the demo's stories: the members, places and terms the sheets name, read once."""

from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from directory.models import Place
from directory.people import administrators, managers_of, reviewers
from editorial.models import Term
from practices.models import Practice
from practices.permissions import can_decide_place_review, can_review
from practices.review import review_of


def key_of(*parts: str) -> UUID:
    """Give the key by which a piece of the demo is known again, whatever was changed in it since."""
    return uuid5(NAMESPACE_URL, "/".join(("https://cites.example/demo", *parts)))


class Cast:
    """The members, places and terms the sheets name, read once."""

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by slug."""
        return {place.slug: place for place in Place.objects.all()}

    @cached_property
    def terms(self) -> dict[tuple[str, str], Term]:
        """The terms by vocabulary and key."""
        return {(term.vocabulary, term.key): term for term in Term.objects.all()}

    @cached_property
    def members(self) -> dict[str, User]:
        """The demo accounts by address."""
        return {person.email: person for person in User.objects.filter(is_demo=True)}

    @cached_property
    def translators(self) -> dict[str, User]:
        """One translator per language."""
        people = User.objects.filter(is_demo=True, roles__kind="translator").order_by("-pk")
        return {language: person for person in people for language in person.roles.values_list("language", flat=True)}

    @cached_property
    def reviewers(self) -> list[User]:
        """The reviewers of the network."""
        return [person for person in reviewers() if person.is_demo]

    def author(self, sheet: dict[str, Any]) -> User:
        """Give who writes `sheet`: the member of its place with the function it names."""
        members = User.objects.filter(is_demo=True, roles__place__slug=sheet["place"], roles__kind=sheet["author"])
        return members.filter(roles__ends__isnull=True).order_by("pk")[0]

    def manager(self, practice: Practice) -> User:
        """Give the manager who answers for `practice`, of its place, its label holder or its mother Cité."""
        return managers_of(practice.place).filter(is_demo=True)[0]

    def decider(self, practice: Practice) -> User:
        """Give who decides the place review of `practice`: a manager, else a network administrator."""
        people, review = [*managers_of(practice.place), *administrators()], review_of(practice)
        return next(person for person in people if person.is_demo and can_decide_place_review(person, practice, review))

    def reviewer(self, practice: Practice, address: str = "") -> User:
        """Give who reviews `practice` for the network: who has this address, else one who reads its language."""
        review = review_of(practice)
        able = [person for person in self.reviewers if can_review(person, practice, review)]
        return min(able, key=lambda person: (person.email != address, person.language != practice.original_language))
