"""Places, their desks and mailboxes, people's roles and the journal of them."""

from .journal import JournalIsClosed, RoleAct, RoleJournal
from .places import LocalPole, Mailbox, Place, PlaceForm, PlaceLife
from .roles import Role, RoleKind, RoleStage

__all__ = [
    "JournalIsClosed",
    "LocalPole",
    "Mailbox",
    "Place",
    "PlaceForm",
    "PlaceLife",
    "Role",
    "RoleAct",
    "RoleJournal",
    "RoleKind",
    "RoleStage",
]
