"""A person asks for a copy of what the site holds of them: a job makes it, it is theirs for a week."""

import json
import logging
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.actions import discard_private_file
from editorial.actions.files import delete_stored
from editorial.forgetting import Piece, exporters
from editorial.models import PrivateFile
from multilingual.languages import writing_in

from ..emails import address_of, send_letter
from ..models import DataExport, User

LEASE = timedelta(minutes=9)
"""How long a copy belongs to the worker that makes it; were that one killed, another begins anew."""

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_export(*, person: User, by: User) -> DataExport:
    """Have a copy made; asked again while one is being made, it is the same. The copy made before is deleted."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = DataExport.objects.filter(person=person).first()
    if known is not None and known.is_being_made:
        return known
    discard_export(person=person)
    asked = DataExport.objects.create(person=person)
    transaction.on_commit(wake_maker, robust=True)  # were this to fail, the clock finds the row
    return asked


def wake_maker() -> None:
    """Queue the task that makes copies, unless it waits already."""
    from django_tasks_db.models import DBTaskResult

    from ..tasks import make_waiting_exports  # the task calls this module

    if not DBTaskResult.objects.ready().filter(task_path=make_waiting_exports.module_path).exists():
        make_waiting_exports.enqueue()


def make_exports() -> int:
    """Make the copies that wait, one after the other; give how many. One that fails is tried again later."""
    made = 0
    while (asked := claim_export(now=timezone.now())) is not None:
        try:
            made += make_export(asked)
        except Exception:
            logger.exception("The copy of the data of member no. %s could not be made.", asked.person_id)
            DataExport.objects.filter(pk=asked.pk).update(next_try_at=timezone.now() + timedelta(minutes=1))
    return made


@transaction.atomic
def claim_export(*, now: datetime) -> DataExport | None:
    """Take the copy that has waited longest, so that no other worker makes it; None when none waits."""
    asked = DataExport.objects.select_for_update(skip_locked=True, of=("self",)).to_make(now).first()
    if asked is not None:
        asked.tries += 1
        asked.next_try_at = now + LEASE
        asked.save(update_fields=["tries", "next_try_at"])
    return asked


def make_export(asked: DataExport) -> bool:
    """Write one person's copy on the disk, bit by bit, and give it to them; False where they want it no more."""
    with TemporaryFile() as stored:
        with writing_in(asked.person.language):
            write_zip(stored, asked.person)
        size = stored.tell()
        stored.seek(0)
        return keep_export(asked=asked, stored=stored, size=size)


def write_zip(stored: IO[bytes], person: User) -> None:
    """Write the ZIP of everything the apps give: a JSON file for each piece, the files beside it, a word that says so."""
    taken: set[str] = set()
    with ZipFile(stored, "w", ZIP_DEFLATED) as archive:
        for give in exporters():
            for piece in give(person):
                write_piece(archive, piece)
                for name, opener in piece.files:
                    write_file(archive, free_name(f"files/{name}", taken), opener)
        archive.writestr(
            "README.txt", _("What the site holds of you, one file for each kind of thing. Texts are UTF-8.")
        )


def write_piece(archive: ZipFile, piece: Piece) -> None:
    """Write one JSON file; of many rows one is in memory at a time."""
    with archive.open(entry(f"{piece.name}.json"), "w", force_zip64=True) as out:
        if isinstance(piece.content, dict | str):
            out.write(as_json(piece.content))
            return
        out.write(b"[")
        for number, row in enumerate(rows_of(piece.content)):
            out.write((b",\n" if number else b"\n") + as_json(row))
        out.write(b"\n]\n")


def entry(name: str) -> ZipInfo:
    """Give the head of a file of the ZIP: packed, of this hour."""
    head = ZipInfo(name, timezone.localtime().timetuple()[:6])
    head.compress_type = ZIP_DEFLATED
    head.external_attr = 0o600 << 16
    return head


def rows_of(content: Any) -> Iterable[Any]:
    """Give the rows of a piece, one by one, without keeping those that were read."""
    return content.iterator(200) if hasattr(content, "iterator") else content


def as_json(value: Any) -> bytes:
    """Give a value as people and programs read it."""
    return json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode("utf-8", "replace")


def write_file(archive: ZipFile, name: str, opener: Any) -> None:
    """Copy a file into the ZIP, some of it at a time; one that is no longer there is left out."""
    try:
        source = opener()
    except OSError:
        return
    with source, archive.open(entry(name), "w", force_zip64=True) as out:
        shutil.copyfileobj(source, out, 256 * 1024)


def free_name(name: str, taken: set[str]) -> str:
    """Give a name no other file of the ZIP has, safe on any disk."""
    path = PurePosixPath(name)
    stem = "".join(each if each.isalnum() or each in " .-_" else "_" for each in path.stem)[:80].strip(" .") or "file"
    number, free = 1, f"{path.parent}/{stem}{path.suffix}"
    while free.casefold() in taken:
        number += 1
        free = f"{path.parent}/{stem}-{number}{path.suffix}"
    taken.add(free.casefold())
    return free


@transaction.atomic
def keep_export(*, asked: DataExport, stored: IO[bytes], size: int) -> bool:
    """Keep a finished copy privately and tell the person; False where it was asked anew, or there is nobody to have it."""
    row = DataExport.objects.select_for_update(of=("self",)).filter(pk=asked.pk, made_at=None).first()
    if row is None or not row.person.is_active:
        return False
    private = PrivateFile(
        name=f"{timezone.localdate():%Y-%m-%d}.zip",
        extension="zip",
        content_type="application/zip",
        size=size,
        uploaded_by=row.person,
        home_type=ContentType.objects.get_for_model(DataExport),
        home_id=str(row.pk),
    )
    try:
        private.file.save(private.name, File(stored), save=False)
        private.save(force_insert=True)
        row.made_at, row.file = timezone.now(), private
        row.save(update_fields=["made_at", "file"])
        with writing_in(row.person.language):
            link = address_of(reverse("my_data"))
        send_letter(
            to=row.person, template="accounts/letters/data_ready", context={"link": link, "day": row.kept_until}
        )
    except BaseException:
        delete_stored(private.file.storage, private.paths)
        raise
    return True


@transaction.atomic
def discard_export(*, person: User) -> None:
    """Delete a person's copy, made or asked for; there may be none."""
    for known in DataExport.objects.filter(person=person).select_related("file"):
        if known.file is not None:
            discard_private_file(private=known.file, by=None)
        known.delete()


@transaction.atomic
def forget_exports(*, now: datetime) -> int:
    """Delete the files of the copies whose week has passed; give how many. The row says since when it is gone."""
    over = list(DataExport.objects.over(now).select_for_update(of=("self",)).select_related("file"))
    for known in over:
        if known.file is not None:
            discard_private_file(private=known.file, by=None)
    return len(over)
