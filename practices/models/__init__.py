"""The practice sheet, its rows, its review."""

from .cosignature import Cosignature
from .practice import Form, Outcome, Practice, PracticeIndex
from .review import PlaceReview, ReviewState, ReviewTask
from .rows import Attachment, Figure, Result, Step
from .sequence import Sequence

__all__ = [
    "Attachment",
    "Cosignature",
    "Figure",
    "Form",
    "Outcome",
    "PlaceReview",
    "Practice",
    "PracticeIndex",
    "Result",
    "ReviewState",
    "ReviewTask",
    "Sequence",
    "Step",
]
