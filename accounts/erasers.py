"""What this app forgets of a person: their ways in, what they were told, letters, sessions, their copy."""

from editorial.forgetting import Forgotten, eraser

from .actions.erasing import forget_account


@eraser
def forget(forgotten: Forgotten) -> None:
    """Forget a person's account; the number that is left is written by `erase_person`."""
    forget_account(forgotten=forgotten)
