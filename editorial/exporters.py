"""What the site's shared rows give a person of theirs: uploads, translations, drafts saved, what journals say they did."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import F
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from multilingual.models import TranslationSource, WorkingTranslation

from .forgetting import Piece, exporter
from .models import PrivateFile


@exporter
def give(person: Any) -> Iterable[Piece]:
    """Give what a person uploaded, with the files, and what they did to texts anybody may know of."""
    uploads = PrivateFile.objects.filter(uploaded_by=person).order_by("uploaded_at", "pk")
    facts = uploads.values("name", "content_type", "size", "uploaded_at")
    yield Piece("uploads", facts, files=files_of(uploads))
    writing = WorkingTranslation.objects.filter(by=person).order_by("pk")
    of_kind = {"kind": F("content_type__model")}
    yield Piece(
        "translations-in-work", writing.annotate(**of_kind).values("kind", "object_id", "language", "entries", "at")
    )
    made = TranslationSource.objects.filter(by=person).order_by("pk").annotate(**of_kind)
    yield Piece("translations", made.values("kind", "object_id", "language", "key", "at", "confirmed"))
    saved = Revision.objects.filter(user=person).order_by("pk").annotate(**of_kind)
    yield Piece("drafts-saved", saved.values("kind", "object_id", "object_str", "created_at"))
    done = PageLogEntry.objects.filter(user=person).order_by("pk")
    yield Piece("journal-of-pages", done.values("page", "label", "action", "data", "timestamp"))
    others = ModelLogEntry.objects.filter(user=person).order_by("pk").annotate(**of_kind)
    yield Piece("journal", others.values("kind", "object_id", "label", "action", "data", "timestamp"))


def files_of(uploads: Any) -> Iterator[tuple[str, Any]]:
    """Give each uploaded file with its opener, so that one is open at a time."""
    for private in uploads.iterator(100):
        yield private.name, partial(private.file.storage.open, private.file.name, "rb")
