"""What can happen to a sheet; the only place that writes one."""

from .bin import empty_bin, put_in_bin, take_out_of_bin
from .cosigning import agree_to_cosign
from .deciding import (
    AlreadyDecided,
    Decision,
    DecisionRefused,
    decide_review,
    is_graded_at,
    verdicts_at,
)
from .drafting import DraftChanges, Stale, UnderReview, Withdrawn, save_draft, start_practice
from .handing import hand_on
from .life import (
    LifeChanged,
    archive_practice,
    bring_back,
    declare_true,
    mark_to_update,
    remind_life,
    withdraw_practice,
)
from .publishing import publish_reviewed
from .remarking import (
    RemarkStands,
    add_remark,
    answer_remark,
    change_remark,
    remove_remark,
    reopen_remark,
    settle_remark,
)
from .reviewing import Incomplete, set_up_review, submit_practice, take_back
from .taking import AlreadyTaken, give_back_review, take_review
from .waiting import release_held, release_reviews_of, remind

__all__ = [
    "AlreadyDecided",
    "AlreadyTaken",
    "Decision",
    "DecisionRefused",
    "DraftChanges",
    "Incomplete",
    "LifeChanged",
    "RemarkStands",
    "Stale",
    "UnderReview",
    "Withdrawn",
    "add_remark",
    "agree_to_cosign",
    "answer_remark",
    "archive_practice",
    "bring_back",
    "change_remark",
    "decide_review",
    "declare_true",
    "empty_bin",
    "give_back_review",
    "hand_on",
    "is_graded_at",
    "mark_to_update",
    "publish_reviewed",
    "put_in_bin",
    "release_held",
    "release_reviews_of",
    "remind",
    "remind_life",
    "remove_remark",
    "reopen_remark",
    "save_draft",
    "set_up_review",
    "settle_remark",
    "start_practice",
    "submit_practice",
    "take_back",
    "take_out_of_bin",
    "take_review",
    "verdicts_at",
    "withdraw_practice",
]
