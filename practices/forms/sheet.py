"""The writing form of a sheet: every field optional, because a draft may be anything; completeness is asked at submission."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from directory.models import Mailbox, Place

from ..actions import DraftChanges
from ..changes import Change
from ..guidance import FLASH_SOLUTION, GUIDANCE
from ..models import Form, Outcome, Practice
from .fields import LineField, MarkdownField, SeveralField, TermField, TermsField, dress, guided
from .rows import ROW_FORMS, RowList

LICENCES = [("CC BY-SA 4.0", "CC BY-SA 4.0"), ("CC BY 4.0", "CC BY 4.0"), ("CC0 1.0", "CC0 1.0")]

TEXTS = {
    "headline": lambda: LineField(max_length=200),
    "summary": lambda: MarkdownField(rows=4, max_length=2_000),
    "context": MarkdownField,
    "need": MarkdownField,
    "solution": lambda: MarkdownField(rows=7),
    "means_people": lambda: MarkdownField(rows=2),
    "means_space": lambda: MarkdownField(rows=2),
    "means_equipment": lambda: MarkdownField(rows=2),
    "success_conditions": MarkdownField,
    "difficulties": MarkdownField,
    "transferability": MarkdownField,
    "change_note": lambda: LineField(max_length=400),
}

TERM_LISTS = {"poles": "pole", "publics": "public", "services": "service", "principles": "principle"}
TERM_CHOICES = {"kind": "kind", "territory": "territory", "budget": "budget"}
FACTS = ("form", "outcome", "contact", "period", "partners", "look_again_on", "licence", "place", *TERM_CHOICES)


class SheetForm(forms.Form):
    """Everything a sheet says, in one form; `places` are those the person may write for."""

    form = forms.ChoiceField(choices=Form.choices, required=False, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False, widget=forms.RadioSelect)
    period = LineField(max_length=60)
    partners = forms.CharField(required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    look_again_on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    licence = forms.ChoiceField(choices=LICENCES, required=False)

    def __init__(
        self, *args: Any, practice: Practice, places: list[Place], changed: Iterable[Change] = (), **kwargs: Any
    ) -> None:
        self.practice = practice
        self.rows = {name: RowList(name, practice, kwargs.get("data"), kwargs.get("files")) for name in ROW_FORMS}
        kwargs.setdefault("initial", initial_of(practice))
        super().__init__(*args, **kwargs)
        for name, make in TEXTS.items():
            self.fields[name] = guided(name, make())
        for name, vocabulary in TERM_CHOICES.items():
            self.fields[name] = TermField(vocabulary)
        for name, vocabulary in TERM_LISTS.items():
            self.fields[name] = TermsField(vocabulary)
        self.add_places(places)
        if practice.first_published_at is None:
            self.fields["original_language"] = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
            del self.fields["change_note"]
        if changed:
            choices = [(change.name, change.label) for change in changed]
            self.fields["minor_changes"] = forms.MultipleChoiceField(
                choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        for name, field in self.fields.items():
            dress(field, FLASH_SOLUTION if self.is_flash and name == "solution" else GUIDANCE[name])

    @property
    def is_flash(self) -> bool:
        """Say whether the draft is a flash note as it stands."""
        return self.practice.form == Form.FLASH

    def add_places(self, places: list[Place]) -> None:
        """Offer the places the person may write for, their mailboxes, and every other place to co-sign."""
        mine = [place.pk for place in places] + ([self.practice.place_id] if self.practice.place_id else [])
        self.fields["place"] = forms.ModelChoiceField(
            queryset=Place.objects.filter(pk__in=mine), required=False, empty_label=None
        )
        mailboxes = Mailbox.objects.filter(place__in=mine).select_related("place").order_by("place__zone", "pk")
        known = {mailbox.address: f"{mailbox.address} ({mailbox.function})" for mailbox in mailboxes}
        if self.practice.contact:
            known.setdefault(self.practice.contact, self.practice.contact)
        self.fields["contact"] = forms.ChoiceField(choices=[("", _("Choose")), *known.items()], required=False)
        self.fields["cosigning"] = SeveralField(
            queryset=Place.objects.signing().exclude(pk=self.practice.place_id).by_name(), required=False
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a contact that is no mailbox of the signing place."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        place, contact = cleaned.get("place"), cleaned.get("contact")
        moved = contact and contact != self.practice.contact
        if moved and place and not place.mailboxes.filter(address=contact).exists():
            self.add_error("contact", _("Choose a mailbox of the place that signs the sheet."))
        return cleaned

    def is_valid(self) -> bool:
        """Say whether the fields and every row are well formed."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def changes(self) -> DraftChanges:
        """Give what the form says; a field with an error is left as the draft has it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        facts = {name: given[name] for name in FACTS if name in given}
        facts = {name: value for name, value in facts.items() if value or name not in ("form", "licence", "place")}
        if given.get("original_language"):
            facts["original_language"] = given["original_language"]
        if "minor_changes" in given:
            facts["minor_changes"] = given["minor_changes"]
        ticked = [given[name] for name in TERM_LISTS if name in given]
        return DraftChanges(
            facts=facts,
            texts={name: given[name] for name in TEXTS if name in given},
            terms=[term for group in ticked for term in group] if len(ticked) == len(TERM_LISTS) else None,
            cosigning=list(given["cosigning"]) if "cosigning" in given else None,
            rows={name: rows.posted() for name, rows in self.rows.items() if rows.is_valid()},
        )


def initial_of(practice: Practice) -> dict[str, Any]:
    """Give what the draft says, as the form shows it."""
    language = practice.original_language
    initial: dict[str, Any] = {name: practice.text_in(name, language) or "" for name in TEXTS}
    for name in ("form", "outcome", "contact", "period", "partners", "look_again_on", "licence"):
        initial[name] = getattr(practice, name)
    for name in (*TERM_CHOICES, "place"):
        initial[name] = getattr(practice, f"{name}_id")
    ticked = list(practice.terms.all())
    for name, vocabulary in TERM_LISTS.items():
        initial[name] = [term.pk for term in ticked if term.vocabulary == vocabulary]
    initial["cosigning"] = [place.pk for place in practice.cosigning.all()]
    initial["original_language"] = language
    initial["minor_changes"] = practice.minor_changes
    return initial
