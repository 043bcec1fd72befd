"""What the admin must know of sheets: the lines of their journal, and where editors look at published versions.

Nothing of a sheet is done there: docs/decisions/0010-sheets-outside-the-admin.md.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .reports import SHEETS, SheetsItem, urlpatterns


@hooks.register("register_admin_urls")
def sheet_addresses() -> list[Any]:
    """Give the addresses under which editors look at published versions."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def offer_sheets() -> SheetsItem:
    """Put the published sheets into the menu."""
    return SheetsItem(SHEETS, reverse("admin_sheets"), name="practice-sheets", icon_name="doc-full", order=235)


@hooks.register("register_log_actions")
def name_our_actions(actions: Any) -> None:
    """Name the lines our actions write in a sheet's journal; an unknown one would raise."""
    actions.register_action("practices.start", _("Start a sheet"), _("Started"))
    actions.register_action("practices.bin", _("Put in the bin"), _("Put in the bin"))
    actions.register_action("practices.restore", _("Take out of the bin"), _("Taken out of the bin"))
    actions.register_action("practices.mark_to_update", _("Mark to update"), _("Marked to update"))
    actions.register_action("practices.declare_true", _("Declare still true"), _("Declared still true"))
    actions.register_action("practices.archive", _("Archive"), _("Archived"))
    actions.register_action("practices.withdraw", _("Withdraw"), _("Withdrawn"))
    actions.register_action("practices.bring_back", _("Bring back"), _("Brought back"))
    actions.register_action("practices.miss_files", _("Miss files"), _("Some files could not be brought back"))
    actions.register_action("practices.hand_on", _("Hand on"), _("Handed on"))
    actions.register_action("practices.skip_place_review", _("Skip the place review"), _("Place review skipped"))
    actions.register_action("practices.review_anew", _("Start the review anew"), _("Review started anew"))
    actions.register_action("practices.take_back", _("Take back from review"), _("Taken back from review"))
    actions.register_action("practices.take_review", _("Take for review"), _("Taken for review"))
    actions.register_action("practices.give_back_review", _("Give back to the queue"), _("Given back to the queue"))
    actions.register_action(
        "practices.hand_back_review", _("Hand to the same reviewer"), _("Handed to the same reviewer")
    )
    actions.register_action(
        "practices.time_over", _("Return to the queue"), _("Returned to the queue: the time was over")
    )
    actions.register_action(
        "practices.role_over",
        _("Return to the queue"),
        _("Returned to the queue: the reviewer may no longer review it"),
    )
    actions.register_action("practices.decline", _("Decline"), _("Declined"))
    actions.register_action("practices.cosign", _("Agree to co-sign"), _("Agreed to co-sign"))
    actions.register_action("practices.add_remark", _("Write a remark"), _("Remark written"))
    actions.register_action("practices.change_remark", _("Change a remark"), _("Remark changed"))
    actions.register_action("practices.remove_remark", _("Remove a remark"), _("Remark removed"))
    actions.register_action("practices.answer_remark", _("Answer a remark"), _("Remark answered"))
    actions.register_action("practices.settle_remark", _("Settle a remark"), _("Remark settled"))
    actions.register_action("practices.reopen_remark", _("Open a remark again"), _("Remark opened again"))
