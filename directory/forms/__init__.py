"""Is the input well formed: what administrators write in the admin, what readers report, what is answered. They never save."""

from .admin import PlaceForm, RoleForm
from .people import EndRoleForm, GiveAtPlaceForm, GiveToForm, KnowingForm, WhoForm
from .reports import AnswerForm, ReportForm

__all__ = [
    "AnswerForm",
    "EndRoleForm",
    "GiveAtPlaceForm",
    "GiveToForm",
    "KnowingForm",
    "PlaceForm",
    "ReportForm",
    "RoleForm",
    "WhoForm",
]
