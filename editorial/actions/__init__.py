"""What can happen to files, to vocabulary terms, to translations brought as files, and to the trace of changes."""

from .changes import forget_content_changes, note_content_change
from .exchange import take_in_translations
from .files import (
    discard_private_file,
    give_home,
    keep_checked,
    keep_document,
    keep_picture,
    publish_document,
    publish_picture,
    purge_lost_files,
    purge_private_files,
    remove_published,
)
from .terms import load_terms, save_term

__all__ = [
    "discard_private_file",
    "forget_content_changes",
    "give_home",
    "keep_checked",
    "keep_document",
    "keep_picture",
    "load_terms",
    "note_content_change",
    "publish_document",
    "publish_picture",
    "purge_lost_files",
    "purge_private_files",
    "remove_published",
    "save_term",
    "take_in_translations",
]
