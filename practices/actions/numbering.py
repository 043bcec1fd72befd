"""Every publication has a number: its version is noted, with its files, which stay as long as it may be read."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from wagtail.log_actions import log
from wagtail.models import Page

from editorial.actions import publish_document, publish_picture, remove_published
from editorial.models import Picture

from ..models import Attachment, Figure, Practice, Version, VersionFile
from ..models.rows import READING_SIZE

logger = logging.getLogger(__name__)


@transaction.atomic
def record_version(
    *, practice: Practice, revision: Any, state: Any = None, by: Any = None, is_told: bool = True
) -> Version:
    """Number what was just published; `practice` is the live sheet with its published files, `state` the round that decided.

    The sheet's row is locked, so that two publications never share a number. The change note is left out unless `is_told`.
    """
    Page.objects.select_for_update().only("pk").get(pk=practice.pk)
    last = Version.objects.filter(practice=practice).aggregate(last=Max("number"))["last"] or 0
    language = practice.original_language
    version = Version.objects.create(
        practice=practice,
        number=last + 1,
        revision=revision,
        published_at=practice.last_published_at,
        language=language,
        headline=practice.text_in("headline", language) or "",
        note=(practice.text_in("change_note", language) or "") if is_told else "",
        place_id=practice.place_id,
        grade=state.grade if state is not None else practice.grade,
        licence=practice.licence,
    )
    VersionFile.objects.bulk_create(files_of(practice, version))
    return version


@transaction.atomic
def number_published(*, practice: Practice, by: Any = None) -> Version | None:
    """Number what readers have now where no version says it: a publication without a review, as of another original language.

    It has no change note of its own. Gives None where every publication has its number (one query).
    """
    numbered = Version.objects.filter(practice=OuterRef("pk"), revision=OuterRef("live_revision"))
    published = Practice.objects.published().filter(pk=practice.pk, live_revision__isnull=False)
    found = published.filter(~Exists(numbered)).first()
    if found is None:
        return None
    return record_version(practice=found, revision=found.live_revision, by=by, is_told=False)


def files_of(practice: Practice, version: Version) -> list[VersionFile]:
    """Give the files of a version, from the rows of the live sheet: private file and copy are shared, not doubled."""
    rows = [*practice.pictures.all(), *practice.attachments.all()]
    return [
        VersionFile(
            version=version,
            row=row.pk,
            file_id=row.file_id,
            image_id=getattr(row, "image_id", None),
            document_id=getattr(row, "document_id", None),
        )
        for row in rows
        if row.file_id or getattr(row, f"{row.published_name}_id")
    ]


@transaction.atomic
def remove_version_files(*, practice: Practice) -> int:
    """Take away every copy readers could fetch, of today's text and of all versions; give how many.

    Which file belongs to which version stays written, and the private files stay; bytes go once that is certain.
    """
    copies = {copy for row in file_rows(practice) if (copy := row.published) is not None}
    for copy in copies:
        remove_published(copy)
    return len(copies)


@transaction.atomic
def restore_version_files(*, practice: Practice, by: Any = None) -> int:
    """Copy every private file of today's text and of all versions to where readers may fetch it, each once; give how many.

    A copy that is there already is shared. A row whose private file is gone stays without one, with a journal line.
    """
    everything = file_rows(practice)
    rows = [row for row in everything if row.file is not None]
    copies = {row.file_id: row.published for row in rows if row.published is not None}
    missing = [row for row in rows if row.published is None]
    made = 0
    for row in missing:
        if row.file_id not in copies:
            copies[row.file_id] = copy_if_kept(row, practice)
            made += copies[row.file_id] is not None
    restored = {row.file_id: copy for row in missing if (copy := copies[row.file_id]) is not None}
    for key, copy in restored.items():
        name, model = ("image", Figure) if isinstance(copy, Picture) else ("document", Attachment)
        VersionFile.objects.filter(version__practice=practice, file=key).update(**{name: copy})
        model._base_manager.filter(practice=practice, file=key).update(**{name: copy})
    if any(row.published is None and row.file_id not in restored for row in everything):
        log(instance=practice, action="practices.miss_files", user=by)
    return made


def copy_if_kept(row: Any, practice: Practice) -> Any:
    """Give a new copy of a row's private file, None where its bytes are gone from the storage."""
    try:
        with transaction.atomic():
            return published_copy(row.file, words_of(row, practice))
    except OSError:
        logger.exception("The private file %s of sheet %s cannot be read.", row.file_id, practice.pk)
        return None


def file_rows(practice: Practice) -> list[Any]:
    """Give everything of a sheet that names a file, today's rows first: three queries, however many versions there are."""
    figures = Figure._base_manager.filter(practice=practice).select_related("file", "image")
    attachments = Attachment._base_manager.filter(practice=practice).select_related("file", "document")
    kept = VersionFile.objects.filter(version__practice=practice).order_by("version__number", "pk")
    return [*figures, *attachments, *kept.select_related("file", "image", "document")]


def published_copy(private: Any, words: str) -> Any:
    """Copy a private file among the published ones; a picture also in the size readers get."""
    if private.width is None:  # only pictures are measured when they are uploaded
        return publish_document(private=private, title=words)
    picture = publish_picture(private=private, alt=words)
    picture.get_rendition(READING_SIZE)  # made now, not while the first reader waits
    return picture


def words_of(row: Any, practice: Practice) -> str:
    """Give what a file is called in its original language: today's words, else the code of the sheet."""
    if isinstance(row, VersionFile):
        return str(practice.code)
    words = row.text_in("alt" if isinstance(row, Figure) else "title", practice.original_language)
    return words or str(practice.code)
