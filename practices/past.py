"""What did a published version say? Read from its own revision, in its original language alone, with its own files."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, FilteredRelation, Q
from wagtail.models import Revision

from editorial.vocabularies import terms_by_id
from multilingual.languages import CODES, column, writing_in
from multilingual.models import translated_names

from .models import Cosignature, Practice, Version, VersionFile
from .models.rows import READING_SIZE


def versions_of(practice: Practice) -> list[Version]:
    """Give the versions of a sheet whose text is kept, the newest first, each with its place (one query)."""
    versions = list(practice.versions.select_related("place").order_by("-number"))
    return [version for order, version in enumerate(versions) if version.revision_id is not None or order == 0]


def texts_of(practice: Practice, versions: Iterable[Version]) -> list[Practice]:
    """Give the sheet as each of some versions said it, in memory: two queries, one more where co-signers are named."""
    versions = list(versions)
    revisions = Revision.objects.in_bulk([version.revision_id for version in versions if version.revision_id])
    contents = [content_of(practice, revisions.get(version.revision_id)) for version in versions]
    named = {key for content in contents for key in content.get("cosigning", [])}
    signed = (
        Cosignature.objects.filter(practice=practice, place__in=named).select_related("place").order_by("agreed_at")
    )
    cosignatures = list(signed) if named else []
    files = files_of(versions)
    return [
        text_of(practice, version, content, cosignatures, files)
        for version, content in zip(versions, contents, strict=True)
    ]


def content_of(practice: Practice, revision: Revision | None) -> dict[str, Any]:
    """Give the content of a revision; a sheet published without one has only what it says today."""
    return dict(revision.content) if revision is not None else practice.serializable_data()


def files_of(versions: list[Version]) -> dict[tuple[int, str], VersionFile]:
    """Give the files of versions by version and row, each with the copy in the size readers get (one query)."""
    size = Q(image__renditions__filter_spec=READING_SIZE, image__renditions__focal_point_key="")
    copies = {f"copy_{fact}": F(f"copy__{fact}") for fact in ("file", "width", "height")}
    rows = VersionFile.objects.filter(version__in=versions).select_related("file", "image", "document")
    found = rows.annotate(copy=FilteredRelation("image__renditions", condition=size)).annotate(**copies)
    return {(row.version_id, row.row): row for row in found}


def text_of(
    practice: Practice,
    version: Version,
    content: dict[str, Any],
    cosignatures: list[Cosignature],
    files: dict[tuple[int, str], VersionFile],
) -> Practice:
    """Give the sheet as one version said it; not by `with_content_json`, which lays today's translations over it."""
    terms, cosigning = content.pop("terms", []), content.pop("cosigning", [])
    with writing_in(version.language):
        text: Practice = Practice.from_serializable_data(content, check_fks=False)
    for name in ("pk", "code", "slug", "live", "life", "owner_id", "first_published_at", "binned_at"):
        setattr(text, name, getattr(practice, name))
    text.place, text.last_published_at, text.grade = version.place, version.published_at, version.grade
    text.original_language, text.translation_states = version.language, {}
    text.terms = [term for key, term in terms_by_id().items() if key in terms]
    text.standing_cosignatures = [row for row in cosignatures if row.place_id in cosigning]
    text.cosigning = [row.place for row in text.standing_cosignatures]
    for holder in [text, *(row for name in text.translated_relations for row in getattr(text, name).all())]:
        leave_out_translations(holder, version.language)
    for row in [*text.pictures.all(), *text.attachments.all()]:
        lay_file(row, files.get((version.pk, row.pk)))
    return text


def leave_out_translations(holder: Any, language: str) -> None:
    """Empty every language but one: translations belong to today's text."""
    for name in translated_names(type(holder)):
        for code in CODES:
            if code != language:
                setattr(holder, column(name, code), None)


def lay_file(row: Any, kept: VersionFile | None) -> None:
    """Give a picture or an attachment the file its version had."""
    row.file = kept.file if kept else None
    setattr(row, row.published_name, getattr(kept, row.published_name) if kept else None)
    for name in ("copy_file", "copy_width", "copy_height"):
        if kept is not None and getattr(kept, name, None):
            setattr(row, name, getattr(kept, name))
