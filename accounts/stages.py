"""The steps between proving who one is and being in."""

from allauth.account.stages import LoginByCodeStage
from django.http import HttpRequest


class CodeStage(LoginByCodeStage):
    """A code was mailed and is waited for."""

    def is_resumable(self, request: HttpRequest) -> bool:
        """Never lead back here from the other ways in: who mistyped an address, or finds the password, is free to go."""
        return False
