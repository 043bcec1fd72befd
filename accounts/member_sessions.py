"""How allauth's rows of sessions are installed: ours to write, for its own receivers keep the address of the network."""

from allauth.usersessions.apps import UserSessionsConfig


class MemberSessionsConfig(UserSessionsConfig):
    """The rows without the receivers: `accounts.receivers` tells `accounts.actions` of a sign-in instead."""

    def ready(self) -> None:
        """Connect nothing."""
