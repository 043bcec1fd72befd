"""Is it well formed: who is asked in, a list of them, and what somebody who comes in says?"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from multilingual.languages import OWN_NAMES, reader_language

from ..addresses import check_address
from ..models import Place, RoleKind
from ..models.roles import AT_A_PLACE
from ..reading_csv import AT_MOST_BYTES, TableRefused, decoded
from .reports import UNREADABLE, PlainField

WORD_LIMIT = 1000
OWN_LANGUAGES = [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES]
NO_LANGUAGE = [("", "—")]
password_rules = lazy(lambda: " ".join(map(str, password_validators_help_texts())), str)


class WordField(PlainField):
    """A few personal words for a letter."""

    def __init__(self, **kwargs: Any) -> None:
        """Say where they go."""
        super().__init__(
            label=gettext_lazy("A personal word"),
            help_text=gettext_lazy("It stands in the letter as you write it, in the language you write it in."),
            required=False,
            max_length=WORD_LIMIT,
            widget=forms.Textarea(attrs={"rows": 4}),
            **kwargs,
        )


class OfferForm(forms.Form):
    """The role and the scope that are offered, as far as `kinds` and `places` are for the person to give."""

    kind = forms.ChoiceField(label=gettext_lazy("Role"), error_messages={"required": gettext_lazy("Choose a role.")})
    place = forms.ModelChoiceField(
        label=gettext_lazy("Place"),
        queryset=Place.objects.none(),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of your places.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language translated into"),
        help_text=gettext_lazy("For a translator."),
        choices=[*NO_LANGUAGE, *OWN_LANGUAGES],
        required=False,
    )
    written_in = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=OWN_LANGUAGES)
    word = WordField()

    needs_kind = True

    def __init__(self, *args: Any, kinds: list[str], places: QuerySet[Place], **kwargs: Any) -> None:
        """Offer what the person may give; a single place is chosen already."""
        super().__init__(*args, **kwargs)
        choices = [(kind, label) for kind, label in RoleKind.choices if kind in kinds]
        self.fields["kind"].choices = [("", "—"), *choices]
        self.fields["kind"].required = self.needs_kind
        self.fields["place"].queryset, self.fields["place"].empty_label = places, "—"
        self.fields["written_in"].initial = reader_language()
        if RoleKind.TRANSLATOR not in kinds:
            del self.fields["language"]


class InvitationForm(OfferForm):
    """One person who is asked in."""

    address = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The invitation is for this address alone."),
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Write the address of the person you invite."),
            "null_characters_not_allowed": UNREADABLE,
        },
    )
    field_order = ["address", "kind", "place", "language", "written_in", "word"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what a place is for where roles without one are offered too."""
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["place"].help_text = _("For a role at a place.")

    def clean_address(self) -> str:
        """Give the address as accounts keep it; refuse what is none, with the reason."""
        address = User.objects.tidy(self.cleaned_data["address"])
        check_address(address)
        return address

    def clean(self) -> dict[str, Any]:
        """Keep of the scope what belongs to the role, and ask for what is missing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind = given.get("kind", "")
        if kind in AT_A_PLACE and not given.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose the place of this role."))
        if kind == RoleKind.TRANSLATOR and not given.get("language"):
            self.add_error("language", _("Choose the language this person translates into."))
        if kind and kind not in AT_A_PLACE:
            given["place"] = None
        if kind != RoleKind.TRANSLATOR:
            given["language"] = ""
        return given


class ListForm(OfferForm):
    """Many people who are asked in: a file or a pasted list, and what holds for the rows that do not say it.

    Once valid, `text` is the list.
    """

    file = forms.FileField(
        label=gettext_lazy("A file"),
        help_text=gettext_lazy("CSV, from any spreadsheet; 2 MB and 5,000 rows at most."),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or a pasted list"),
        help_text=gettext_lazy(
            "One person a line. The first line names the columns: address, role, place, language, letter. "
            "Addresses alone do too."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"null_characters_not_allowed": UNREADABLE},
    )
    field_order = ["file", "pasted", "kind", "place", "language", "written_in", "word"]
    needs_kind = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say that rows come first."""
        super().__init__(*args, **kwargs)
        self.text = ""
        self.fields["kind"].help_text = _("For the rows that name none.")
        self.fields["place"].help_text = _("For the rows that name none.")

    def clean(self) -> dict[str, Any]:
        """Read the file, or what was pasted; refuse both, neither, and what cannot be read."""
        given: dict[str, Any] = super().clean()
        upload, pasted = given.get("file"), given.get("pasted", "")
        if bool(upload) == bool(pasted):
            self.add_error("file", _("Choose a file or paste a list, one of the two."))
        elif upload and upload.size > AT_MOST_BYTES:
            self.add_error("file", _("This file is larger than 2 MB."))
        else:
            try:
                self.text = decoded(upload.read()) if upload else pasted
            except TableRefused as refusal:
                self.add_error("file", refusal.sentence)
        return given


class ComingInForm(forms.Form):
    """What somebody who comes in says: that the conditions suit them, their language, and a password if they wish one."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages and of the letters you receive"), choices=OWN_LANGUAGES
    )
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"null_characters_not_allowed": UNREADABLE},
    )
    password2 = forms.CharField(
        label=gettext_lazy("The same, once more"),
        required=False,
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"null_characters_not_allowed": UNREADABLE},
    )
    conditions = forms.BooleanField(
        label=gettext_lazy("I accept these conditions"),
        error_messages={"required": gettext_lazy("Accept the conditions to come in.")},
    )

    def __init__(self, *args: Any, address: str, known: bool, accepted: bool, **kwargs: Any) -> None:
        """Ask of a known person nothing but the conditions, and these of those only who have not accepted them yet."""
        super().__init__(*args, **kwargs)
        self.address = address
        self.fields["language"].initial = reader_language()
        self.fields["password1"].help_text = password_rules()
        for name in ("language", "password1", "password2") if known else ():
            del self.fields[name]
        if accepted:
            del self.fields["conditions"]

    def clean(self) -> dict[str, Any]:
        """Refuse a weak password, and two that differ."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        password = given.get("password1", "")
        if password != given.get("password2", ""):
            self.add_error("password2", _("The two passwords differ. Type both again, or none."))
        elif password:
            try:
                validate_password(password, User(email=self.address))
            except ValidationError as weak:
                self.add_error("password1", weak)
        return given
