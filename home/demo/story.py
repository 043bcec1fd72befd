"""What one demo sheet goes through: its file, its people, the days it is told to have happened on."""

import datetime
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from accounts.models import User
from practices.models import Practice
from practices.versions import version

from .cast import Cast, key_of
from .dates import Past


@dataclass
class Story:
    """A sheet on its way, with the file that tells where it goes."""

    entry: dict[str, Any]
    cast: Cast
    practice: Practice
    past: Past = field(default_factory=Past)

    def __post_init__(self) -> None:
        self.author: User = self.cast.author(self.entry)

    @property
    def version(self) -> str:
        """The version of the draft everybody reads at this moment."""
        return version(self.practice)

    def reread(self) -> None:
        """Read the sheet as the database has it now."""
        self.practice = Practice.objects.select_related("place", "owner", "latest_revision").get(pk=self.practice.pk)

    def days(self, what: str) -> datetime.timedelta:
        """Give how many days people take for something on this sheet: always the same, and not everybody's."""
        return datetime.timedelta(days=1 + crc32(f"{self.entry['slug']}/{what}".encode()) % 6)

    def name_of(self, about: str) -> str:
        """Give the name of what a remark is about; the file numbers rows, "steps/2"."""
        relation, slash, number = about.partition("/")
        return f"{relation}/{row_key(self.entry, relation, int(number) - 1)}" if slash else about


def row_key(entry: dict[str, Any], relation: str, number: int) -> str:
    """Give the key of one row of a sheet."""
    return str(key_of(entry["slug"], relation, str(number)))
