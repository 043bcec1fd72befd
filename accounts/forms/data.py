"""Is the wish to be forgotten well formed? It is meant, and says which names are meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.forgetting import everyday_words, is_everyday

from ..models import User

MOST_NAMES = 5
LONGEST_NAME = 120


class EraseForm(forms.Form):
    """The main address typed once more, and other names the person signed with, one on each line."""

    address = forms.CharField(
        label=_("Your main address, to be sure"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    names = forms.CharField(
        label=_("Other names you signed with here"),
        help_text=_(
            "One on each line: a former name, initials under a remark. "
            "They are taken out of the words you left, as the name you show is."
        ),
        max_length=MOST_NAMES * (LONGEST_NAME + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        """Take who would be forgotten."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self) -> str:
        """Refuse any other address than the person's main one."""
        address = User.objects.tidy(self.cleaned_data["address"])
        if address != self.person.email:
            raise forms.ValidationError(
                gettext("This is not your main address. Type it as it stands above."), code="address"
            )
        return address

    def clean_names(self) -> list[str]:
        """Give the names, spaces around taken away; refuse too many, and one too long to be a name."""
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            words = gettext("Five names at most, of %(limit)s characters at most.") % {"limit": LONGEST_NAME}
            raise forms.ValidationError(words, code="names")
        for name in names:
            if is_everyday(name, everyday_words()):
                words = gettext("“%(name)s” is made of words everybody uses here: it cannot be taken out of texts.")
                raise forms.ValidationError(words % {"name": name}, code="everyday")
        return names
