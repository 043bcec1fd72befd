"""Why the life of a sheet changes, until when, and who goes on with it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multilingual.languages import OWN_NAMES, reader_language

REASON_LIMIT = 1_000
"""Characters of a reason: readers meet it above the sheet, or in its place."""


class ReasonForm(forms.Form):
    """Why; in the writer's own language, which is the reader's unless they say another."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why in a sentence: readers will see it.")},
    )
    language = forms.ChoiceField(label=_("Language of the reason"), choices=list(OWN_NAMES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": reader_language()})
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text without a word
        self.fields["reason"].help_text = self.help_text

    help_text: Any = _("One or two sentences, shown to anyone who comes for the sheet.")


class MarkForm(ReasonForm):
    """Why a sheet is to be updated, and until when."""

    until = forms.DateField(
        label=_("Until when"),
        help_text=_("The author and the managers are reminded seven days before, and on the day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Give a day by which it should be done."),
            "invalid": _("Write the day as year-month-day, like 2027-03-31."),
        },
    )
    field_order = ["reason", "until", "language"]

    def clean_until(self) -> date:
        """Refuse a day that is over, or so far away that nobody would wait for it."""
        day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if day <= today:
            raise ValidationError(_("Choose a day that is still to come."))
        if day.year > today.year + 5:
            raise ValidationError(_("Choose a day within five years."))
        return day


class HandOnForm(forms.Form):
    """To whom a sheet is handed on, of its `heirs`."""

    to = forms.ChoiceField(
        label=_("The new author"),
        error_messages={
            "required": _("Choose who goes on with the sheet."),
            "invalid_choice": _("This person no longer works at the place: choose another one."),
        },
    )

    def __init__(self, *args: Any, heirs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heirs = heirs
        self.fields["to"].choices = [("", _("Choose")), *heirs.people]  # type: ignore[attr-defined]
