"""What can happen to a sheet; the only place that writes one."""

from .bin import empty_bin, put_in_bin, take_out_of_bin
from .cosigning import agree_to_cosign
from .drafting import DraftChanges, Stale, save_draft, start_practice
from .publishing import publish_reviewed
from .reviewing import (
    AlreadyDecided,
    Incomplete,
    UnderReview,
    decide_place_review,
    set_up_review,
    submit_practice,
    take_back,
)

__all__ = [
    "AlreadyDecided",
    "DraftChanges",
    "Incomplete",
    "Stale",
    "UnderReview",
    "agree_to_cosign",
    "decide_place_review",
    "empty_bin",
    "publish_reviewed",
    "put_in_bin",
    "save_draft",
    "set_up_review",
    "start_practice",
    "submit_practice",
    "take_back",
    "take_out_of_bin",
]
