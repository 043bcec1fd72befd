"""Is the input well formed: what administrators write in the admin, what readers report, what is answered. They never save."""

from .admin import PlaceForm, RoleForm
from .reports import AnswerForm, ReportForm

__all__ = ["AnswerForm", "PlaceForm", "ReportForm", "RoleForm"]
