"""What accounts put on a member's desk: that letters to them pause, since their mail server refuses them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.registry import DeskRow, DeskSection, desk_rows


@desk_rows(1)
def paused_letters(user: Any) -> Iterable[DeskSection]:
    """Say that nothing is mailed to this person any more, and lead to where they let it come again (no query)."""
    if user.mail_paused_at is None:
        return
    row = DeskRow(
        title=_("Letters to you came back"),
        url=reverse("letters"),
        verb=_("Send them again"),
        why=_("your mail server refused them, so nothing is mailed to you"),
        since=user.mail_paused_at,
    )
    yield DeskSection(heading=_("Your mail"), rows=[row])
