"""What can happen to a file: kept privately, given a home, published, removed, purged."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.utils.file import hash_filelike

from ..models import Picture, PrivateFile
from ..uploads import CheckedFile, check_document, check_picture


def keep_picture(*, upload: Any, home: models.Model | None, by: Any) -> PrivateFile:
    """Check an uploaded picture, draw it anew and keep it privately for the readers of `home`, with its small version.

    Without a home only `by` may read it, for a day. Raises ValidationError with the sentence of the refusal.
    """
    return keep_checked(checked=check_picture(upload), home=home, by=by)


def keep_document(*, upload: Any, home: models.Model | None, by: Any) -> PrivateFile:
    """Check an uploaded document and keep it privately for the readers of `home`.

    Without a home only `by` may read it, for a day. Raises ValidationError with the sentence of the refusal.
    """
    return keep_checked(checked=check_document(upload), home=home, by=by)


@transaction.atomic
def keep_checked(*, checked: CheckedFile, home: models.Model | None, by: Any) -> PrivateFile:
    """Write a checked file, then its row; where the row cannot be written the file goes too."""
    private = PrivateFile(
        name=checked.name,
        extension=checked.extension,
        content_type=checked.content_type,
        size=len(checked.content),
        width=checked.width,
        height=checked.height,
        uploaded_by=by,
        home_type=home and ContentType.objects.get_for_model(home),
        home_id=str(home.pk) if home else "",
    )
    storage = private.file.storage
    try:
        private.file.save(checked.name, ContentFile(checked.content), save=False)
        if checked.thumbnail:
            storage.save(private.thumbnail_path, ContentFile(checked.thumbnail))
        private.save(force_insert=True)
    except BaseException:
        delete_stored(storage, private.paths)
        raise
    return private


@transaction.atomic
def give_home(*, private: PrivateFile, home: models.Model, by: Any) -> PrivateFile:
    """Say whose readers may read a file from now on."""
    private.home_type = ContentType.objects.get_for_model(home)
    private.home_id = str(home.pk)
    private.save(update_fields=["home_type", "home_id"])
    return private


@transaction.atomic
def discard_private_file(*, private: PrivateFile, by: Any) -> None:
    """Delete a private file: its row now, its bytes once that is certain."""
    transaction.on_commit(partial(delete_stored, private.file.storage, private.paths))
    private.delete()


@transaction.atomic
def publish_picture(*, private: PrivateFile, alt: str, by: Any = None, title: str = "") -> Picture:
    """Copy a private picture among the published ones, under a generated name; `alt` says it in words."""
    copy = copied(private, private.name)
    picture = Picture(title=title or private.name, description=alt[:255], file=copy, uploaded_by_user=by)
    return saved_with_file(picture)


@transaction.atomic
def publish_document(*, private: PrivateFile, by: Any = None, title: str = "") -> Any:
    """Copy a private document among the published ones, under a name made from its title; give the Wagtail document."""
    title = title or private.name
    stem = slugify(title.removesuffix(f".{private.extension}"))[:60] or "document"
    copy = copied(private, f"{stem}-{uuid4().hex[:12]}.{private.extension}")
    return saved_with_file(get_document_model()(title=title, file=copy, uploaded_by_user=by))


def copied(private: PrivateFile, name: str) -> ContentFile:
    """Give the bytes of a private file under another name, not yet stored."""
    with private.file.open("rb") as source:
        return ContentFile(source.read(), name=name)


def saved_with_file(published: Any) -> Any:
    """Store the file of a new picture or document, then write its row; where it cannot be written the file goes too."""
    published.file_size = published.file.size
    published.file_hash = hash_filelike(published.file)
    try:
        published.save()
    except BaseException:
        if published.file._committed:
            delete_stored(published.file.storage, [published.file.name])
        raise
    return published


@transaction.atomic
def remove_published(published: Any, *, by: Any = None) -> None:
    """Delete a published picture or document, with every size of it, as soon as that is certain."""
    storage = published.file.storage
    paths = [published.file.name]
    if isinstance(published, Picture):
        paths += published.renditions.values_list("file", flat=True)
    transaction.on_commit(partial(delete_stored, storage, paths))
    published.delete()


def delete_stored(storage: Storage, paths: Iterable[str]) -> None:
    """Delete files from a storage; one that is not there is no error."""
    for path in paths:
        storage.delete(path)


@transaction.atomic
def purge_private_files(*, before: datetime) -> int:
    """Discard the private files uploaded before a moment that have no home, or whose home is gone; give how many."""
    old = PrivateFile.objects.filter(uploaded_at__lt=before)
    doomed = list(old.filter(home_type=None))
    for type_id in old.exclude(home_type=None).values_list("home_type", flat=True).distinct():
        model = ContentType.objects.get_for_id(type_id).model_class()
        homes = {str(key) for key in model._base_manager.values_list("pk", flat=True)} if model else set()
        doomed += [private for private in old.filter(home_type=type_id) if private.home_id not in homes]
    for private in doomed:
        discard_private_file(private=private, by=None)
    return len(doomed)


def purge_lost_files(*, before: datetime) -> int:
    """Delete the stored private files older than a moment that no row knows, left by a rollback; give how many."""
    storage = PrivateFile._meta.get_field("file").storage
    if not storage.exists(""):
        return 0
    lost = 0
    for folder in storage.listdir("")[0]:
        paths = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        owners = {path: owner_of(path) for path in paths}
        known = set(PrivateFile.objects.filter(pk__in=filter(None, owners.values())).values_list("pk", flat=True))
        for path, owner in owners.items():
            if owner and owner not in known and storage.get_modified_time(path) < before:
                storage.delete(path)
                lost += 1
    return lost


def owner_of(path: str) -> UUID | None:
    """Give the key of the private file a stored file belongs to, None for a name we never give."""
    try:
        return UUID(hex=PurePosixPath(path).stem.split("-")[0])
    except ValueError:
        return None
