"""Places, their desks and mailboxes, people's roles and the journal of them, what readers report."""

from .invitations import VALID_FOR, Invitation
from .journal import JournalIsClosed, RoleAct, RoleJournal
from .places import LocalPole, Mailbox, Place, PlaceForm, PlaceLife
from .reports import Report, ReportState
from .roles import Role, RoleKind, RoleStage

__all__ = [
    "VALID_FOR",
    "Invitation",
    "JournalIsClosed",
    "LocalPole",
    "Mailbox",
    "Place",
    "PlaceForm",
    "PlaceLife",
    "Report",
    "ReportState",
    "Role",
    "RoleAct",
    "RoleJournal",
    "RoleKind",
    "RoleStage",
]
