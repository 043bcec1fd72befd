"""What network administrators write in the admin: a place, a role. They check; the actions save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.forms import zone_choices
from accounts.models import User
from multilingual.languages import column

from ..models import Role, RoleKind, RoleStage
from ..models.roles import today


class PlaceForm(WagtailAdminModelForm):
    """A place, its name in the language it speaks; the other languages are translations."""

    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("In the language the place speaks."))
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the original name, and offer the time zones there are."""
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices(self.instance.time_zone)
        self.fields["time_zone"].initial = self.instance.time_zone
        if self.instance.pk:
            self.initial["name"] = self.instance.text_in("headline", self.instance.original_language)
            self.fields["original_language"].disabled = True

    def _post_clean(self) -> None:
        """Put the name in the column of the place's language before the place is checked as a whole."""
        language = self.cleaned_data.get("original_language") or self.instance.original_language
        setattr(self.instance, column("headline", language), self.cleaned_data.get("name", ""))
        super()._post_clean()


class RoleForm(WagtailAdminModelForm):
    """A role given to somebody who has an account; of a role that was given, only the end is still open."""

    address = forms.EmailField(label=_("E-mail address of the person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Close what cannot change any more."""
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        self.was_over = self.instance.stage_on(today()) == RoleStage.OVER
        self.initial["address"] = self.instance.person.email
        for name in ("address", "kind", "place", "language", "begins"):
            self.fields[name].disabled = True
        self.fields["ends"].required = True

    def clean_address(self) -> str:
        """Find the person, and say so when there is none."""
        address = self.cleaned_data["address"]
        self.person = User.objects.known_by(address)
        if self.person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return address

    def clean_ends(self) -> Any:
        """Refuse to wake up a role that is over."""
        ends = self.cleaned_data["ends"]
        if self.instance.pk and self.was_over:
            raise forms.ValidationError(_("This role is over. Give a new one."))
        others = Role.objects.administering().on(max(ends or today(), today())).exclude(pk=self.instance.pk)
        if self.instance.pk and self.instance.kind == RoleKind.ADMINISTRATOR and not others.exists():
            raise forms.ValidationError(_("Nobody else administers the network: name somebody first."))
        return ends

    class Meta:
        model = Role
        fields = ["kind", "place", "language", "begins", "ends"]
