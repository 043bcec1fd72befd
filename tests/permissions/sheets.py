"""The sheets of the scene: each brought into its state by the actions its people would take, with words that must not leak."""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.models import TaskState

from accounts.models import User
from directory.models import Place
from editorial.models import PrivateFile
from editorial.uploads import check_document, check_picture
from multilingual.actions import save_translation
from multilingual.models import new_key
from practices.actions import (
    Decision,
    DraftChanges,
    add_remark,
    answer_remark,
    archive_practice,
    decide_review,
    mark_to_update,
    put_in_bin,
    save_draft,
    start_practice,
    submit_practice,
    take_review,
    withdraw_practice,
)
from practices.models import Practice, Remark, Verdict
from practices.models.grades import BLOCKING
from practices.review import review_of
from practices.tests.conftest import complete, fresh
from practices.versions import version

from .rights import About

BAIT = "corbeau"
"""A plain word of every private text: what searches for it must not find the text."""
PATHS = {
    "empty": "ask_rouen",
    "complete": "write",
    "in_review": "write submit remark",
    "flash_in_review": "write submit",
    "in_queue": "write submit send_on",
    "held": "write submit send_on take remark",
    "to_revise": "write submit remark revise",
    "revise_network": "write submit send_on take remark revise",
    "declined": "write submit decline",
    "published": "write submit send_on take publish",
    "reopened": "write submit send_on take publish write_again",
    "to_update": "write submit send_on take publish mark",
    "archived": "write submit send_on take publish archive",
    "withdrawn": "write submit send_on take remark publish withdraw",
    "binned": "write bin",
}
"""What happens to a sheet until it is in a state: names of steps of `Maker`."""
MANAGERS = {"brive": "manager", "belfort": "manager of a label holder", "limoges": "manager of the mother"}
HOLDER = "holding reviewer"
PUBLIC = ("published", "to_update", "archived")


@dataclass
class Sheet:
    """A sheet of the scene: whose, in which state, and its canaries: word → the act that lets somebody see it."""

    name: str
    state: str
    place: str
    author: str
    practice: Practice
    canaries: dict[str, str] = field(default_factory=dict)
    files: list[PrivateFile] = field(default_factory=list)
    states: list[TaskState] = field(default_factory=list)
    remark: Remark | None = None
    remarker: str = ""

    @property
    def about(self) -> About:
        """Give what the table of rights asks about a sheet."""
        holder = HOLDER if self.state == "held" else ""
        return About(self.place, self.author, self.state, holder, self.remarker)


def picture(name: str) -> Any:
    """Give a small picture, checked."""
    target = BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(target, "PNG")
    return check_picture(SimpleUploadedFile(f"{name}.png", target.getvalue(), "image/png"))


def attachment(name: str) -> Any:
    """Give a small text, checked."""
    return check_document(SimpleUploadedFile(f"{name}.txt", b"Six rencontres.", "text/plain"))


class Maker:
    """Brings sheets into their states; each step is a method that takes the sheet and the beginning of its words."""

    def __init__(self, places: dict[str, Place], people: dict[str, User]) -> None:
        self.places, self.people = places, people

    def sheet(self, name: str, state: str, place: str, author: str) -> Sheet:
        """Write one sheet with its canaries."""
        mark = "zq" + "".join(name.split()).replace("_", "")
        practice = start_practice(
            place=self.places[place],
            form="flash" if state.startswith("flash") else "full",
            language="fr",
            headline=f"{mark}head {BAIT}",
            by=self.people[author],
        )
        sheet = Sheet(name, state, place, author, practice)
        for step in PATHS[state].split():
            getattr(self, step)(sheet, mark)
        sheet.practice = fresh(practice)
        sheet.files = list(PrivateFile.objects.filter(home_id=str(practice.pk)))
        sheet.states = list(TaskState.objects.for_instance(practice))
        return sheet

    # --- writing ------------------------------------------------------------------------------

    def ask_rouen(self, sheet: Sheet, mark: str) -> None:
        """Name a co-signing place, and nothing else."""
        asked = DraftChanges(cosigning=[self.places["rouen"]])
        now = fresh(sheet.practice)
        save_draft(practice=now, changes=asked, expected=version(now), by=now.owner)
        sheet.canaries = {f"{mark}head": "read a draft"}

    def write(self, sheet: Sheet, mark: str) -> None:
        """Write a complete draft whose every text, row and file carries a word of its own."""
        changes = complete()
        texts = {name: f"{mark}{name} {BAIT}" for name in changes.texts} | {"change_note": f"{mark}note"}
        rows = changes.rows | {
            "steps": [{"id": new_key(), "title": f"{mark}step", "body": f"{mark}how"}],
            "pictures": [
                {"id": new_key(), "alt": f"{mark}alt", "credit": f"{mark}credit", "upload": picture(f"{mark}pic")}
            ],
            "attachments": [{"id": new_key(), "title": f"{mark}title", "upload": attachment(f"{mark}file")}],
        }
        whole = DraftChanges(
            facts=changes.facts | {"partners": f"{mark}partner", "period": f"{mark}when"},
            texts=texts,
            terms=changes.terms,
            cosigning=[self.places["rouen"]],
            rows=rows,
        )
        now = fresh(sheet.practice)
        save_draft(practice=now, changes=whole, expected=version(now), by=now.owner, new_revision=now.live)
        if sheet.state not in PUBLIC:
            words = [*texts, "step", "how", "alt", "credit", "pic", "title", "file", "partner", "when", "note"]
            sheet.canaries |= {f"{mark}{word}": "read a draft" for word in words}

    def write_again(self, sheet: Sheet, mark: str) -> None:
        """Open a new draft over the published sheet; what was published so far is for everyone."""
        sheet.canaries = {word: act for word, act in sheet.canaries.items() if act != "read a draft"}
        self.write(sheet, f"{mark}new")

    def bin(self, sheet: Sheet, mark: str) -> None:
        """Put it in the bin."""
        put_in_bin(practice=sheet.practice, by=sheet.practice.owner)

    # --- review -------------------------------------------------------------------------------

    def submit(self, sheet: Sheet, mark: str) -> None:
        """Send it to its review."""
        now = fresh(sheet.practice)
        submit_practice(practice=now, expected=version(now), by=now.owner)

    def send_on(self, sheet: Sheet, mark: str) -> None:
        """Let its place send it on to the network."""
        self.decide(sheet, MANAGERS[sheet.place], Verdict.SENT_ON, f"{mark}sent")

    def take(self, sheet: Sheet, mark: str) -> None:
        """Let a reviewer take it."""
        review = review_of(fresh(sheet.practice))
        take_review(practice=sheet.practice, round_id=review.state.pk, by=self.people[HOLDER])

    def remark(self, sheet: Sheet, mark: str) -> None:
        """Let who decides remark on the need, and the author answer."""
        review = review_of(fresh(sheet.practice))
        sheet.remarker = HOLDER if review.is_with_network else MANAGERS[sheet.place]
        told = {"about": "need", "text": f"{mark}remark {BAIT}", "language": "fr", "by": self.people[sheet.remarker]}
        sheet.remark = add_remark(practice=sheet.practice, round_id=review.state.pk, **told)
        answer_remark(remark=sheet.remark, text=f"{mark}answer {BAIT}", language="fr", by=sheet.practice.owner)
        sheet.canaries |= {f"{mark}{word}": "read the journal" for word in ("remark", "answer")}

    def revise(self, sheet: Sheet, mark: str) -> None:
        """Send it back to its author."""
        review = review_of(fresh(sheet.practice))
        by = HOLDER if review.is_with_network else MANAGERS[sheet.place]
        self.decide(sheet, by, Verdict.TO_REVISE, f"{mark}word {BAIT}")

    def decline(self, sheet: Sheet, mark: str) -> None:
        """Decline it."""
        self.decide(sheet, MANAGERS[sheet.place], Verdict.DECLINED, f"{mark}word {BAIT}")

    def publish(self, sheet: Sheet, mark: str) -> None:
        """Grade and publish it, then leave a translation of it in work."""
        why = {"grade": "monitored", "grade_reason": f"{mark}why {BAIT}", "checklist": sorted(BLOCKING)}
        sheet.canaries[f"{mark}why"] = "read the journal"
        self.decide(sheet, HOLDER, Verdict.PUBLISHED, f"{mark}praise", **why)
        if sheet.state == "withdrawn":
            sheet.canaries.pop(f"{mark}headline")
        sheet.canaries[f"{mark}lavoro"] = "write a translation"
        texts = {"headline": f"{mark}lavoro {BAIT}", "context": f"{mark}lavoro"}
        save_translation(thing=fresh(sheet.practice), language="it", texts=texts, by=self.people["translator"])

    def decide(self, sheet: Sheet, by: str, verdict: Verdict, word: str, **more: Any) -> None:
        """Take a decision, with a word."""
        now = fresh(sheet.practice)
        decide_review(
            practice=now,
            round_id=review_of(now).state.pk,
            expected=version(now),
            decision=Decision(verdict=verdict, word=word, **more),
            by=self.people[by],
        )
        sheet.canaries[word.split()[0]] = "read the journal"

    # --- life ---------------------------------------------------------------------------------

    def mark(self, sheet: Sheet, mark: str) -> None:
        """Mark it to be updated; the reason is for everyone."""
        mark_to_update(
            practice=fresh(sheet.practice),
            reason="Les chiffres datent.",
            language="fr",
            until=timezone.localdate() + timedelta(days=60),
            by=self.people["advisor"],
        )

    def archive(self, sheet: Sheet, mark: str) -> None:
        """Put it into the archive."""
        self.live(archive_practice, sheet, "Le club a fermé.")

    def withdraw(self, sheet: Sheet, mark: str) -> None:
        """Withdraw it."""
        self.live(withdraw_practice, sheet, f"{mark}reason")

    def live(self, act: Any, sheet: Sheet, reason: str) -> None:
        """Let a manager change its life."""
        by = self.people[MANAGERS[sheet.place]]
        act(practice=fresh(sheet.practice), reason=reason, language="fr", by=by)
