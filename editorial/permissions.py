"""Who may read a private file."""

from typing import Any

from .models import PrivateFile


def can_read_private_file(user: Any, private: PrivateFile) -> bool:
    """Say whether `user` may read the file: its home decides; without a home, only who uploaded it."""
    if not user.is_authenticated:
        return False
    if private.home_type_id is None:
        return private.uploaded_by_id == user.pk
    home = private.home
    return home is not None and bool(home.may_be_read_by(user))
