"""Who may see what waits to be translated, and who publishes it (rights: the domain page's table)."""

from typing import Any

from directory.permissions import is_administrator, is_editor, is_member, translates
from multilingual.languages import CODES


def can_see_queue(user: Any, language: str) -> bool:
    """Say whether `user` may see what waits to be translated into `language`: any member may write a translation."""
    return language in CODES and is_member(user)


def can_publish_translations(user: Any, language: str) -> bool:
    """Say whether `user` may publish translations into `language`: its translators and network administrators."""
    return translates(user, language) or is_administrator(user)


def can_change_original(user: Any, page: Any) -> bool:
    """Say whether `user` may make another language the original of a standing page: editors and network administrators."""
    return is_editor(user)
