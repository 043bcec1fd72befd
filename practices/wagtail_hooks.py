"""What Wagtail's journal must know of sheets. Nothing of a sheet is done in the admin: docs/decisions/0010-sheets-outside-the-admin.md."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def name_our_actions(actions: Any) -> None:
    """Name the lines our actions write in a sheet's journal; an unknown one would raise."""
    actions.register_action("practices.start", _("Start a sheet"), _("Started"))
    actions.register_action("practices.bin", _("Put in the bin"), _("Put in the bin"))
    actions.register_action("practices.restore", _("Take out of the bin"), _("Taken out of the bin"))
