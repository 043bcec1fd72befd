"""What the directory gives a person of theirs: roles, what the journal says of them, invitations, answers to readers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from editorial.forgetting import Piece, exporter

from .models import Invitation, Report, Role, RoleJournal


@exporter
def give(person: Any) -> Iterable[Piece]:
    """Give what the directory holds of a person; the addresses of those they invited are these people's own."""
    where = {"place_name": F("place__zone")}
    roles = Role.objects.filter(person=person).order_by("pk")
    yield Piece("roles", roles.annotate(**where).values("kind", "place_name", "language", "begins", "ends"))
    lines = RoleJournal.objects.filter(Q(person=person.pk) | Q(by=person.pk)).order_by("pk")
    yield Piece("roles-journal", lines.values("act", "role", "person", "kind", "place", "language", "day", "by", "at"))
    facts = ("kind", "place_name", "language", "word", "made_at", "sent_at", "accepted_at", "withdrawn_at")
    made = Invitation.objects.filter(made_by=person).order_by("pk")
    yield Piece("invitations-made", made.annotate(**where).values(*facts))
    taken = Invitation.objects.filter(accepted_by=person).order_by("pk")
    yield Piece("invitations-accepted", taken.annotate(**where).values("address", *facts))
    answered = Report.objects.filter(answered_by=person).order_by("pk")
    yield Piece("answers-to-readers", answered.values("path", "sentence", "state", "answer", "answered_at"))
