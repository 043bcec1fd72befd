"""Uploaded files, judged by what they contain and never by what they are called."""

from .documents import check_document
from .pictures import THUMBNAIL_WIDTH, check_picture
from .refusals import LARGEST_UPLOAD, CheckedFile

__all__ = ["LARGEST_UPLOAD", "THUMBNAIL_WIDTH", "CheckedFile", "check_document", "check_picture"]
