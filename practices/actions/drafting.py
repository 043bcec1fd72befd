"""Starting a sheet and saving its draft."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.models import Page

from directory.models import Place
from editorial.actions import keep_checked
from multilingual.languages import column
from multilingual.models import translated_names
from multilingual.signals import announce

from ..models import Life, Practice, PracticeIndex
from ..models.practice import draft_slug
from ..review import review_of
from ..versions import latest_draft, may_overwrite, version


class Stale(Exception):
    """Somebody saved a newer draft than the one this form was made from; `practice` is the sheet as it is now."""

    def __init__(self, practice: Practice) -> None:
        super().__init__("stale")
        self.practice = practice


class UnderReview(Exception):
    """The draft is being reviewed: take it back before changing it."""


class Withdrawn(UnderReview):
    """The sheet is withdrawn: no draft changes it before it is brought back."""


@dataclass(frozen=True)
class DraftChanges:
    """What a form says of a draft; what it does not name stays as it is.

    `facts` are fields without language, by attribute name; `texts` are bare translated names → text in the original
    language; `rows` are relation → whole list of rows in order, each a dict with "id", its texts and facts, and
    "upload" for a new file, already checked.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    terms: list[Any] | None = None
    cosigning: list[Any] | None = None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@transaction.atomic
def start_practice(*, place: Place, form: str, language: str, by: Any, headline: str = "") -> Practice:
    """Start a sheet for `place`, written in `language`; it is a draft nobody but its place sees."""
    index = PracticeIndex.objects.get()
    practice = Practice(
        live=False, owner=by, place=place, form=form, original_language=language, slug=draft_slug(), title="—"
    )
    setattr(practice, column("headline", language), headline)
    mailbox = place.mailboxes.first()
    practice.contact = mailbox.address if mailbox else ""
    index.add_child(instance=practice)
    practice.save_revision(user=by, clean=False, log_action="practices.start")
    announce(practice, "drafted")
    return practice


def locked(pk: int) -> Practice:
    """Give the sheet as it is in the database, its rows locked until the transaction ends."""
    Page.objects.select_for_update().get(pk=pk)
    return (
        Practice.objects.select_related("latest_revision", "place", "owner").select_for_update(of=("self",)).get(pk=pk)
    )


@transaction.atomic
def save_draft(
    *, practice: Practice, changes: DraftChanges, expected: str, by: Any, new_revision: bool = False
) -> Practice:
    """Save the draft as `changes` say, if it still is the version `expected`; give the draft as saved.

    A save takes the place of the same person's last one unless `new_revision` asks for a revision of its own.
    Raises `Stale` when somebody saved meanwhile, `UnderReview` while a reviewer reads it, `Withdrawn`.
    """
    page = locked(practice.pk)
    refuse_withdrawn(page)
    if expected != version(page):
        raise Stale(page)
    if review_of(page).is_open:
        raise UnderReview
    draft = latest_draft(page)
    apply_changes(draft, changes, by=by)
    overwrite = page.latest_revision if not new_revision and may_overwrite(page, by) else None
    if not page.live:
        draft.save(clean=False)
    draft.latest_revision = page.latest_revision
    draft.save_revision(
        user=by, clean=False, log_action=False if overwrite else "wagtail.edit", overwrite_revision=overwrite
    )
    announce(draft, "drafted")
    return draft


def refuse_withdrawn(page: Practice) -> None:
    """Raise `Withdrawn` where the sheet is."""
    if page.life == Life.WITHDRAWN:
        raise Withdrawn


def apply_changes(draft: Practice, changes: DraftChanges, *, by: Any) -> None:
    """Put what the form says onto the draft in memory."""
    language = changes.facts.get("original_language", draft.original_language)
    if language != draft.original_language:
        move_original(draft, language)
    for name, value in changes.facts.items():
        setattr(draft, name, value)
    for name, text in changes.texts.items():
        setattr(draft, column(name, draft.original_language), text)
    if changes.terms is not None:
        draft.terms = changes.terms
    if changes.cosigning is not None:
        draft.cosigning = changes.cosigning
    for relation, rows in changes.rows.items():
        apply_rows(draft, relation, rows, by=by)


def move_original(draft: Practice, language: str) -> None:
    """Move the original texts along when the author of a never published sheet picks another original language."""
    old = draft.original_language
    holders = [draft, *(row for relation in draft.translated_relations for row in getattr(draft, relation).all())]
    for holder in holders:
        for name in translated_names(type(holder)):
            setattr(holder, column(name, language), getattr(holder, column(name, old)))
            setattr(holder, column(name, old), None)
    draft.original_language = language


def apply_rows(draft: Practice, relation: str, rows: list[dict[str, Any]], *, by: Any) -> None:
    """Make the rows of `relation` those of `rows`, in that order; a row keeps its key, and its translations with it."""
    model = getattr(draft, relation).model
    known = {row.pk: row for row in getattr(draft, relation).all()}
    taken = strangers(model, draft, [row["id"] for row in rows if row["id"] not in known])
    kept = []
    for order, given in enumerate(rows):
        row = known.get(given["id"]) or model(id=None if given["id"] in taken else given["id"])
        row.practice = draft
        row.sort_order = order
        fill_row(draft, row, given, by=by)
        kept.append(row)
    setattr(draft, relation, kept)


def strangers(model: Any, draft: Practice, keys: list[str]) -> set[str]:
    """Give those of `keys` that name rows of another sheet: nobody takes a row away by posting its key."""
    return set(model._base_manager.filter(pk__in=keys).exclude(practice_id=draft.pk).values_list("pk", flat=True))


def fill_row(draft: Practice, row: Any, given: dict[str, Any], *, by: Any) -> None:
    """Put the texts, facts and file of one posted row onto it; the texts are in the original language."""
    texts = set(translated_names(type(row)))
    for name, value in given.items():
        if name in texts:
            setattr(row, column(name, draft.original_language), value)
        elif name == "upload" and value:
            row.file = keep_checked(checked=value, home=draft, by=by)
            setattr(row, row.published_name, None)
        elif name not in ("id", "upload"):
            setattr(row, name, value)
