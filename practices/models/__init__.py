"""The practice sheet, its rows, its review, its life and its versions."""

from .cosignature import Cosignature, DraftCosigner
from .grades import BLOCKING, CHECKLIST, Check, Grade
from .in_review import Reason
from .life import LISTED, READABLE, Life, LifeChange
from .practice import Form, Outcome, Practice, PracticeIndex
from .remarks import Remark, RemarkAnswer
from .review import HELD_FOR, REMINDED_AFTER, NetworkReview, PlaceReview, ReviewState, ReviewStep, ReviewTask, Verdict
from .rows import Attachment, Figure, Result, Step
from .sequence import Sequence
from .versions import Version, VersionFile

__all__ = [
    "BLOCKING",
    "CHECKLIST",
    "HELD_FOR",
    "LISTED",
    "READABLE",
    "REMINDED_AFTER",
    "Attachment",
    "Check",
    "Cosignature",
    "DraftCosigner",
    "Figure",
    "Form",
    "Grade",
    "Life",
    "LifeChange",
    "NetworkReview",
    "Outcome",
    "PlaceReview",
    "Practice",
    "PracticeIndex",
    "Reason",
    "Remark",
    "RemarkAnswer",
    "Result",
    "ReviewState",
    "ReviewStep",
    "ReviewTask",
    "Sequence",
    "Step",
    "Verdict",
    "Version",
    "VersionFile",
]
