"""Is the input well formed: what administrators write in the admin, what readers report, what is answered. They never save."""

from .admin import PlaceForm, RoleForm
from .first_steps import LanguageStepForm, PlaceStepForm
from .invitations import ComingInForm, InvitationForm, ListForm
from .people import EndRoleForm, GiveAtPlaceForm, GiveToForm, KnowingForm, WhoForm
from .reports import AnswerForm, ReportForm

__all__ = [
    "AnswerForm",
    "ComingInForm",
    "EndRoleForm",
    "GiveAtPlaceForm",
    "GiveToForm",
    "InvitationForm",
    "KnowingForm",
    "LanguageStepForm",
    "ListForm",
    "PlaceForm",
    "PlaceStepForm",
    "ReportForm",
    "RoleForm",
    "WhoForm",
]
