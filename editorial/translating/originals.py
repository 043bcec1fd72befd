"""Making another language the original of a published page, and saying how it went."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from multilingual.actions import TranslationRefused, change_original_language


def make_original(request: HttpRequest, page: Any, language: str) -> None:
    """Make `language` the original of `page` in the name of who asks; where that cannot be, say why."""
    try:
        change_original_language(page=page, language=language, by=request.user)
    except TranslationRefused as refusal:
        reasons = {
            "draft": _("A draft or a review of this sheet is open: publish or finish it first."),
            "stale": _("This language does not say everything the original says today: translate it first."),
        }
        messages.warning(request, reasons.get(refusal.reason, _("Choose another language of this sheet.")))
    else:
        messages.info(request, _("The original language is changed. The former one is now a translation, up to date."))
