"""Rows of the writing form: the post is the whole list, in the order of its keys, so posting it twice changes nothing."""

import re
from typing import Any

from django import forms

from editorial.uploads import check_document, check_picture
from multilingual.models import new_key, translated_names

from ..models import Practice
from .fields import LineField, MarkdownField, guided

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROW_LIMIT = 60
"""Rows of one kind on a sheet."""


class RowForm(forms.Form):
    """One row; `row` is what the draft holds under its key, None for a new one."""

    def __init__(self, *args: Any, key: str, row: Any = None, **kwargs: Any) -> None:
        self.key, self.row = key, row
        super().__init__(*args, **kwargs)

    def is_blank(self) -> bool:
        """Say whether nothing was typed and nothing is kept: such a row is left out."""
        if self.row is not None and getattr(self.row, "file_id", None):
            return False
        return not any(self.cleaned_data.get(name) or self.errors.get(name) for name in self.fields)


class StepForm(RowForm):
    """A step."""

    title = guided("step_title", LineField(max_length=200))
    body = guided("step_body", MarkdownField(rows=3))


class ResultForm(RowForm):
    """A result."""

    indicator = guided("result_indicator", LineField(max_length=200))
    value = guided("result_value", LineField(max_length=60))
    period = guided("result_period", LineField(max_length=60))
    method = guided("result_method", LineField(max_length=300))


class FigureForm(RowForm):
    """A picture."""

    upload = guided(
        "picture_upload",
        forms.FileField(required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})),
    )
    alt = guided("picture_alt", LineField(max_length=300))
    credit = guided("picture_credit", LineField(max_length=120))

    def clean_upload(self) -> Any:
        """Give the picture checked and encoded anew; what is no picture, too large or broken is refused by its content."""
        upload = self.cleaned_data.get("upload")
        return check_picture(upload) if upload else None


class AttachmentForm(RowForm):
    """An attachment."""

    upload = guided("attachment_upload", forms.FileField(required=False))
    title = guided("attachment_title", LineField(max_length=200))

    def clean_upload(self) -> Any:
        """Give the document checked; what is none we know, or too large, is refused by its content."""
        upload = self.cleaned_data.get("upload")
        return check_document(upload) if upload else None


ROW_FORMS: dict[str, type[RowForm]] = {
    "steps": StepForm,
    "results": ResultForm,
    "pictures": FigureForm,
    "attachments": AttachmentForm,
}


class RowList:
    """The rows of one kind: those of the draft, or those of a post, and the spare ones a page without JavaScript offers."""

    def __init__(self, name: str, practice: Practice, data: Any = None, files: Any = None) -> None:
        self.name = name
        self.form_class = ROW_FORMS[name]
        self.is_bound = data is not None
        known = {row.pk: row for row in getattr(practice, name).all()}
        if data is None:
            self.forms = [self.bound_to(row) for row in known.values()]
            return
        self.forms = []
        for key in list(dict.fromkeys(data.getlist(name)))[:ROW_LIMIT]:
            if KEY.fullmatch(key):
                form = self.form_class(data, files, key=key, row=known.get(key), prefix=f"{name}-{key}")
                self.forms.append(form)

    def bound_to(self, row: Any) -> RowForm:
        """Give the form of a row of the draft, in its original language."""
        texts = set(translated_names(type(row)))
        language = row.get_original_language()
        names = [name for name in self.form_class.base_fields if name != "upload"]
        initial = {name: row.text_in(name, language) if name in texts else getattr(row, name) for name in names}
        return self.form_class(key=row.pk, row=row, prefix=f"{self.name}-{row.pk}", initial=initial)

    def spare(self) -> RowForm:
        """Give an empty row with a key of its own, so that posting it twice makes one row."""
        key = new_key()
        return self.form_class(key=key, prefix=f"{self.name}-{key}")

    def template_row(self) -> RowForm:
        """Give the row scripts copy; its key is a word they replace."""
        return self.form_class(key="__key__", prefix=f"{self.name}-__key__")

    def non_form_errors(self) -> list[str]:
        """Give what is wrong with the list itself: nothing, only its rows can be; the summary of errors asks."""
        return []

    def is_valid(self) -> bool:
        """Say whether every row is well formed."""
        return not [form for form in self.forms if not form.is_valid()]

    def posted(self) -> list[dict[str, Any]]:
        """Give the rows that say something, in order, as the draft's action takes them."""
        return [{"id": form.key, **form.cleaned_data} for form in self.forms if not form.is_blank()]

    def move(self, key: str, by: int) -> None:
        """Move the row `key` up (-1) or down (1); nothing happens at the ends."""
        order = [form.key for form in self.forms]
        if key in order and 0 <= order.index(key) + by < len(order):
            here = order.index(key)
            self.forms[here], self.forms[here + by] = self.forms[here + by], self.forms[here]

    def remove(self, key: str) -> None:
        """Take the row `key` out."""
        self.forms = [form for form in self.forms if form.key != key]
