"""What those who look after people write: who gets which role from when to when, when one ends, whom a list shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editorial.wording import LANGUAGES

from ..models import Place, RoleKind
from ..models.roles import AT_A_PLACE, today

AT_PLACES = [(kind.value, kind.label) for kind in RoleKind if kind in AT_A_PLACE]


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        """Speak in our words."""
        said = {"invalid": _("This is no day. Write it as 2026-03-31.")}
        widget = forms.DateInput(attrs={"type": "date", "class": "input-day"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages=said, **kwargs)


class DatedForm(forms.Form):
    """From which day a role holds, and until when."""

    begins = DayField(label=_("From"), initial=today)
    ends = DayField(
        label=_("First day on which it no longer holds"), required=False, help_text=_("Empty: until somebody ends it.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end that comes before the role began."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("A role ends after the day on which it begins."))
        return cleaned


class GiveAtPlaceForm(DatedForm):
    """A role at one place, for somebody who has an account: taken from the list, or named by their address."""

    known = forms.ChoiceField(label=_("Somebody who is here or near"), required=False)
    address = forms.EmailField(
        label=_("Or the e-mail address of another member"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is no e-mail address.")},
    )
    kind = forms.ChoiceField(label=_("Role"), choices=AT_PLACES)
    field_order = ["known", "address", "kind", "begins", "ends"]

    def __init__(self, *args: Any, people: list[tuple[User, str]], **kwargs: Any) -> None:
        """Offer the people a manager knows."""
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person, _name in people}
        self.fields["known"].choices = [("", "—"), *((str(person.pk), name) for person, name in people)]

    def clean(self) -> dict[str, Any]:
        """Find the one person who is meant, and say so when there is none."""
        cleaned = super().clean()
        known, address = cleaned.get("known"), cleaned.get("address")
        if known and address:
            self.add_error("address", _("Choose from the list or write an address, not both."))
        elif not known and not address and "address" not in self.errors and "known" not in self.errors:
            self.add_error("known", _("Say who gets the role."))
        elif known:
            cleaned["person"] = self.people[known]
        elif address:
            cleaned["person"] = person = User.objects.known_by(address)
            if person is None or not person.is_active:
                self.add_error("address", _("No member has this address. Invite them: they get the role by coming in."))
        return cleaned


class GiveToForm(DatedForm):
    """Any role, for one person; whether its scope fits is asked when it is given."""

    kind = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices)
    place = forms.ModelChoiceField(
        label=_("Place"), queryset=Place.objects.none(), required=False, help_text=_("For a role at a place.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", "—"), *LANGUAGES.items()],
        required=False,
        help_text=_("For a translator: the language they translate into."),
    )
    field_order = ["kind", "place", "language", "begins", "ends"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every place by its name."""
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.by_name()


class KnowingForm(forms.Form):
    """The word of who ends the role of a place's last manager; asked only there."""

    knowing = forms.BooleanField(
        label=_("I know that nobody will manage this place; the network administrators are told."), required=False
    )


class EndRoleForm(KnowingForm):
    """From which day on a role no longer holds."""

    on = DayField(label=_("First day on which it no longer holds"), initial=today)
    field_order = ["on", "knowing"]


class WhoForm(forms.Form):
    """Whom the list of who does what shows; what makes no sense narrows nothing."""

    q = forms.CharField(label=_("Name or town"), required=False, max_length=80, strip=True)
    place = forms.ModelChoiceField(
        label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("every place")
    )
    kind = forms.ChoiceField(
        label=_("Function"), choices=[("", _("every function")), *RoleKind.choices], required=False
    )
    order = forms.ChoiceField(
        label=_("Order"), choices=[("", _("by place")), ("function", _("by function"))], required=False
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        """Offer the places one looks after."""
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
