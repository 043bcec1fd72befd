"""What a reader writes about a page, and what is answered."""

from typing import Any

from django import forms
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editorial.open_forms import OpenForm

from ..models import Report, ReportState
from ..models.reports import ANSWER_LIMIT, SENTENCE_LIMIT

UNREADABLE = _("There is a character here that nobody can read. Type the text anew.")


class PlainField(forms.CharField):
    """A short text whose line ends count once; what is too long is refused with a sentence, never cut by the browser."""

    def __init__(self, **kwargs: Any) -> None:
        """Speak in our words."""
        said = {
            "max_length": _("At most %(limit_value)d characters, please; there are %(show_value)d here."),
            "null_characters_not_allowed": UNREADABLE,
        }
        super().__init__(error_messages=said | kwargs.pop("error_messages", {}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Give the text with one kind of line end."""
        return super().to_python(normalize_newlines(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave `maxlength` out: a browser would cut a pasted text without a word."""
        return {}


class ReportForm(OpenForm):
    """One sentence about a page, and an address for who wishes an answer."""

    sentence = PlainField(
        label=_("What did you notice?"),
        help_text=_("One sentence is enough, 500 characters at most. Write about the page, and name nobody."),
        max_length=SENTENCE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write in one sentence what you noticed.")},
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address, if you wish an answer"),
        help_text=_(
            "It is kept until 30 days after the answer, six months if none is given, and then deleted. "
            "Nothing else of you is kept."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This is no e-mail address. Correct it, or leave the field empty."),
            "max_length": _("This is no e-mail address. Correct it, or leave the field empty."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )

    def clean_reply_to(self) -> str:
        """Refuse an address no answer can be sent to: whoever answers could not close the report."""
        address: str = self.cleaned_data["reply_to"]
        if not User.objects.tidy(address).isascii():
            raise forms.ValidationError(self.fields["reply_to"].error_messages["invalid"], code="invalid")
        return address

    def clean_sentence(self) -> str:
        """Refuse what holds no letter nor figure."""
        sentence: str = self.cleaned_data["sentence"]
        if not any(sign.isalnum() for sign in sentence):
            raise forms.ValidationError(self.fields["sentence"].error_messages["required"], code="required")
        return sentence


class AnswerForm(forms.Form):
    """What became of a report, and the words for the reader."""

    state = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[
            (ReportState.CORRECTED, _("It is corrected")),
            (ReportState.ANSWERED, _("Here is an answer; the page stays")),
            (ReportState.DECLINED, _("No, for a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you answer."), "invalid_choice": _("Choose what you answer.")},
    )
    answer = PlainField(
        label=_("Your answer"), required=False, max_length=ANSWER_LIMIT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        """Know whether somebody waits for the answer."""
        super().__init__(*args, **kwargs)
        self.report = report

    def clean(self) -> dict[str, Any]:
        """Ask for words where somebody reads them, and for a reason with a refusal."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "answer" in cleaned and not cleaned["answer"]:
            if cleaned.get("state") == ReportState.DECLINED:
                self.add_error("answer", _("Write the reason: why does the page stay as it is?"))
            elif self.report.reply_to:
                self.add_error("answer", _("The reader waits for an answer: write them a sentence."))
        return cleaned
