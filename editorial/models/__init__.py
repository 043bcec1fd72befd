"""Vocabulary terms, pictures, private files, and the trace each change of content leaves."""

from .changes import ContentChange
from .files import Picture, PrivateFile, Rendition
from .terms import Term, Vocabulary

__all__ = ["ContentChange", "Picture", "PrivateFile", "Rendition", "Term", "Vocabulary"]
