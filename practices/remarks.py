"""Which remarks does a page show, where, signed by whom: the open ones, the last done ones, and how many more there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, prefetch_related_objects

from directory.signing import Signatures

from .models import Practice, Remark, RemarkAnswer

REVIEWING, WRITING = (24, 12), (100, 30)
"""Open and done remarks on one page; the page of all remarks has the others. Who revises must see what is asked."""


@dataclass(frozen=True)
class ToldAnswer:
    """An answer as a page shows it."""

    answer: Any
    by: str


@dataclass(frozen=True)
class Told:
    """A remark as a page shows it: who wrote it, its answers, who settled it, whether the reader may take it back."""

    remark: Remark
    by: str
    answers: list[ToldAnswer] = field(default_factory=list)
    done_by: str = ""
    may_change: bool = False

    @property
    def anchor(self) -> str:
        """Give the id of the remark in a page."""
        return f"remark-{self.remark.pk}"


@dataclass
class Board:
    """The remarks a page shows, by the name of what they are about, and how many the draft has."""

    by_name: dict[str, list[Told]] = field(default_factory=dict)
    open: int = 0
    done: int = 0

    @property
    def told(self) -> list[Told]:
        """Give all that are shown."""
        return [told for group in self.by_name.values() for told in group]

    @property
    def open_told(self) -> list[Told]:
        """Give the open ones that are shown."""
        return [told for told in self.told if told.remark.done_at is None]

    @property
    def hidden(self) -> int:
        """Give how many only the page of all remarks shows."""
        return self.open + self.done - len(self.told)

    def about(self, name: str) -> list[Told]:
        """Give those about one field or row."""
        return self.by_name.get(name, [])


def board_of(
    practice: Practice, *, shown: tuple[int, int] = WRITING, reader: Any = None, round_id: int | None = None
) -> Board:
    """Give the remarks on the draft in work (five queries, however many there are).

    `shown` says how many open and done ones at most; `reader` may change or remove their own of the open round
    `round_id`, as long as nobody answered.
    """
    ours = Remark.objects.on_draft(practice)
    counts = ours.order_by().aggregate(open=Count("pk", filter=Q(done_at__isnull=True)), all=Count("pk"))
    if not counts["all"]:
        return Board()
    people = ours.select_related("author", "done_by")
    still = people.open()[: shown[0]] if counts["open"] else []
    done = people.done().order_by("-done_at", "-pk")[: shown[1]] if counts["all"] > counts["open"] else []
    board = Board(open=counts["open"], done=counts["all"] - counts["open"])
    remarks = sorted([*still, *done], key=lambda remark: (remark.made_at, remark.pk))
    for told in tell(practice, remarks, reader=reader, round_id=round_id):
        board.by_name.setdefault(told.remark.about, []).append(told)
    return board


def tell(
    practice: Practice, remarks: Iterable[Remark], *, reader: Any = None, round_id: int | None = None
) -> list[Told]:
    """Give the remarks signed, with their answers (two queries)."""
    remarks = list(remarks)
    prefetch_related_objects(remarks, Prefetch("answers", RemarkAnswer.objects.select_related("author")))
    people = [person for remark in remarks for person in (remark.author, remark.done_by)]
    people += [answer.author for remark in remarks for answer in remark.answers.all()]
    signed = Signatures(practice.place, people)
    return [tell_one(remark, signed, reader=reader, round_id=round_id) for remark in remarks]


def tell_one(remark: Remark, signed: Signatures, *, reader: Any, round_id: int | None) -> Told:
    """Give one remark signed."""
    answers = [ToldAnswer(answer, signed.of(answer.author)) for answer in remark.answers.all()]
    own = reader is not None and remark.author_id == reader.pk and round_id is not None
    return Told(
        remark=remark,
        by=signed.of(remark.author),
        answers=answers,
        done_by=signed.of(remark.done_by) if remark.done_at else "",
        may_change=own and remark.round_id == round_id and not answers,
    )
