"""What can happen at the first visit: the conditions are accepted, the steps are taken or left out."""

from django.utils import timezone

from ..models import User


def accept_conditions(*, person: User, by: User) -> None:
    """Write when `person` accepted the conditions of use; said once, it stays as it was."""
    if person.conditions_accepted_at is None:
        person.conditions_accepted_at = timezone.now()
        person.save(update_fields=["conditions_accepted_at"])


def go_to_step(*, person: User, step: str, by: User) -> None:
    """Write which of the first steps comes next for `person`, or that they are done."""
    person.first_steps = step
    person.save(update_fields=["first_steps"])
