"""Is a remark, or an answer to one, well formed: about something of the sheet, in some words, in one of the languages?"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..subjects import PARTS, ROWS
from .rows import KEY

REMARK_LIMIT = 4_000


class WordsForm(forms.Form):
    """The words of a remark or of an answer, and the language they are in."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=REMARK_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to say.")},
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=settings.LANGUAGES)

    def clean_text(self) -> str:
        """Give the words with the line ends of a browser made plain, so that the same words sent twice are the same."""
        words: str = self.cleaned_data["text"]
        return words.replace("\r\n", "\n")


class RemarkForm(WordsForm):
    """A new remark: its words, and the name of the field or row it is about."""

    about = forms.CharField(max_length=80, widget=forms.HiddenInput)
    round = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_about(self) -> str:
        """Refuse a name of nothing."""
        about: str = self.cleaned_data["about"]
        if not is_name(about):
            raise ValidationError(_("Choose a field or a row of the sheet."))
        return about

    def kept(self) -> dict[str, Any]:
        """Give what was sent, for the page that shows it again."""
        return {"about": self.data.get("about", ""), "text": self.data.get("text", ""), "errors": self.errors}


def is_name(about: str) -> bool:
    """Say whether a remark may be about this: a field, a list of rows, or a row by its key."""
    relation, slash, key = about.partition("/")
    return about in PARTS if not slash else relation in ROWS and bool(KEY.fullmatch(key))
