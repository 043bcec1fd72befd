"""A file to take in, and the promise made by its preview."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.wording import LANGUAGES

from .portions import FileRefused, Given, Parcel
from .reading import read_upload

SALT = "translations taken in"
A_DAY = 24 * 3600


class FileForm(forms.Form):
    """A file of translations; once valid, `parcel` is what it holds."""

    file = forms.FileField(
        label=gettext_lazy("File of translations"),
        help_text=gettext_lazy("XLIFF 2.0 or 2.1 (.xlf) or gettext (.po), alone or several in a ZIP; 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlf,.xliff,.po,.zip"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.parcel = Parcel(language)

    def clean_file(self) -> Any:
        """Read the file; refuse it with a sentence where it cannot be read or is for another language."""
        try:
            self.parcel = read_upload(self.cleaned_data["file"])
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        code = self.parcel.language.replace("_", "-").partition("-")[0].lower()
        if code not in ("", self.language):
            known = {"file": LANGUAGES.get(code, code), "page": LANGUAGES[self.language]}
            raise forms.ValidationError(_("The file is for %(file)s, this page for %(page)s.") % known)
        return self.cleaned_data["file"]


class PromiseForm(forms.Form):
    """What a preview promised to write, signed: the texts, and the versions of the work they were seen beside."""

    promise = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, sign_for: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_for = sign_for
        self.texts: list[Given] = []
        self.versions: dict[str, int] = {}

    def clean_promise(self) -> str:
        """Read what the preview signed; what was signed for somebody else, somewhere else or long ago is refused."""
        try:
            held = signing.loads(self.cleaned_data["promise"], salt=SALT + self.sign_for, max_age=A_DAY)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("This preview is too old. Choose the file again.")) from error
        self.texts = [Given(*each) for each in held["texts"]]
        self.versions = held["versions"]
        return ""


def promise_of(texts: list[Given], versions: dict[str, int], *, sign_for: str) -> str:
    """Give the signed promise of a preview."""
    rows = [
        (each.kind, each.pk, each.key, each.text, each.source, each.mark, each.holds, each.unfinished) for each in texts
    ]
    return signing.dumps({"texts": rows, "versions": versions}, salt=SALT + sign_for, compress=True)
