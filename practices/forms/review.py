"""What does a reviewer decide: a verdict of this step, the checklist, the grade and its reason, a word to the author."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multilingual.languages import reader_language

from ..actions import Decision, is_graded_at, verdicts_at
from ..models import CHECKLIST, Grade
from ..review import Review

WORD_LIMIT, REASON_LIMIT = 4_000, 2_000


class DecisionForm(forms.Form):
    """The decision of one round; what it must not lack is asked by the action, field by field."""

    checklist = forms.MultipleChoiceField(
        label=_("To check"), choices=[(check.key, check.label) for check in CHECKLIST], required=False
    )
    grade = forms.ChoiceField(label=_("Evidence grade"), choices=Grade.offered, required=False)
    grade_reason = forms.CharField(
        label=_("Why this grade"),
        help_text=_("What do the results rest on? Readers see the grade, the author sees why."),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        required=False,
        error_messages={"invalid_choice": _("Choose what happens to the sheet.")},
    )
    word = forms.CharField(
        label=_("A word to the author"),
        help_text=_("What you liked first, then what is missing. Needed when you decline."),
        required=False,
        max_length=WORD_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    round = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, review: Review, form: str, **kwargs: Any) -> None:
        """Ask what a round of `review` needs of a sheet of this form: a grade only where it is published with one."""
        super().__init__(*args, **kwargs)
        verdicts = verdicts_at(review.step, form)
        self.fields["verdict"].choices = [(str(verdict), verdict.label) for verdict in verdicts]  # type: ignore[attr-defined]
        if not is_graded_at(review.step, form):
            del self.fields["grade"], self.fields["grade_reason"]

    def decision(self) -> Decision:
        """Give what was decided, as the action takes it."""
        given = self.cleaned_data
        return Decision(
            verdict=given["verdict"],
            word=given["word"],
            grade=given.get("grade", ""),
            grade_reason=given.get("grade_reason", ""),
            checklist=tuple(given["checklist"]),
            language=reader_language(),
        )

    def refuse(self, gaps: dict[str, str]) -> None:
        """Put what the action found missing beside its field; a missing remark beside the verdict that needs one."""
        for name, words in gaps.items():
            self.add_error(name if name in self.fields else "verdict", words)
