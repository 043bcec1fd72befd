"""Is what a member typed well formed? Forms validate and never save."""

from .review import DecisionForm
from .rows import RowList
from .sheet import SheetForm
from .start import StartForm

__all__ = ["DecisionForm", "RowList", "SheetForm", "StartForm"]
