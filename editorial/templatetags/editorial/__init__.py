"""Tags and filters every template of the site has: drawings, languages, forms, the frame of a page.

They are plain functions and cached strings, not included templates: a list of twenty sheets
calls them a few hundred times.
"""

from . import drawings, forms, frame, languages
from .library import register

__all__ = ["drawings", "forms", "frame", "languages", "register"]
