"""The form in which editors write a standing page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from multilingual.languages import CODES, column, reader_language
from multilingual.models import translated_names


class StandingPageForm(WagtailAdminPageForm):
    """The original language's fields and no other: translations are written beside the original, on their own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.original_language = reader_language()
        else:
            self.fields.pop("slug", None)  # addresses stay
        for name in translated_names(type(self.instance)):
            for code in CODES:
                if code != self.instance.original_language:
                    self.fields.pop(column(name, code), None)
        headline = self.fields.get(column("headline", self.instance.original_language))
        if headline is not None:
            headline.required = True
